// Chromium for the tests of the page, and what they watch on every page: no error on the console, no request that leaves the server.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const web = createRequire(new URL('../../web/package.json', import.meta.url))
export const executable = (process.env.CHROMIUM ? [process.env.CHROMIUM] : ['/usr/bin/chromium', '/usr/bin/chromium-browser']).find((path) => existsSync(path))

/** What is missing to test in a browser, or ''. */
export function missing() {
  if (!executable) return 'chromium is not installed (Debian package chromium)'
  try { web.resolve('playwright-core') } catch { return 'playwright-core is not installed (run web/build.sh)' }
  return ''
}

export async function openBrowser() {
  const { chromium } = web('playwright-core')
  const profile = mkdtempSync(join(tmpdir(), 'groundwork-web-'))
  const browser = await chromium.launch({
    executablePath: executable,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', `--disk-cache-dir=${profile}`],
  })
  return { browser, close: async () => { await browser.close(); rmSync(profile, { recursive: true, force: true }) } }
}

/** A page of its own session; `trouble` collects what no page may do. `expected` are patterns of console lines that the test provokes. */
export async function openPage(browser, base, { width = 1280, height = 860, locale = 'en-GB', expected = [], scale = 1 } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale, deviceScaleFactor: scale, reducedMotion: 'reduce', timezoneId: 'UTC' })
  const page = await context.newPage()
  const trouble = []
  const host = new URL(base).host
  page.on('console', (line) => { if (['error', 'warning'].includes(line.type()) && !expected.some((one) => one.test(line.text()))) trouble.push(`console ${line.type()}: ${line.text()}`) })
  page.on('pageerror', (error) => trouble.push(`page error: ${error.message}`))
  page.on('request', (request) => { const url = new URL(request.url()); if (!['data:', 'blob:'].includes(url.protocol) && url.host !== host) trouble.push(`request to ${url.host}`) })
  page.setDefaultTimeout(60_000)
  await page.goto(base)
  await page.locator('#main, .login').waitFor()
  return { page, context, trouble, close: () => context.close() }
}

/** Goes to another place of the page and waits until nothing is loading there. */
export async function settle(page, address) {
  await page.goto(address)
  await page.locator('#main').waitFor()
  await page.waitForTimeout(200)
  await page.locator('.ant-skeleton').first().waitFor({ state: 'detached' })
}

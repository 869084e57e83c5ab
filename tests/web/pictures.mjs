// Takes the pictures of the README: pictures.mjs FOLDER [PROGRAM]. With PROGRAM they show the real server on the example company.
import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { missing, openBrowser, openPage } from './browser.mjs'
import { start, startMock } from './serve.mjs'

const [folder, named] = process.argv.slice(2)
const most = 250_000
const example = fileURLToPath(new URL('../../examples/company/', import.meta.url))
/** The first question that gets an answer is shown; the last of each list is a standard answer, which every version gives. */
const asked = {
  zh: { answered: ['国内出差的伙食补贴是每天多少元？', '泵的质保期多长？'], refused: '董事长的办公室在几楼？' },
  en: { answered: ['What is the hotel limit per night in Rotterdam?', 'Why did ear protection become mandatory in the test cell?', 'How long is the warranty on a Veylan pump?'], refused: 'Who is the insurance broker of the Rotterdam office?' },
}

if (missing()) { console.error(missing()); process.exit(2) }
mkdirSync(folder, { recursive: true })
const made = mkdtempSync(join(tmpdir(), 'groundwork-pictures-'))
const server = named ? await realServer(resolve(named)) : await startMock()
const { browser, close } = await openBrowser()
try {
  for (const language of ['zh', 'en']) {
    for (const [shape, view] of [['', { width: 1280, height: 800 }], ['-narrow', { width: 390, height: 780 }]]) {
      const opened = await openPage(browser, server.base, { ...view, locale: language === 'zh' ? 'zh-CN' : 'en-GB' })
      await pictures(opened.page, language, shape)
      await opened.close()
    }
  }
} finally {
  await close()
  await server.stop()
  rmSync(made, { recursive: true, force: true })
}

async function pictures(page, language, shape) {
  const { answered, refused } = asked[language]
  const ask = async (question) => { await page.goto(`${server.base}#/ask?q=${encodeURIComponent(question)}`); await page.reload(); await page.locator('.answer, .refusal').waitFor() }
  await ask(refused)
  if (!shape) await take(page, `refused-${language}`)
  for (const question of answered) {
    await ask(question)
    if (await page.locator('.citation').count()) break
  }
  if (await page.locator('.citation').count() === 0) throw new Error('The program answers none of the questions of the pictures.')
  await take(page, `ask-${language}${shape}`)
  await page.locator('.citation').first().click()
  await page.locator('.reader mark').first().waitFor()
  await take(page, `document-${language}${shape}`)
  await page.goto(server.base)
  await page.locator('#waits').waitFor()
  await take(page, `home-${language}${shape}`)
}

async function take(page, name) {
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(400)
  const path = join(folder, `${name}.png`)
  await page.screenshot({ path })
  const bytes = statSync(path).size
  console.log(`${path} ${bytes} bytes`)
  if (bytes > most) { console.error(`${path} is larger than ${most} bytes.`); process.exitCode = 1 }
}

async function realServer(program) {
  const workspace = join(made, 'workspace')
  const run = (...args) => execFileSync(program, ['--workspace', workspace, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
  execFileSync(program, ['init', workspace], { stdio: 'ignore' })
  copyFileSync(join(example, 'groundwork.yaml'), join(workspace, 'groundwork.yaml'))
  cpSync(join(example, 'documents'), join(made, 'documents'), { recursive: true })
  const documents = (name) => join(made, 'documents', name)
  for (const name of ['policies', 'manuals', 'prices', 'faq', 'minutes']) run('add', '--collection', name, documents(name))
  run('add', '--collection', 'contracts', '--groups', 'legal,purchasing', '--label', 'confidential', documents('contracts'))
  // A file of a format that is not read, as every company has some: it is counted and named.
  const old = join(made, 'archive')
  mkdirSync(old)
  writeFileSync(join(old, 'handbook-2009.rtf'), '{\\rtf1\\ansi An old handbook.}')
  try { run('add', '--collection', 'policies', join(old, 'handbook-2009.rtf')) } catch { /* exit 1 says that a file was not read */ }
  return start(program, ['--workspace', workspace, 'serve', '--listen', '127.0.0.1:0'], /http:\/\/127\.0\.0\.1:(\d+)/)
}

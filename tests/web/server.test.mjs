// The page in a real browser against the real program ($GROUNDWORK), on a workspace made for the test from the example's documents.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { missing, openBrowser, openPage, settle } from './browser.mjs'
import { start } from './serve.mjs'

const program = process.env.GROUNDWORK && resolve(process.env.GROUNDWORK)
const example = fileURLToPath(new URL('../../examples/company/documents', import.meta.url))
const skip = missing() || (!program && 'no program was named (tests/web/run PROGRAM)') || false

describe('the page on the real server', { skip }, () => {
  let chromium, server, folder
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'groundwork-web-'))
    const run = (...args) => execFileSync(program, ['--workspace', join(folder, 'ws'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    execFileSync(program, ['init', join(folder, 'ws')], { stdio: ['ignore', 'pipe', 'pipe'] })
    run('add', example)
    // Behind characters outside the basic plane: offsets count code points.
    writeFileSync(join(folder, '𠮷.txt'), '𠮷田先生 📎🛠️ wrote on Monday.\n\nThe zirconium gasket for hall seven was sent with courier note 881-Q on Wednesday.\n')
    run('add', '--collection', 'notes', join(folder, '𠮷.txt'))
    server = await start(program, ['--workspace', join(folder, 'ws'), 'serve', '--listen', '127.0.0.1:0'], /http:\/\/127\.0\.0\.1:(\d+)/)
    chromium = await openBrowser()
  })
  after(async () => {
    await chromium?.close()
    await server?.stop()
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  const visit = (name, view, steps) => test(name, async () => {
    const opened = await openPage(chromium.browser, server.base, view)
    try {
      await steps(opened)
      assert.deepEqual(opened.trouble, [])
    } finally { await opened.close() }
  })
  const ask = async (page, question) => { await page.locator('#question').fill(question); await page.keyboard.press('Enter'); await page.locator('.answer, .refusal').waitFor() }
  const marked = async (page) => { await page.locator('.reader mark').first().waitFor(); return (await page.locator('.reader mark').allTextContents()).join('') }
  const plain = (text) => text.replace(/[\s|]/g, '')

  visit('returns a standard answer and opens it where it stands', {}, async ({ page }) => {
    await ask(page, 'How long is the warranty on a Veylan pump?')
    await page.getByText('standard answer', { exact: true }).waitFor()
    const answer = await page.locator('.answer-text').textContent()
    assert.match(answer, /24 months from delivery/)
    await page.locator('.citation').first().click()
    assert.equal(await marked(page), answer)
  })

  visit('opens what it quotes at exactly the quote, and refuses or shows its confidence', {}, async ({ page }) => {
    for (const question of ['Which courier note was the zirconium gasket for hall seven sent with?', '国内出差的伙食补贴是每天多少元？', 'What is the handling fee for returned parts?']) {
      await ask(page, question)
      assert.match(await page.locator('.confidence').innerText(), /Confidence \d\.\d\d[\s\S]*uncertified/)
      // Whatever the program decides to say, the best candidate must open at its place.
      if (await page.locator('.refusal').count()) {
        await page.getByRole('link', { name: 'Show the best guess, unverified' }).click()
        await page.locator('.answer').waitFor()
      }
      const quote = await page.locator('.citation-quote').first().textContent()
      await page.locator('.citation').first().click()
      assert.equal(plain(await marked(page)), plain(quote), question)
      await page.keyboard.press('Escape')
      await page.locator('.document-drawer').waitFor({ state: 'detached' })
    }
  })

  visit('refuses what the files do not say and keeps it as a task', {}, async ({ page }) => {
    await ask(page, 'Who is the ambassador of Peru in Mongolia?')
    await page.getByRole('heading', { name: 'No reliable answer found' }).waitFor()
    await page.getByRole('link', { name: 'Home' }).click()
    await page.locator('.refused-question', { hasText: 'ambassador of Peru' }).waitFor()
  })

  visit('takes an upload in and answers from it at once', {}, async ({ page }) => {
    await page.goto(`${server.base}#/documents?tab=add`)
    const choose = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Drop files or folders here' }).click()
    await (await choose).setFiles([
      { name: 'answers.csv', mimeType: 'text/csv', buffer: Buffer.from('question,answer\n"When does the river gate open?","The river gate opens at six."\n') },
      { name: 'broken.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK\x03\x04 not really a document') },
    ])
    await page.getByText('1 of 2 files read; 1 not.').waitFor()
    await page.locator('.failed-files li', { hasText: 'broken.docx' }).waitFor()
    await page.getByRole('link', { name: 'Ask', exact: true }).click()
    await ask(page, 'When does the river gate open?')
    assert.equal(await page.locator('.answer-text').textContent(), 'The river gate opens at six.')
  })

  visit('imports a folder of the server with its progress', {}, async ({ page }) => {
    await page.goto(`${server.base}#/documents?tab=add`)
    await page.getByRole('textbox', { name: 'Path on the server' }).fill(example)
    await page.getByRole('button', { name: 'Bring in', exact: true }).click()
    await page.locator('.import .report').waitFor({ timeout: 60_000 })
    assert.match(await page.locator('.import .report').innerText(), /files (were )?read/)
  })

  visit('shows tables as tables and changes rights', { locale: 'zh-CN' }, async ({ page }) => {
    await page.goto(`${server.base}#/document?collection=default&id=${encodeURIComponent('policies/差旅报销制度.md')}`)
    await page.getByRole('columnheader', { name: '城市类别' }).waitFor()
    await page.getByRole('button', { name: '修改权限' }).click()
    await page.getByRole('combobox', { name: '可查看的组' }).fill('finance')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '保存' }).click()
    await page.locator('.document-head', { hasText: 'finance' }).waitFor()
  })

  for (const locale of ['zh-CN', 'en-GB'])
    for (const width of [360, 390]) {
      visit(`never scrolls sideways at ${width} pixels (${locale})`, { locale, width, height: 720 }, async ({ page }) => {
        // The second is a table of many columns: it scrolls within its card.
        const table = '#/ask?q=What+is+the+price+of+the+seal+kit+SP-2040%3F&guess=1'
        for (const place of ['', '#/ask?q=warranty', table, '#/ask?q=price+of+the+seal+kit&find=1', '#/documents', '#/documents?tab=unread', '#/documents?tab=add', '#/people', '#/people?tab=groups', '#/people?tab=audit', `#/document?collection=default&id=${encodeURIComponent('manuals/spare-parts.xlsx')}`, '#/document?collection=default&id=software%2Falarm_rules.py']) {
          await settle(page, `${server.base}${place}`)
          if (place.includes('q=')) await page.locator('.answer, .refusal, .citation').first().waitFor()
          if (place === table) await page.locator('.citation th').first().waitFor()
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, place)
        }
      })
    }

  visit('lists the passages that fit and opens one where it stands', {}, async ({ page }) => {
    await page.goto(`${server.base}#/ask?q=price+of+the+seal+kit&find=1`)
    const passage = await page.locator('.passage-text').first().textContent()
    await page.locator('.citation').first().click()
    assert.equal(plain(await marked(page)), plain(passage))
  })

  visit('gives the first user a key, and closes the door behind everybody else', { expected: [/401/] }, async ({ page }) => {
    await page.goto(`${server.base}#/people`)
    await page.getByRole('button', { name: 'The first user' }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('ada')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Sign in with it' }).click()
    await page.locator('.me', { hasText: 'ada' }).waitFor()
    await page.evaluate(() => sessionStorage.clear())
    await page.reload()
    await page.getByLabel('Key', { exact: true }).waitFor()
  })
})

// Applications in a real browser against the real program ($GROUNDWORK): a small one made for the test, and those of the example company.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { missing, openBrowser, openPage, settle } from './browser.mjs'
import { start } from './serve.mjs'

const program = process.env.GROUNDWORK && resolve(process.env.GROUNDWORK)
const example = fileURLToPath(new URL('../../examples/company/', import.meta.url))
const skip = missing() || (!program && 'no program was named (tests/web/run PROGRAM)') || false

const app = `
name: help-desk
title: {en: Help desk, zh: 服务台}
purpose: {en: "Answers from the files, or asks a person.", zh: 依据文件回答，否则请人处理。}
inputs:
  question: {type: string, minLength: 3, maxLength: 2000, title: {en: Question, zh: 问题}}
  urgency: {type: string, enum: [low, high], default: low, title: {en: Urgency, zh: 紧急程度}}
outputs:
  answer: {type: string, title: {en: Answer, zh: 答案}}
  confidence: {type: number, title: {en: Confidence, zh: 置信度}}
steps:
  - {id: known, kind: match, question: "\${inputs.question}", quote: true, threshold: 0}
  - {id: reply, kind: decide, answer: "\${steps.known.answer}", confidence: "\${steps.known.confidence}", threshold: 0.9, on_refuse: person}
  - id: person
    kind: review
    when: \${steps.reply.status == "refused"}
    ask: {en: What is the right answer?, zh: 正确的回答是什么？}
    show: {question: "\${inputs.question}", urgency: "\${inputs.urgency}"}
    propose: \${steps.known.answer ?? "nobody knows"}
    answer: {type: string, minLength: 2, maxLength: 500}
    group: experts
output:
  answer: \${steps.person.answer ?? steps.reply.answer}
  confidence: \${steps.reply.confidence}
cases: {file: cases/help-desk.jsonl, grade: {answer: contains}}
`
const cases = [
  { id: 'warranty', inputs: { question: 'How long is the warranty on a Veylan pump?' }, expected: { answer: '24 months' }, never_break: true },
  { id: 'match', inputs: { question: 'Who won the football match yesterday evening?' }, refuse: true },
  { id: 'sealed', inputs: { question: 'Is this one sealed?' }, refuse: true, sealed: true },
]

describe('applications on the real server', { skip }, () => {
  let chromium, server, folder
  const workspace = () => join(folder, 'ws')
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'groundwork-apps-'))
    const run = (...args) => execFileSync(program, ['--workspace', workspace(), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    execFileSync(program, ['init', workspace()], { stdio: ['ignore', 'pipe', 'pipe'] })
    for (const part of ['apps', 'cases', 'rules', 'templates', 'records', 'scripts']) {
      mkdirSync(join(workspace(), part), { recursive: true })
      if (existsSync(join(example, part))) cpSync(join(example, part), join(workspace(), part), { recursive: true })
    }
    writeFileSync(join(workspace(), 'apps', 'help-desk.yaml'), app)
    writeFileSync(join(workspace(), 'cases', 'help-desk.jsonl'), cases.map((one) => JSON.stringify(one)).join('\n'))
    run('add', join(example, 'documents'))
    // An app whose models cannot be trained yet is run without them and says so.
    if (existsSync(join(example, 'apps', 'bug-dispatch.yaml'))) for (const name of ['bug-dispatch', 'contract-review']) run('train', name)
    server = await start(program, ['--workspace', workspace(), 'serve', '--listen', '127.0.0.1:0'], /http:\/\/127\.0\.0\.1:(\d+)/)
    chromium = await openBrowser()
  })
  after(async () => {
    await chromium?.close()
    await server?.stop()
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  const visit = (name, view, steps, options = {}) => test(name, options, async () => {
    const opened = await openPage(chromium.browser, server.base, view)
    try {
      await steps(opened)
      assert.deepEqual(opened.trouble, [])
    } finally { await opened.close() }
  })
  const field = (page, path) => page.locator(`[data-path="${path}"]`)
  const openApp = async (page, title) => {
    await page.locator('.nav a[href="#/apps"]').click()
    await page.locator('.app-card', { hasText: title }).click()
    await page.locator('.run-form').waitFor()
  }
  const send = async (page) => { await page.keyboard.press('Control+Enter'); await page.locator('.run > .card').first().waitFor() }

  const own = {
    en: { view: { locale: 'en-GB' }, title: 'Help desk', known: 'How long is the warranty on a Veylan pump?', says: /24 months/, unknown: 'Which tea does the night shift drink?', answer: 'Black tea.', draft: 'draft' },
    zh: { view: { locale: 'zh-CN' }, title: '服务台', known: 'How long is the warranty on a Veylan pump?', says: /24 months/, unknown: '夜班喝什么茶？', answer: '红茶。', draft: '草稿' },
  }
  for (const [language, { view, title, known, says, unknown, answer, draft }] of Object.entries(own)) {
    visit(`runs the form, opens the evidence, and goes on when a person answers (${language})`, view, async ({ page, base = server.base }) => {
      await openApp(page, title)
      await page.locator('.app-head', { hasText: draft }).waitFor()
      await field(page, 'question').locator('textarea').fill(known)
      await send(page)
      await page.locator('.run .answer').waitFor()
      assert.match(await page.locator('.run .answer').innerText(), says)
      await page.locator('.citation').first().click()
      await page.locator('.reader mark').first().waitFor()
      await page.keyboard.press('Escape')
      await page.locator('.document-drawer').waitFor({ state: 'detached' })
      await field(page, 'question').locator('textarea').fill(unknown)
      await send(page)
      await page.locator('.waiting-run a.ant-btn').click()
      await page.locator('.task', { hasText: unknown }).waitFor()
      await page.keyboard.press('e')
      await field(page, 'answer').locator('textarea, input:not([type="file"])').fill(answer)
      await page.keyboard.press('Control+Enter')
      await page.locator('.task-row', { hasText: unknown }).waitFor({ state: 'detached' })
      await settle(page, `${base}#/app?a=help-desk&tab=runs`)
      await page.locator('.run-link', { hasText: unknown }).click()
      await page.locator('.run .answer', { hasText: answer }).waitFor()
    })
  }

  visit('holds a version against its cases, releases it and shows what went live', { locale: 'en-GB' }, async ({ page }) => {
    await settle(page, `${server.base}#/app?a=help-desk&tab=cases`)
    await page.locator('.doc-table', { hasText: 'How long is the warranty' }).waitFor()
    assert.equal(await page.getByText('Is this one sealed?').count(), 0)
    await page.getByRole('button', { name: 'Add a case' }).click()
    await page.locator('.ant-modal [data-path="question"] textarea').fill('Which horse won the race?')
    await page.locator('.ant-modal').getByText('It should refuse').click()
    await page.locator('.ant-modal .ant-btn-primary').click()
    const row = page.locator('.doc-table tbody tr', { hasText: 'Which horse won the race?' })
    await row.getByRole('button', { name: 'Remove' }).click()
    await page.locator('.ant-modal-confirm .ant-btn-dangerous').click()
    await row.waitFor({ state: 'detached' })
    await settle(page, `${server.base}#/app?a=help-desk&tab=evaluation`)
    await page.getByRole('button', { name: 'Measure now' }).click()
    await page.getByText('right of 2').waitFor()
    await settle(page, `${server.base}#/app?a=help-desk&tab=versions`)
    await page.getByRole('button', { name: 'Release the draft' }).click()
    await page.locator('.ant-modal .ant-btn-primary').click()
    await page.locator('.ant-modal').getByText(/is live\./).waitFor()
    await page.locator('.ant-modal .ant-btn-primary').click()
    await page.locator('.app-head', { hasText: 'live: version' }).waitFor()
  })

  // ---- the applications of the example company
  const there = (name) => existsSync(join(example, 'apps', `${name}.yaml`))
  const about = (name) => ({ skip: there(name) ? false : `${name} is not in the example` })
  const choose = async (page, path, name) => {
    await field(page, path).locator('.ant-select').click()
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').waitFor()
    await field(page, path).locator('input').press('Home')
    for (let at = 0; at < 20; at++) {
      if ((await page.locator('.ant-select-item-option-active').textContent()) === name) break
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('Enter')
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').waitFor({ state: 'hidden' })
  }

  const staff = {
    en: { view: { locale: 'en-GB' }, title: 'Staff assistant', known: 'How long is the warranty on a Veylan pump?', says: /24 months/, unknown: 'Which paint is on the floor of the plant hall?', answer: 'Grey epoxy in two coats.', again: 'Which paint is on the floor of the plant hall?' },
    zh: { view: { locale: 'zh-CN' }, title: '员工问答助手', known: '国内出差的伙食补贴是每天多少元？', says: /110/, unknown: '厂房地面刷的是哪一种漆？', answer: '灰色环氧漆，共两遍。', again: '厂房地面刷的是哪一种漆？' },
  }
  for (const [language, { view, title, known, says, unknown, answer, again }] of Object.entries(staff)) {
    visit(`staff-assistant answers with evidence, refuses, and an expert closes the gap (${language})`, view, async ({ page }) => {
      await openApp(page, title)
      await field(page, 'question').locator('textarea').fill(known)
      await send(page)
      await page.locator('.run .answer, .run .refusal').waitFor()
      assert.match(await page.locator('.run > .card').first().innerText(), says)
      await page.locator('.citation').first().click()
      await page.locator('.reader mark').first().waitFor()
      await page.keyboard.press('Escape')
      await page.locator('.document-drawer').waitFor({ state: 'detached' })
      await field(page, 'question').locator('textarea').fill(unknown)
      await page.keyboard.press('Control+Enter')
      await page.locator('.run .refusal').waitFor()
      await settle(page, `${server.base}#/tasks`)
      await page.locator('.task-row', { hasText: unknown }).click()
      await page.locator('.task', { hasText: unknown }).waitFor()
      await page.keyboard.press('e')
      await field(page, 'answer').locator('textarea').fill(answer)
      await page.keyboard.press('Control+Enter')
      await page.locator('.task-row', { hasText: unknown }).waitFor({ state: 'detached' })
      await settle(page, `${server.base}#/app?a=staff-assistant`)
      await field(page, 'question').locator('textarea').fill(again)
      await send(page)
      await page.locator('.run .answer', { hasText: answer }).waitFor()
    }, about('staff-assistant'))
  }

  const bugs = {
    en: { view: { locale: 'en-GB' }, title: 'Bug dispatch', report: 'Server answers 413 with max_batch_size 120', unclear: 'Coffee machine in the Rotterdam kitchen leaks' },
    zh: { view: { locale: 'zh-CN' }, title: '缺陷分派', report: '离线填写的服务单丢失', unclear: '会议室205的投影仪没有画面' },
  }
  for (const [language, { view, title, report, unclear }] of Object.entries(bugs)) {
    visit(`bug-dispatch names a person with similar reports, or asks one (${language})`, view, async ({ page }) => {
      await openApp(page, title)
      await field(page, 'title').locator('input').fill(report)
      await choose(page, 'component', language === 'en' ? 'VG-10 link' : 'Phone app')
      await send(page)
      const approve = async (text) => {
        await page.locator('.waiting-run a.ant-btn').click()
        await page.locator('.task', { hasText: text }).waitFor()
        await page.keyboard.press('a')
        await page.locator('.task-row', { hasText: text }).waitFor({ state: 'detached' })
        await settle(page, `${server.base}#/app?a=bug-dispatch&tab=runs`)
        await page.locator('.run-link', { hasText: text }).click()
      }
      if (await page.locator('.waiting-run').count()) await approve(report)
      await page.locator('.run .answer .past > li').first().waitFor()
      await settle(page, `${server.base}#/app?a=bug-dispatch`)
      await field(page, 'title').locator('input').fill(unclear)
      await send(page)
      await page.locator('.waiting-run').waitFor()
      await approve(unclear)
      await page.locator('.run .answer').waitFor()
    }, about('bug-dispatch'))
  }

  const contracts = { en: { view: { locale: 'en-GB' }, title: 'Contract review', latin: true }, zh: { view: { locale: 'zh-CN' }, title: '合同审查', latin: false } }
  for (const [language, { view, title, latin }] of Object.entries(contracts)) {
    visit(`contract-review shows what is missing, each at its place, and takes a correction (${language})`, view, async ({ page }) => {
      const known = readFileSync(join(example, 'cases', 'contract-review.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line))
      const one = known.find(({ inputs, expected }) => expected && expected.missing?.length && /\p{Script=Han}/u.test(inputs.text) !== latin)
      await openApp(page, title)
      await field(page, 'text').locator('input[type="file"]').setInputFiles({ name: 'contract.txt', mimeType: 'text/plain', buffer: Buffer.from(one.inputs.text) })
      await page.waitForFunction(() => document.querySelector('[data-path="text"] textarea').value.length > 100)
      await choose(page, 'kind', one.inputs.kind)
      await page.locator('.run-form button[type="submit"]').click()
      await page.locator('.run .answer').waitFor()
      await page.locator('.run .answer .findings > li').first().waitFor()
      assert.equal(await page.locator('.run-files button').count(), 2)
      const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.run-files button').first().click()])
      assert.match(file.suggestedFilename(), /\.(docx|html)$/)
      await page.locator('.found .quote-link, .findings .quote-link').first().click()
      await page.locator('.in-text mark').waitFor()
      await page.keyboard.press('Escape')
      await page.locator('.document-drawer').waitFor({ state: 'detached' })
      await page.locator('.feedback button').nth(0).click()
      await page.locator('.feedback a[href*="tab=cases"]').waitFor()
    }, about('contract-review'))
  }

  visit('tells in Chinese what the server says', { locale: 'zh-CN', expected: [/40\d/] }, async ({ page }) => {
    await settle(page, `${server.base}#/app?a=no-such-app`)
    const said = await page.locator('.ant-alert').innerText()
    assert.doesNotMatch(said.replaceAll('no-such-app', ''), /[A-Za-z]{4}/, said)
  })

})

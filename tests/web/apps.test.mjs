// Applications in a real browser against the stand-in server: forms, results, tasks, cases, the gate, in both languages.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { missing, openBrowser, openPage, settle } from './browser.mjs'
import { startMock } from './serve.mjs'

const skip = missing() || false
const tongues = { en: { locale: 'en-GB', width: 1280 }, zh: { locale: 'zh-CN', width: 1280 } }

describe('applications', { skip }, () => {
  let chromium
  before(async () => { chromium = await openBrowser() })
  after(() => chromium?.close())

  /** Runs `steps` on a fresh server and page, then asserts that nothing went wrong beside it. */
  const visit = (name, { server = [], view = {} }, steps) => test(name, async () => {
    const mock = await startMock(...server)
    const opened = await openPage(chromium.browser, mock.base, view)
    try {
      await steps({ ...opened, base: mock.base })
      assert.deepEqual(opened.trouble, [])
    } finally { await opened.close(); await mock.stop() }
  })
  const field = (page, path) => page.locator(`[data-path="${path}"]`)
  const openApp = async (page, title) => {
    await page.locator('.nav a[href="#/apps"]').click()
    await page.locator('.app-card', { hasText: title }).click()
    await page.locator('.run-form').waitFor()
  }
  const openTask = (page, text) => page.locator('.task-row', { hasText: text }).click()
  const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

  const staff = {
    en: { title: 'Staff assistant', asked: 'What is the limit for dinner while travelling', says: 'EUR 38', unknown: 'Which paint is used on the hall floor?', says_no: 'Refused', expert: 'A grey epoxy, two coats.', kept: '4 of 4 wordings' },
    zh: { title: '员工助手', asked: '国内出差的伙食补贴是每天多少元？', says: '110元', unknown: '厂房地面刷的是什么漆？', says_no: '拒绝作答', expert: '灰色环氧漆，两遍。', kept: '4 种问法中有 4 种' },
  }
  for (const [language, own] of Object.entries(staff)) {
    visit(`staff-assistant answers with evidence, and an expert closes a gap for good (${language})`, { view: tongues[language] }, async ({ page, base }) => {
      await openApp(page, own.title)
      await page.keyboard.press('Tab')
      await field(page, 'question').locator('textarea').fill(own.asked)
      await page.keyboard.press('Control+Enter')
      await page.locator('.run .answer').waitFor()
      assert.match(await page.locator('.run .answer').innerText(), new RegExp(own.says))
      await page.locator('.citation').first().click()
      await page.locator('.reader mark').first().waitFor()
      assert.match((await page.locator('.reader mark').allTextContents()).join(''), new RegExp(own.says))
      await page.keyboard.press('Escape')
      await page.locator('.document-drawer').waitFor({ state: 'detached' })
      await field(page, 'question').locator('textarea').fill(own.unknown)
      await page.keyboard.press('Control+Enter')
      await page.locator('.run .refusal', { hasText: own.says_no }).waitFor()
      await page.locator('.nav a[href="#/tasks"]').click()
      await openTask(page, own.unknown)
      await page.locator('.task h2').waitFor()
      await page.keyboard.press('e')
      await page.locator('.task-answer textarea').fill(own.expert)
      await page.keyboard.press('Control+Enter')
      await page.locator('.ant-notification-notice', { hasText: own.kept }).waitFor()
      await page.locator('.task-row', { hasText: own.unknown }).waitFor({ state: 'detached' })
      await settle(page, `${base}#/app?a=staff-assistant`)
      await field(page, 'question').locator('textarea').fill(own.unknown)
      await page.keyboard.press('Control+Enter')
      await page.locator('.run .answer', { hasText: own.expert }).waitFor()
    })
  }

  const bugs = {
    en: { title: 'Bug dispatch', given: 'Strange restarts of the controller', person: 'lin.wei', ask: 'Who should get this?', waits: 'Waits for a person', needed: 'Fill this in.', most: 'At most 5.', choose: 'controller', similar: 'Similar reports' },
    zh: { title: '缺陷分派', given: '控制器升级后奇怪地重启', person: '林伟', ask: '应当交给谁？', waits: '等待人工处理', needed: '请填写此项。', most: '不能大于 5。', choose: 'controller', similar: '相似的报告' },
  }
  for (const [language, own] of Object.entries(bugs)) {
    visit(`bug-dispatch tells what is missing in its form, and goes on when a person approves (${language})`, { view: tongues[language] }, async ({ page }) => {
      await openApp(page, own.title)
      await page.locator('.run-form button[type="submit"]').click()
      await field(page, 'title').getByText(own.needed).waitFor()
      assert.equal(await page.locator('.schema-fault').count(), 3)
      await page.waitForFunction(() => document.activeElement?.closest('[data-path]')?.dataset.path === 'title')
      await field(page, 'title').locator('input').fill(own.given)
      await field(page, 'component').locator('.ant-select').click()
      await page.locator('.ant-select-item-option-active', { hasText: own.choose }).waitFor()
      await page.keyboard.press('Enter')
      await field(page, 'severity').locator('input').fill('9')
      await field(page, 'severity').getByText(own.most).waitFor()
      await field(page, 'severity').locator('input').fill('2')
      await field(page, 'tags').locator('input').fill('one')
      await page.keyboard.press('Enter')
      await field(page, 'readings').locator('textarea').fill('{"pressure": 4.5')
      assert.equal(await field(page, 'readings').locator('.schema-fault').count(), 1)
      await field(page, 'readings').locator('textarea').fill('{"pressure": 4.5}')
      await field(page, 'seen').locator('input').fill('2026-11-20')
      await page.keyboard.press('Control+Enter')
      await page.locator('.waiting-run', { hasText: own.waits }).waitFor()
      await page.locator('.waiting-run a.ant-btn').click()
      await page.locator('.task', { hasText: own.ask }).waitFor()
      assert.match(await page.locator('.task-proposed').innerText(), new RegExp(own.person))
      await page.keyboard.press('a')
      await page.locator('.task-row', { hasText: own.given }).waitFor({ state: 'detached' })
      await page.goto(`${page.url().split('#')[0]}#/app?a=bug-dispatch&tab=runs`)
      await page.locator('.run-link', { hasText: own.given }).click()
      await page.locator('.run .answer').waitFor()
      await page.locator('.run .answer').getByText(own.similar).waitFor()
      assert.equal(await page.locator('.run .answer .past > li').count(), 3)
      assert.equal(await page.locator('.run .answer tbody tr').count(), 2)
      await page.locator('.trace-card summary').first().click()
      assert.equal(await page.locator('.trace > li').count(), 4)
    })
  }

  const contracts = {
    en: { title: 'Contract review', text: `${'The parties met in Rotterdam and agreed on what follows. '.repeat(30)}The buyer pays; payment is due in 30 days. The law of the Netherlands holds.`, ask: 'Is this review right?', verdict: 'may be signed after a talk', marked: 'payment is due in 30 days', missing: 'confidentiality' },
    zh: { title: '合同审查', text: `${'甲乙双方经协商一致订立本合同。'.repeat(40)}买方应在三十日内付款。争议解决由苏州仲裁委员会仲裁。双方应盖章签署。`, ask: '审查结论对吗？', verdict: '协商后可以签署', marked: '三十日内付款', missing: '保密' },
  }
  for (const [language, own] of Object.entries(contracts)) {
    visit(`contract-review takes a file's text, and a person edits what it proposes (${language})`, { view: tongues[language] }, async ({ page, base }) => {
      await openApp(page, own.title)
      await field(page, 'contract').locator('input[type="file"]').setInputFiles({ name: 'contract.txt', mimeType: 'text/plain', buffer: Buffer.from(own.text) })
      await page.waitForFunction(() => document.querySelector('[data-path="contract"] textarea').value.length > 10)
      await page.locator('.run-form button[type="submit"]').click()
      await page.locator('.waiting-run a.ant-btn').click()
      await page.locator('.task', { hasText: own.ask }).waitFor()
      assert.match(await page.locator('.task').innerText(), new RegExp(own.missing))
      await page.keyboard.press('e')
      await field(page, 'answer.verdict').locator('textarea').fill(own.verdict)
      await page.keyboard.press('Control+Enter')
      await page.locator('.task-row', { hasText: own.text.slice(0, 10) }).waitFor({ state: 'detached' })
      await page.goto('about:blank')  // whatever the page was about to open after the task
      await page.goto(`${base}#/app?a=contract-review&tab=runs`)
      await page.locator('.run-link').first().click()
      await page.locator('.run .answer', { hasText: own.verdict }).waitFor()
      await page.locator('.run .answer .findings .quote-link').first().click()
      await page.locator('.in-text mark', { hasText: own.marked }).waitFor()
      await page.keyboard.press('Escape')
      await page.locator('.document-drawer').waitFor({ state: 'detached' })
      const [file] = await Promise.all([page.waitForEvent('download'), page.locator('.run-files button').click()])
      assert.equal(file.suggestedFilename(), 'report.html')
    })
  }

  visit('walks and answers tasks with the keyboard alone', {}, async ({ page, base }) => {
    await settle(page, `${base}#/tasks`)
    await page.locator('.task-row[aria-current]').waitFor()
    const current = () => page.locator('.task-row[aria-current]').getAttribute('data-task')
    assert.equal(await current(), '1')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.waitForFunction(() => document.querySelector('.task-row[aria-current]')?.dataset.task === '3')
    await page.keyboard.press('k')
    await page.waitForFunction(() => document.querySelector('.task-row[aria-current]')?.dataset.task === '2')
    await page.keyboard.press('r')
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
    await page.keyboard.type('not for us')
    await page.keyboard.press('Control+Enter')
    await page.waitForFunction(() => document.querySelector('.task-row[aria-current]')?.dataset.task === '3')
    await page.keyboard.press('a')
    await page.waitForFunction(() => document.querySelector('.task-row[aria-current]')?.dataset.task === '1')
    assert.equal(await page.locator('.task-row').count(), 1)
    await page.getByText('Done', { exact: true }).click()
    await page.locator('.task-row', { hasText: 'rejected' }).waitFor()
    await page.locator('.task-row', { hasText: 'approved' }).waitFor()
  })

  visit('shows on the first screen what there is to use and what waits', {}, async ({ page }) => {
    await page.locator('.home-apps .app-card').first().waitFor()
    assert.equal(await page.locator('.home-apps .app-card').count(), 3)
    await page.getByText('35 of 48 cases right').waitFor()
    await page.getByText('3 tasks wait for you').click()
    await page.locator('.task').waitFor()
  })

  visit('keeps drafts and what is kept by experts from others', { server: ['--users'], view: { expected: [/401/] } }, async ({ page, base }) => {
    await page.getByRole('textbox').or(page.locator('input[type="password"]')).first().fill('gw_lin')
    await page.keyboard.press('Enter')
    await page.locator('#main').waitFor()
    await settle(page, `${base}#/apps`)
    assert.equal(await page.locator('.app-card').count(), 2)
    await page.locator('.app-card', { hasText: 'Bug dispatch' }).click()
    await page.locator('.run-form').waitFor()
    assert.deepEqual(await page.getByRole('tab').allTextContents(), ['Use', 'Runs', 'Value'])
    assert.equal(await page.getByText('Run the draft').count(), 0)
  })

  visit('makes a case of what an expert says', {}, async ({ page, base }) => {
    await settle(page, `${base}#/run?id=r1003`)
    await page.getByRole('button', { name: 'Put it right' }).click()
    await page.locator('.ant-modal [data-path="answer"] textarea').fill('110 yuan')
    await page.locator('#why').fill('shorter')
    await page.keyboard.press('Control+Enter')
    await page.locator('.feedback', { hasText: 'It became a case: run-r1003' }).waitFor()
    await page.locator('.feedback a').click()
    await page.locator('.doc-table', { hasText: '110 yuan' }).waitFor()
  })

  visit('adds and removes cases', {}, async ({ page, base }) => {
    await settle(page, `${base}#/app?a=staff-assistant&tab=cases`)
    await page.getByRole('button', { name: 'Add a case' }).click()
    await page.locator('.ant-modal .ant-btn-primary').click()
    await page.locator('.ant-modal [data-path="question"]').getByText('Fill this in.').waitFor()
    await page.locator('.ant-modal [data-path="question"] textarea').fill('Who pays for taxis?')
    await page.locator('.ant-modal').getByText('It should refuse').click()
    await page.locator('.ant-modal .ant-btn-primary').click()
    const row = page.locator('.doc-table tbody tr', { hasText: 'Who pays for taxis?' })
    await row.locator('.chip', { hasText: 'must be refused' }).waitFor()
    await row.getByRole('button', { name: 'Remove' }).click()
    await page.locator('.ant-modal-confirm .ant-btn-dangerous').click()
    await row.waitFor({ state: 'detached' })
  })

  visit('measures, and shows the wrong cases first beside what guessing gets', {}, async ({ page, base }) => {
    await settle(page, `${base}#/app?a=bug-dispatch&tab=evaluation`)
    await page.getByText('likely 60 % to 85 %').first().waitFor()
    await page.getByText('Always the most frequent answer').waitFor()
    await page.locator('.chart svg').waitFor()
    assert.equal(await page.locator('.eval-row').first().locator('.chip').first().innerText(), 'wrong')
    await page.locator('.eval-row summary').first().click()
    await page.locator('.eval-row').first().getByText('Came out').waitFor()
    await page.getByRole('button', { name: 'Measure now' }).click()
    await page.getByText('right of 49').waitFor()
  })

  visit('says why the gate stops a version, and lets another through and back', {}, async ({ page, base }) => {
    await settle(page, `${base}#/app?a=bug-dispatch&tab=versions`)
    await page.getByRole('button', { name: 'Release the draft' }).click()
    await page.locator('.ant-modal .ant-btn-primary').click()
    await page.getByText('Stopped at the gate. The live version stays.').waitFor()
    assert.equal(await page.locator('.gate-reasons li').count(), 2)
    await page.locator('.ant-modal .ant-btn-primary').click()
    await settle(page, `${base}#/app?a=staff-assistant&tab=versions`)
    await page.getByText('2 wrong of 512 answered').waitFor()
    await page.getByText('The prompt has changed since.').waitFor()
    await page.getByRole('button', { name: 'Release the draft' }).click()
    await page.locator('.ant-modal .ant-btn-primary').click()
    await page.getByText('Version 3 is live.').waitFor()
    await page.locator('.ant-modal .ant-btn-primary').click()
    await page.locator('.version-rows').first().locator('li', { hasText: 'Version 1' }).getByRole('button', { name: 'Go back to it' }).click()
    await page.locator('.ant-modal-confirm .ant-btn-primary').click()
    await page.locator('.app-head', { hasText: 'live: version 1' }).waitFor()
  })

  visit('tells the worth by month with its method', { view: tongues.zh }, async ({ page, base }) => {
    await settle(page, `${base}#/app?a=bug-dispatch&tab=value`)
    await page.locator('.chart svg').waitFor()
    assert.equal(await page.locator('.value-table tbody tr').count(), 6)
    await page.getByText('节省金额按每小时 60 EUR 计算').waitFor()
  })

  visit('shows what to mend in the documents, each opening at its place', {}, async ({ page, base }) => {
    await settle(page, `${base}#/documents?tab=quality`)
    await page.locator('.contradiction .citation').first().click()
    await page.locator('.reader mark').first().waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.document-drawer').waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Answer it' }).first().click()
    await page.locator('.task').waitFor()
  })

  visit('fits a narrow window everywhere', { view: { width: 360, height: 740 } }, async ({ page, base }) => {
    for (const place of ['apps', 'app?a=bug-dispatch', 'app?a=bug-dispatch&tab=runs', 'app?a=bug-dispatch&tab=cases', 'app?a=bug-dispatch&tab=evaluation', 'app?a=staff-assistant&tab=versions', 'app?a=bug-dispatch&tab=value', 'tasks', 'tasks?t=3', 'run?id=r1003', 'documents?tab=quality']) {
      await settle(page, `${base}#/${place}`)
      assert.equal(await sideways(page), 0, place)
    }
  })
})

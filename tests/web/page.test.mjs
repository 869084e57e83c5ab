// The page in a real browser, against the stand-in server of web/mock. Every test also promises: nothing on the console, no request elsewhere.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { missing, openBrowser, openPage, settle } from './browser.mjs'
import { startMock } from './serve.mjs'

const skip = missing() || false
const question = '出差结束后多少天内提交报销单？'
const quote = '员工应在出差结束后15个自然日内提交报销单。'

/** What a visitor of the page can do, in the words of the tests. */
export const on = (page) => ({
  ask: async (text) => { await page.getByRole('textbox', { name: /Your question|您的问题/ }).fill(text); await page.keyboard.press('Enter') },
  answer: () => page.locator('.answer-text').textContent(),
  marked: async () => { await page.locator('.reader mark').first().waitFor(); return (await page.locator('.reader mark').allTextContents()).join('') },
  visible: (selector) => page.locator(selector).first().evaluate((one) => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight && box.width > 0 }),
  sideways: () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
})

describe('the page', { skip }, () => {
  let chromium
  before(async () => { chromium = await openBrowser() })
  after(() => chromium?.close())

  /** Runs `visit` on a fresh server and a fresh page, then asserts that nothing went wrong beside it. */
  const visit = (name, { server = [], view = {} }, steps) => test(name, async () => {
    const mock = await startMock(...server)
    const opened = await openPage(chromium.browser, mock.base, view)
        try {
      await steps({ ...opened, base: mock.base, mock })
      assert.deepEqual(opened.trouble, [])
    } finally { await opened.close(); await mock.stop() }
  })

  visit('answers with a quote, a visible confidence and a citation that opens at the quote', {}, async ({ page }) => {
    await on(page).ask(question)
    assert.equal(await on(page).answer(), quote)
    assert.match(await page.locator('.confidence').innerText(), /Confidence 0\.\d\d[\s\S]*uncertified/)
    await page.locator('.seal').hover()
    await page.getByText('it is no promise about how often answers are right').waitFor()
    await page.locator('.citation').first().click()
    assert.equal(await on(page).marked(), quote)
    assert.ok(await on(page).visible('.reader mark'))
  })

  visit('marks the right passage behind characters outside the basic plane', {}, async ({ page }) => {
    await on(page).ask('What is the courier note of the spare seal?')
    await page.locator('.citation').first().click()
    assert.equal(await on(page).marked(), 'The spare seal was sent with courier note 𝟜𝟚-881 on Wednesday.')
  })

  visit('shows a quoted row under the names of its columns, and where it stands', {}, async ({ page }) => {
    await on(page).ask('How much does the seal kit for the VP-200 cost?')
    await page.locator('.citation').getByRole('columnheader', { name: 'Price (EUR)' }).waitFor()
    await page.locator('.citation').getByText('Spare parts: cost and stock · row 1 below the header').waitFor()
    assert.equal(await page.locator('.citation mark').count(), 0)  // all of the row is quoted
    assert.deepEqual(await page.locator('.row-answer dt').allTextContents(), ['Part number', 'Description', 'Fits', 'Price (EUR)', 'Stock'])
    assert.deepEqual(await page.locator('.row-answer dd').allTextContents(), ['SP-2040', 'Seal kit', 'VP-200', '86', '42'])
  })

  visit('shows the passages that fit, each opening its document there', {}, async ({ page }) => {
    await page.getByRole('link', { name: 'Ask', exact: true }).click()
    await page.getByText('Passages', { exact: true }).click()
    await on(page).ask('alignment of the coupling')
    const first = await page.locator('.passage-text').first().textContent()
    assert.equal(first, 'Check the alignment of the coupling after the first 50 operating hours.')
    assert.equal(await page.locator('.answer, .refusal').count(), 0)
    await page.locator('.citation').first().click()
    assert.equal(await on(page).marked(), first)
    await page.keyboard.press('Escape')
    await page.locator('.document-drawer').waitFor({ state: 'detached' })
    await page.getByText('Answer', { exact: true }).click()
    await page.locator('.answer, .refusal').waitFor()
  })

  visit('is usable with the keyboard alone', {}, async ({ page }) => {
    await page.keyboard.press('/')
    await page.keyboard.type('What is the limit for dinner while travelling')
    await page.keyboard.press('Enter')
    await page.locator('.citation').first().waitFor()
    await page.keyboard.press('j')
    assert.equal(await page.evaluate(() => document.activeElement.className), 'card citation')
    await page.keyboard.press('Enter')
    assert.equal(await on(page).marked(), 'Dinner while travelling | EUR 38'.replace(' | ', ''))
    await page.keyboard.press('Escape')
    await page.locator('.card.citation:focus').waitFor()
    assert.equal(await page.locator('.document-drawer').count(), 0)
    await page.keyboard.press('/')
    assert.equal(await page.evaluate(() => document.activeElement.id), 'question')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'hidden' })
    await page.keyboard.press('g')
    await page.keyboard.press('d')
    await page.getByRole('heading', { name: 'Documents', level: 1 }).waitFor()
    await page.locator('.doc-link').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    assert.equal(await page.evaluate(() => [...document.querySelectorAll('.doc-link')].indexOf(document.activeElement)), 0)
  })

  visit('refuses honestly: reason, confidence below the threshold, nearest documents, and a guess only on demand', {}, async ({ page }) => {
    await on(page).ask('What is the phone number of the Rotterdam office?')
    await page.getByRole('heading', { name: 'No reliable answer found' }).waitFor()
    const [, confidence, threshold] = /Confidence (0\.\d+)[\s\S]*answered from (0\.\d+)/.exec(await page.locator('.confidence').innerText())
    assert.ok(Number(confidence) < Number(threshold))
    assert.equal(await page.locator('.answer-text').count(), 0)
    await page.locator('.near').first().click()
    await page.getByRole('heading', { name: 'Travel and Expenses (Rotterdam)', level: 2 }).waitFor()
    assert.equal(await page.locator('.reader mark').count(), 0)
    await page.goBack()
    await page.locator('.document-drawer').waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Show the best guess, unverified' }).click()
    await page.getByRole('heading', { name: 'Best guess, below the threshold' }).waitFor()
    await page.getByText('unverified', { exact: true }).waitFor()
    await page.getByText('Please check: this is no reliable answer.').waitFor()
  })

  visit('lets an expert write the answer, which is then returned word for word', {}, async ({ page }) => {
    await on(page).ask('Who waters the "green" wall, and when?')
    await page.getByRole('button', { name: 'Write the answer' }).click()
    await page.getByRole('textbox', { name: 'Answer' }).fill('Facility management, on Mondays, with "rain" water.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('standard answer', { exact: true }).waitFor()
    assert.equal(await on(page).answer(), 'Facility management, on Mondays, with "rain" water.')
  })

  visit('shows what the parser saw: headings, tables with headers, lists, code, pages, hidden text', {}, async ({ page, base }) => {
    await page.goto(`${base}#/document?collection=manuals&id=manuals%2FVP-300-installation.pdf`)
    await page.getByRole('columnheader', { name: 'What to do' }).waitFor()
    assert.equal(await page.getByRole('cell', { name: 'Bearing temperature above 95 °C' }).count(), 1)
    assert.deepEqual(await page.locator('.page-mark').allInnerTexts(), ['Page 1', 'Page 2', 'Page 3'])
    assert.equal(await page.locator('.block-list li').count(), 2)
    await page.goto(`${base}#/document?collection=manuals&id=manuals%2Fgateway-setup.md`)
    await page.locator('.block-code', { hasText: 'gateway restart --wait' }).waitFor()
    await page.goto(`${base}#/document?collection=policies&id=${encodeURIComponent('policies/差旅报销制度.md')}`)
    await page.locator('.hidden-text', { hasText: '尚未批准' }).waitFor()
  })

  visit('lists and filters documents and says why a file was not read', {}, async ({ page, base }) => {
    await page.goto(`${base}#/documents`)
    await page.getByText('9 documents').waitFor()
    await page.getByRole('searchbox', { name: 'Find by title or path' }).fill('合同')
    await page.getByText('1 document', { exact: true }).waitFor()
    await page.locator('.doc-row').click()
    await page.getByText('供方应在收到订单后25个日历日内交货').waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByRole('searchbox', { name: 'Find by title or path' }).fill('nothing like it')
    await page.getByText('No document matches.').waitFor()
    await page.getByRole('tab', { name: 'Not read' }).click()
    await page.getByRole('cell', { name: 'The PDF is locked by a password.' }).waitFor()
  })

  visit('takes files in by choosing and by dropping, and reports every one', {}, async ({ page, base }) => {
    await page.goto(`${base}#/documents?tab=add`)
    const choose = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Drop files or folders here' }).click()
    await (await choose).setFiles([
      { name: '通知.md', mimeType: 'text/markdown', buffer: Buffer.from('# Notice\n\nThe river gate opens at six in the morning.') },
      { name: 'old.rtf', mimeType: 'text/rtf', buffer: Buffer.from('{\\rtf1}') },
    ])
    await page.getByText('1 of 2 files read; 1 not.').waitFor()
    await page.getByText('not read: RTF; save it as docx or PDF.').first().waitFor()
    const transfer = await page.evaluateHandle(() => { const one = new DataTransfer(); one.items.add(new File(['The canteen closes at two.'], 'canteen.txt')); return one })
    await page.locator('.drop').dispatchEvent('drop', { dataTransfer: transfer })
    await page.getByText('The file was read.').waitFor()
    await page.getByRole('link', { name: 'Ask', exact: true }).click()
    await on(page).ask('When does the river gate open in the morning?')
    assert.equal(await on(page).answer(), 'The river gate opens at six in the morning.')
  })

  visit('follows the import of a folder on the server to its report, or to its failure', {}, async ({ page, base }) => {
    await page.goto(`${base}#/documents?tab=add`)
    await page.getByRole('textbox', { name: 'Path on the server' }).fill('relative')
    await page.getByRole('button', { name: 'Bring in', exact: true }).click()
    await page.getByText('Enter an absolute path.').waitFor()
    await page.getByRole('textbox', { name: 'Path on the server' }).fill('/srv/documents')
    await page.getByRole('button', { name: 'Bring in', exact: true }).click()
    await page.getByText(/Reading · \d+ of 40/).waitFor()
    await page.getByText('39 of 40 files read; 1 not.').waitFor()
    await page.getByRole('textbox', { name: 'Path on the server' }).fill('/srv/missing')
    await page.getByRole('button', { name: 'Bring in', exact: true }).click()
    await page.getByText('/srv/missing is not there.').waitFor()
  })

  visit('changes rights, removes and erases with a receipt', {}, async ({ page, base }) => {
    await page.goto(`${base}#/document?collection=manuals&id=manuals%2Fgateway-setup.md`)
    await page.getByRole('button', { name: 'Change rights' }).click()
    await page.getByRole('combobox', { name: 'Groups that may see it' }).fill('plant')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('.document-head').getByText('service, plant').waitFor()
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('checkbox', { name: /Erase every trace/ }).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('erased manuals/gateway-setup.md').waitFor()
    await page.getByRole('dialog').getByRole('button').click()
    await page.getByText('8 documents').waitFor()
  })

  visit('speaks the language of the browser, then the one chosen, and remembers it', { view: { locale: 'zh-CN' } }, async ({ page }) => {
    await page.getByRole('heading', { name: '向公司文档提问' }).waitFor()
    await page.getByText('维岚泵业').waitFor()
    assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Ask your documents' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Ask your documents' }).waitFor()
    assert.equal(await page.getAttribute('html', 'lang'), 'en')
  })

  visit('says in Chinese what the server says in English', { view: { locale: 'zh-CN' } }, async ({ page, base }) => {
    await page.getByText('导入了 docs/en 等，另有 3 项').waitFor()
    await page.getByText('没有问题').waitFor()
    await page.goto(`${base}#/people?tab=audit`)
    await page.getByRole('cell', { name: '修改了用户' }).waitFor()
    await page.getByText('policies · 新增 19 · 失败 1').waitFor()
    await page.getByText('机密 · purchasing, legal').waitFor()
    await page.goto(`${base}#/documents?tab=unread`)
    await page.getByRole('cell', { name: '不能读取：视频；其中没有文字。' }).waitFor()
    await page.getByRole('cell', { name: '视频', exact: true }).waitFor()
    await page.goto(`${base}#/documents?tab=add`)
    await page.getByRole('textbox', { name: '服务器路径' }).fill('/srv/missing')
    await page.getByRole('button', { name: '开始导入', exact: true }).click()
    await page.getByText('/srv/missing 不存在。').waitFor()
    const choose = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '把文件或文件夹拖到这里' }).click()
    await (await choose).setFiles([{ name: 'old.rtf', mimeType: 'text/rtf', buffer: Buffer.from('{\\rtf1}') }])
    await page.getByText('不能读取：RTF；请另存为 docx 或 PDF。').waitFor()
  })

  const places = ['', '#/ask', `#/ask?q=${encodeURIComponent(question)}`, '#/ask?q=phone+number+of+the+Rotterdam+office', '#/ask?q=phone+number+of+the+Rotterdam+office&guess=1', '#/ask?q=How+much+does+the+seal+kit+for+the+VP-200+cost%3F', '#/ask?q=the+table+of+spare+parts&find=1', '#/ask?find=1', `#/ask?q=${encodeURIComponent(question)}&open=1`, '#/documents', '#/documents?tab=unread', '#/documents?tab=add', '#/document?collection=manuals&id=manuals%2FVP-300-installation.pdf', '#/people', '#/people?tab=groups', '#/people?tab=audit']
  for (const locale of ['zh-CN', 'en-GB'])
    for (const width of [360, 390]) {
      visit(`never scrolls sideways at ${width} pixels (${locale})`, { server: ['--users'], view: { width, height: 720, locale, expected: [/401/] } }, async ({ page, base }) => {
        await page.addInitScript(() => sessionStorage.setItem('groundwork.key', 'gw_demo'))
        await page.reload()
        for (const place of places) {
          await settle(page, `${base}${place}`)
          if (place.includes('q=')) await page.locator('.answer, .refusal, .citation').first().waitFor()
          await page.waitForLoadState('networkidle')
          assert.equal(await on(page).sideways(), 0, place)
        }
      })
    }

  visit('asks for a key when there are users, and forgets it on leaving', { server: ['--users'], view: { expected: [/401/] } }, async ({ page, base }) => {
    await page.getByLabel('Key', { exact: true }).fill('gw_wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('This key is not valid').waitFor()
    await page.getByLabel('Key', { exact: true }).fill('gw_demo')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'What waits' }).waitFor()
    assert.equal(await page.evaluate(() => localStorage.getItem('groundwork.key')), null)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('Key', { exact: true }).fill('gw_lin')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Administrators see here').waitFor()
    await page.goto(`${base}#/people`)
    await page.getByText('Only administrators see and change people.').waitFor()
    assert.equal(await page.getByText('lin.wei added').count(), 0)
  })

  visit('makes users and shows a key once', { server: ['--users'], view: { expected: [/401/] } }, async ({ page, base }) => {
    await page.getByLabel('Key', { exact: true }).fill('gw_demo')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'What waits' }).waitFor()
    await page.goto(`${base}#/people`)
    await page.getByRole('button', { name: 'New user' }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('no spaces please')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('A name holds no spaces.').waitFor()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('mei@veylan')
    await page.getByRole('button', { name: 'Save' }).click()
    const card = page.getByRole('article', { name: 'mei@veylan' })
    await card.getByText('no group').waitFor()
    await card.getByRole('button', { name: 'New key' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'New key' }).click()
    const key = await page.locator('#key-once').textContent()
    assert.match(key, /^gw_/)
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await card.getByText('Last used: never').waitFor()
    await page.getByText(key).waitFor({ state: 'detached' })  // once the dialog has faded, the key is nowhere
  })

  visit('gives the first user a key before the door closes', {}, async ({ page, base }) => {
    await page.goto(`${base}#/people`)
    await page.getByRole('button', { name: 'The first user' }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('ada')
    await page.getByRole('button', { name: 'Save' }).click()
    assert.match(await page.locator('#key-once').textContent(), /^gw_/)
    await page.getByRole('button', { name: 'Sign in with it' }).click()
    await page.locator('.me', { hasText: 'ada' }).waitFor()
    await page.getByRole('article', { name: 'ada' }).getByText('first key').waitFor()
  })

  visit('says what is wrong when the server is gone, and comes back', { view: { expected: [/ERR_FAILED/] } }, async ({ page, base }) => {
    await page.route('**/api/v1/documents*', (route) => route.abort())
    await page.goto(`${base}#/documents`)
    await page.getByText('Groundwork does not answer.').waitFor()
    await page.unroute('**/api/v1/documents*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('9 documents').waitFor()
  })

  visit('draws hostile text as text', {}, async ({ page, base }) => {
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script> [x](javascript:document.title=3)'
    await page.evaluate(async (text) => {
      const body = new FormData()
      body.append('file', new File([`# ${text}\n\n${text}`], 'a.md'), '<b>a.md')
      await fetch('/api/v1/documents?collection=manuals', { method: 'POST', body })
    }, hostile)
    await page.goto(`${base}#/document?collection=manuals&id=${encodeURIComponent('<b>a.md')}`)
    await page.locator('.block-paragraph', { hasText: 'onerror=' }).waitFor()
    assert.equal(await page.locator('main img, main script, main b').count(), 0)
    assert.match(await page.title(), /^Documents · /)
  })

  visit('invites to bring files in when nothing is here', { server: ['--empty'] }, async ({ page }) => {
    await page.getByRole('heading', { name: 'Nothing is here yet' }).waitFor()
    const choose = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Drop files or folders here' }).click()
    await (await choose).setFiles([{ name: 'first.txt', mimeType: 'text/plain', buffer: Buffer.from('The first document says that tea is served at four.') }])
    await page.getByRole('heading', { name: 'What is here' }).waitFor()
  })
})

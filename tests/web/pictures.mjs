// Takes the pictures of the README: pictures.mjs FOLDER [PROGRAM]. With PROGRAM they show the real server on the example company.
import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { missing, openBrowser, openPage, settle } from './browser.mjs'
import { start, startMock } from './serve.mjs'

const [folder, named] = process.argv.slice(2)
const most = 250_000
const example = fileURLToPath(new URL('../../examples/company/', import.meta.url))
/** The first question that gets an answer is shown; the last of each list is a standard answer, which every version gives. */
const asked = {
  zh: { answered: ['国内出差的伙食补贴是每天多少元？', '泵的质保期多长？'], refused: '董事长的办公室在几楼？' },
  en: { answered: ['What is the hotel limit per night in Rotterdam?', 'Why did ear protection become mandatory in the test cell?', 'How long is the warranty on a Veylan pump?'], refused: 'Who is the insurance broker of the Rotterdam office?' },
}

/** What the applications of the pictures are given; the last one goes to a person. */
const bugs = {
  en: [{ title: 'VC-40 restarts after the update', description: 'Since the update to 4.2 the controller restarts every ten minutes. Frame queue at 1200 of 4096.' }, { title: 'Strange smell in the Rotterdam kitchen', description: 'There is water under the coffee machine every morning.' }],
  zh: [{ title: 'VC-40 升级后反复重启', description: '升级到 4.2 之后，控制器每十分钟重启一次，现场读数中断。' }, { title: '会议室的投影仪出现奇怪的画面', description: '下午两点评审要用，换了线也不行。' }],
}
const applications = named ? existsSync(join(example, 'apps', 'bug-dispatch.yaml')) : true

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
  if (applications) await ofApplications(page, language, shape)
}

async function ofApplications(page, language, shape) {
  const see = async (place, ready, name) => { await settle(page, `${server.base}#/${place}`); await page.locator(ready).first().waitFor(); await take(page, `${name}-${language}${shape}`) }
  const [report, unclear] = bugs[language]
  const started = await startRun('bug-dispatch', named ? report : { ...report, component: 'controller', severity: 2 })
  await startRun('bug-dispatch', named ? unclear : { ...unclear, component: 'gateway', severity: 3 })
  const reviewed = await startRun('contract-review', contract(language))
  if (reviewed.status === 'waiting') await request('POST', `tasks/${(await request('GET', 'tasks?limit=500')).tasks.find(({ run }) => run === reviewed.id).task}/answer`, { verdict: 'approved' })
  await see('apps', '.app-card', 'apps')
  await see(`run?id=${started.id}`, '.run > .card', 'dispatch')
  await see(`run?id=${reviewed.id}`, '.run > .card', 'contract')
  const { tasks } = await request('GET', 'tasks?limit=500')
  const mine = tasks.findLast(({ app }) => app === 'bug-dispatch')
  await see(mine ? `tasks?t=${mine.task}` : 'tasks', '.tasks', 'tasks')
  await see('app?a=bug-dispatch&tab=evaluation', '.eval-card, .nothing', 'evaluation')
  if (!shape) {
    await see('app?a=bug-dispatch&tab=versions', '.version-rows, .nothing', 'versions')
    await see('app?a=bug-dispatch&tab=value', '.chart, .nothing', 'value')
    await see('documents?tab=quality', '.quality', 'quality')
  }
}

async function request(method, path, body) {
  const response = await fetch(`${server.base}api/v1/${path}`, { method, headers: { 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.json()
}
function startRun(app, inputs) { return request('POST', `apps/${app}/runs`, { inputs, draft: true, wait: true }) }

/** A contract with something missing in it. */
function contract(language) {
  if (!named) return { contract: language === 'zh' ? '甲乙双方经协商一致订立本合同。买方应在三十日内付款。争议解决由苏州仲裁委员会仲裁。' : 'The parties agree on what follows. The payment is due in 30 days. The law of the Netherlands holds.' }
  const known = readFileSync(join(example, 'cases', 'contract-review.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line))
  return known.find(({ inputs, expected }) => expected?.missing?.length && /\p{Script=Han}/u.test(inputs.text) === (language === 'zh')).inputs
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
  if (applications) prepare(workspace, run)
  return start(program, ['--workspace', workspace, 'serve', '--listen', '127.0.0.1:0'], /http:\/\/127\.0\.0\.1:(\d+)/)
}

/** The example's applications with their models, measured, and live where the gate lets them. */
function prepare(workspace, run) {
  for (const part of ['apps', 'cases', 'rules', 'templates', 'records']) if (existsSync(join(example, part))) cpSync(join(example, part), join(workspace, part), { recursive: true })
  for (const app of ['bug-dispatch', 'contract-review']) run('train', app)
  for (const app of ['staff-assistant', 'bug-dispatch', 'contract-review'])
    for (const command of ['eval', 'release']) try { run(command, app) } catch { /* exit 1 says that a case or the gate does not hold */ }
}

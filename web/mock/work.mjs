// The stand-in's applications: runs, tasks, cases, evaluations, versions and worth, as the server tells them; invented figures, nothing kept.
import { answer } from './answer.mjs'

const say = (en, zh) => ({ en, zh })
const text = (en, zh, more = {}) => ({ type: 'string', title: say(en, zh), ...more })

const inputs = {
  'staff-assistant': { type: 'object', properties: { question: text('Question', '问题', { minLength: 3, maxLength: 2000 }) }, required: ['question'] },
  'bug-dispatch': {
    type: 'object', required: ['title', 'component', 'severity'],
    properties: {
      title: text('Title', '标题', { maxLength: 300, minLength: 5 }),
      description: text('Description', '描述', { maxLength: 20000, default: '', description: say('What happened, and what should have happened', '发生了什么，本应如何') }),
      component: text('Component', '组件', { enum: ['controller', 'gateway', 'pump', 'service portal'] }),
      severity: { type: 'integer', title: say('Severity', '严重程度'), minimum: 1, maximum: 5, description: say('1 is worst', '1 为最严重') },
      downtime: { type: 'number', title: say('Hours of downtime', '停机小时数'), minimum: 0, default: 0 },
      seen: text('First seen', '首次出现', { format: 'date', default: '' }),
      regression: { type: 'boolean', title: say('It worked before', '以前正常'), default: false },
      tags: { type: 'array', title: say('Tags', '标签'), items: { type: 'string', maxLength: 40 }, maxItems: 8, uniqueItems: true, default: [] },
      site: { type: 'object', title: say('Site', '现场'), properties: { country: text('Country', '国家', { maxLength: 60, default: '' }), line: text('Line', '产线', { maxLength: 60, default: '' }) }, required: [], default: {} },
      readings: { type: 'object', title: say('Readings', '读数'), default: {}, additionalProperties: { type: 'number' } },
    },
  },
  'contract-review': {
    type: 'object', required: ['contract'],
    properties: {
      contract: text('Contract', '合同全文', { minLength: 20, maxLength: 200000 }),
      value: { type: 'number', title: say('Contract value', '合同金额'), exclusiveMinimum: 0, default: 100000 },
    },
  },
}
const outputs = {
  'staff-assistant': { type: 'object', properties: { answer: text('Answer', '答案'), confidence: { type: 'number', title: say('Confidence', '置信度') } } },
  'bug-dispatch': {
    type: 'object', properties: {
      assignee: text('Assignee', '处理人'), confidence: { type: 'number', title: say('Confidence', '置信度'), minimum: 0, maximum: 1 },
      duplicate: { type: ['string', 'null'], title: say('Duplicate of', '重复于') },
      others: { type: 'array', title: say('Others', '其他人选'), items: { type: 'object', properties: { label: text('Person', '人员'), confidence: { type: 'number', title: say('Confidence', '置信度') } } } },
      similar: { type: 'array', title: say('Similar reports', '相似的报告') },
    },
  },
  'contract-review': {
    type: 'object', properties: {
      verdict: text('Verdict', '结论'), missing: { type: 'array', title: say('Missing clauses', '缺少的条款'), items: { type: 'string' } },
      findings: { type: 'array', title: say('Findings', '审查意见') }, clauses: { type: 'object', title: say('Where each clause stands', '各条款位置') },
    },
  },
}
const steps = {
  'staff-assistant': [{ id: 'known', kind: 'match' }, { id: 'found', kind: 'search' }, { id: 'choose', kind: 'decide' }],
  'bug-dispatch': [{ id: 'past', kind: 'similar' }, { id: 'person', kind: 'classify' }, { id: 'choose', kind: 'decide' }, { id: 'triage', kind: 'review' }],
  'contract-review': [{ id: 'clauses', kind: 'extract' }, { id: 'checked', kind: 'check' }, { id: 'approve', kind: 'review' }, { id: 'report', kind: 'render' }],
}
const titles = {
  'staff-assistant': [say('Staff assistant', '员工助手'), say('Answers questions about policies and manuals from the company’s documents; what they do not say goes to an expert.', '依据公司文件回答制度和手册方面的问题；文件里没有的，交给专家。')],
  'bug-dispatch': [say('Bug dispatch', '缺陷分派'), say('Finds who should get a report, and whether it was reported before.', '找到应当处理缺陷报告的人，并判断是否已有人报告过。')],
  'contract-review': [say('Contract review', '合同审查'), say('Finds the clauses that must be there, what is missing or deviates, each at its place.', '找出必备条款，指出缺失或偏离之处，并标明位置。')],
}

export function makeWork({ visible, documents, now, ago, Told, note, empty }) {
  const apps = new Map(empty ? [] : Object.keys(titles).map((app) => [app, { app, live: app === 'contract-review' ? null : 2, draft: true, problems: 0 }]))
  const runs = []
  const tasks = []
  const cases = new Map()
  const evaluations = []
  const versions = new Map()
  const gaps = []
  const step = (name, status, result, ms, more = {}) => ({ step: name, status, result, evidence: [], tries: 0, ms, needed_model: false, ...more })
  const passage = (one, of = 'passage', extra = {}) => ({ of, ...one, ...extra })

  function open(kind, run, asked, extra = {}) {
    const task = { task: tasks.length + 1, kind, app: run.app, run: run.id, state: 'open', group: 'experts', asked, made: now(), due: null, done: null, ...extra }
    tasks.push(task)
    return task
  }
  function begin(app, given, who, version) {
    const run = { id: `r${String(1000 + runs.length)}`, app, version, status: 'running', inputs: given, steps: [], by: who.name, cause: 'http', started: now(), ended: null, needed_model: false }
    runs.unshift(run)
    return run
  }
  function end(run, status, more) { Object.assign(run, { status, ended: now(), ms: Math.round(run.steps.reduce((sum, one) => sum + one.ms, 0)) }, more) }

  const kinds = {
    'staff-assistant': (run, who) => {
      const found = answer(run.inputs.question, visible(who), 0.5)
      const evidence = found.citations.map((one) => passage(one, found.curated ? 'curated' : 'passage'))
      run.steps = [step('known', found.curated ? 'done' : 'refused', { answer: found.curated ? found.answer : null, confidence: found.confidence, curated: found.curated }, 0.6, { evidence: found.curated ? evidence : [], reason: found.curated ? '' : 'No standard answer fits.' }),
        step('found', 'done', { hits: found.citations.length }, 3.1, { evidence: found.curated ? [] : evidence }), step('choose', found.status === 'answered' ? 'done' : 'refused', { answer: found.answer ?? null, confidence: found.confidence, threshold: 0.5 }, 0.1, { reason: found.status === 'answered' ? '' : found.reason })]
      if (found.status === 'answered') end(run, 'done', { output: { answer: found.answer, confidence: found.confidence } })
      else {
        end(run, 'refused', { reason: found.reason })
        const known = gaps.find(({ question, state }) => question === run.inputs.question && state === 'open')
        if (known) { known.times++; known.last_at = now() } else {
          const task = open('expert', run, { ask: say('What is the right answer?', '正确的回答是什么？'), show: { question: run.inputs.question, reason: found.reason }, answer: { type: 'string' }, times: 1 })
          gaps.unshift({ number: gaps.length + 1, app: run.app, question: run.inputs.question, times: 1, first_at: now(), last_at: now(), state: 'open', task: task.task })
        }
      }
    },
    'bug-dispatch': (run) => {
      const sure = !/strange|奇怪/i.test(run.inputs.title)
      const chinese = /\p{Script=Han}/u.test(run.inputs.title)
      const similar = chinese
        ? [['BUG-1841', 'VC-40 控制器升级后反复重启', '林伟', 0.82], ['BUG-1702', '网关断网后不再自动连接', '林伟', 0.61], ['BUG-1655', '控制器时钟漂移', '周敏', 0.44]]
        : [['BUG-1841', 'VC-40 restarts again and again after the update', 'lin.wei', 0.82], ['BUG-1702', 'Gateway does not reconnect after an outage', 'lin.wei', 0.61], ['BUG-1655', 'Clock of the controller drifts', 'zhou.min', 0.44]]
      const others = [{ label: similar[0][2], confidence: sure ? 0.83 : 0.31 }, { label: similar[2][2], confidence: 0.11 }]
      const past = similar.map(([id, title, decided, score], n) => ({ collection: '', document: '', title, text: title, time: `2026-0${9 - n}-14`, score, decided, fields: { id, component: 'controller' } }))
      const manual = visible({ administrator: true }).find((one) => one.document.includes('installation'))
      const evidence = manual ? [passage({ collection: manual.collection, document: manual.document, title: manual.title, quote: 'Check the alignment of the coupling after the first 50 operating hours.', ...placeOf(manual, 'Check the alignment of the coupling after the first 50 operating hours.'), page: 3 }, 'record', { note: 'BUG-1841' })] : []
      run.steps = [step('past', 'done', { records: past }, 4.2, { evidence }), step('person', 'done', { best: { label: similar[0][2], confidence: sure ? 0.83 : 0.31 }, reasons: [{ input: 'title', words: 'restarts', weight: 1.4 }] }, 1.3),
        step('choose', sure ? 'done' : 'refused', { answer: sure ? similar[0][2] : null, confidence: sure ? 0.83 : 0.31, threshold: 0.5 }, 0.1, { reason: sure ? '' : 'The confidence 0.31 is below the threshold 0.5.' })]
      run.after = (assignee) => { run.steps.push(step('triage', sure ? 'skipped' : 'done', sure ? {} : { answer: assignee }, 0, { evidence: sure ? [] : [{ of: 'person', note: 'ada' }] })); end(run, 'done', { output: { assignee, confidence: sure ? 0.83 : 0.31, duplicate: null, others, similar: past } }) }
      if (sure) run.after(similar[0][2])
      else {
        const asked = { ask: say('Who should get this?', '应当交给谁？'), show: { title: run.inputs.title, component: run.inputs.component, others, similar: past }, propose: similar[0][2], answer: { type: 'string', minLength: 2, maxLength: 60 } }
        run.steps.push(step('triage', 'waiting', { ask: asked.ask, group: 'triage' }, 0, { reason: 'A person is asked.' }))
        run.status = 'waiting'
        open('review', run, asked, { group: 'triage', due: ago(-1500) })
      }
    },
    'contract-review': (run) => {
      const chinese = /\p{Script=Han}/u.test(run.inputs.contract)
      const clauses = chinese ? ['付款', '保密', '争议解决', '违约责任'] : ['payment', 'confidentiality', 'law', 'liability']
      const placed = Object.fromEntries(clauses.map((clause) => {
        const says = (run.inputs.contract.split(/(?<=[.。\n])/).find((line) => line.toLowerCase().includes(clause)) ?? '').trim()
        return [clause, says ? { value: says, quote: says, ...placeOf({ text: run.inputs.contract }, says), confidence: 0.91 } : { value: null, quote: '', start: 0, end: 0, confidence: 0 }]
      }))
      const missing = clauses.filter((clause) => !placed[clause].quote)
      const late = Object.values(placed).find(({ quote }) => /30|三十/.test(quote))
      const findings = [...missing.map((clause) => ({ rule: `${clause} present`, kind: 'clause', severity: 'error', status: 'violated', found: { clause, problem: 'missing' }, message: say(`The clause "${clause}" is missing.`, `缺少“${clause}”条款。`) })),
        ...(late ? [{ rule: 'pay later', kind: 'range', severity: 'warning', status: 'violated', message: say('Payment is due earlier than our standard of 45 days.', '付款期限短于公司标准的 45 天。'), document: 'contract', start: late.start, end: late.end, quote: late.quote }] : [])]
      run.steps = [step('clauses', 'done', { fields: placed }, 12), step('checked', 'done', { passed: findings.length === 0, violated: findings.length, findings }, 2, { evidence: findings.map((one) => ({ of: 'rule', note: `${one.rule}: ${one.message.en}` })) }),
        step('approve', 'waiting', { ask: say('Is this review right?', '审查结论对吗？'), group: 'legal' }, 0, { reason: 'A person is asked.' })]
      const verdict = missing.length ? (chinese ? '需修改' : 'needs changes') : (chinese ? '可以签署' : 'may be signed')
      run.status = 'waiting'
      run.after = (answered) => {
        run.steps = [...run.steps.filter((one) => one.step !== 'approve'), step('approve', 'done', { answer: answered }, 0, { evidence: [{ of: 'person', note: 'ada' }] }), step('report', 'done', { file: 'report.html', format: 'html', media: 'text/html', bytes: 2048 }, 6)]
        end(run, 'done', { output: { ...answered, findings, clauses: placed } })
      }
      open('review', run, { ask: say('Is this review right?', '审查结论对吗？'), show: { findings }, propose: { verdict, missing }, answer: { type: 'object', properties: { verdict: text('Verdict', '结论', { minLength: 2 }), missing: outputs['contract-review'].properties.missing } } }, { group: 'legal' })
    },
  }
  function placeOf(one, quote) {
    const at = one.text.indexOf(quote)
    const start = at < 0 ? 0 : [...one.text.slice(0, at)].length
    return { start, end: at < 0 ? 0 : start + [...quote].length }
  }

  // ---- what is there to begin with
  const nobody = { name: '', administrator: true, label: 'restricted', groups: [] }
  if (!empty) {
    for (const app of apps.keys()) {
      versions.set(app, app === 'contract-review' ? [] : [{ version: 1, at: ago(30_000), who: 'ada', live: false }, { version: 2, at: ago(9_000), who: 'ada', live: true }])
      cases.set(app, casesOf(app))
      const course = app === 'bug-dispatch' ? [[12, 30], [17, 34], [24, 40], [31, 46], [35, 48]] : app === 'staff-assistant' ? [[21, 32], [27, 36], [33, 40]] : []
      course.forEach(([right, all], at) => evaluations.push(evaluationOf(app, right, all, at, ago(20_000 - at * 3_500))))
    }
    for (const question of ['Who is the insurance broker of the Rotterdam office?', '苏州食堂的营业时间是什么？']) kinds['staff-assistant'](begin('staff-assistant', { question }, nobody, 2), nobody)
    kinds['bug-dispatch'](begin('bug-dispatch', { title: 'Strange noise after the strange update of the gateway', component: 'gateway', severity: 2 }, nobody, 2), nobody)
    kinds['staff-assistant'](begin('staff-assistant', { question: '国内出差的伙食补贴是每天多少元？' }, nobody, 2), nobody)
  }
  function casesOf(app) {
    const of = {
      'staff-assistant': [['How long is the warranty on a Veylan pump?', { answer: '24 months from delivery.' }], ['国内出差的伙食补贴是每天多少元？', { answer: '110元' }], ['Who won the match yesterday?', null]].map(([question, expected], n) => ({ id: `q-${n + 1}`, inputs: { question }, ...(expected ? { expected } : { refuse: true }), source: 'file', never_break: n === 0 })),
      'bug-dispatch': Array.from({ length: 14 }, (_, n) => ({ id: `bug-${n + 1}`, inputs: { title: ['Pump restarts after the update', 'Gateway loses its connection', '控制器时钟漂移', 'Portal shows the wrong order'][n % 4], component: 'controller', severity: 1 + (n % 5) }, expected: { assignee: ['lin.wei', 'lin.wei', 'zhou.min', 'ada'][n % 4] }, source: n < 10 ? 'file' : 'feedback', never_break: n === 0 })),
      'contract-review': [],
    }
    return of[app]
  }
  function evaluationOf(app, right, all, at, when, version = at < 2 ? 1 : 2) {
    const share = right / all
    const half = 1.96 * Math.sqrt((share * (1 - share)) / all)
    const wrong = Math.round((all - right) * 0.6)
    const rows = Array.from({ length: Math.min(all, 40) }, (_, n) => {
      const good = n >= all - right
      return { id: `c-${n + 1}`, right: good, answered: good || n < wrong, status: good || n < wrong ? 'done' : 'refused', score: good ? 1 : 0, expected: outputs[app].properties.assignee ? { assignee: 'lin.wei' } : { answer: '24 months from delivery.' }, output: good || n < wrong ? (outputs[app].properties.assignee ? { assignee: good ? 'lin.wei' : 'ada', confidence: 0.61 } : { answer: good ? '24 months from delivery.' : '12 months.' }) : {}, inputs: outputs[app].properties.assignee ? { title: `Pump ${n + 1} restarts after the update`, component: 'pump', severity: 3 } : { question: `Question ${n + 1} about the warranty` }, reason: good || n < wrong ? '' : 'No sentence in the documents answers this clearly enough.' }
    })
    return { number: evaluations.length + 1, app, version, at: when, who: 'ada', cause: at ? 'release' : 'command', cases: all, right, wrong, refused: all - right - wrong, failed: 0, score: share, low: Math.max(0, share - half), high: Math.min(1, share + half), wrong_of_answered: wrong / (right + wrong), wrong_low: 0.02, wrong_high: 0.2, frequent: 0.34, nearest: 0.48, labels: 6, rows }
  }

  // ---- who may, and how it is told
  const known = (app) => { const one = apps.get(app); if (!one) throw new Told(404, 'not_found', `There is no application ${app}.`); return one }
  const expert = (who) => who.administrator || who.groups.includes('experts')
  const mayAnswer = (who, task) => who.administrator || task.person === who.name || who.groups.includes(task.group)
  function row(one, who) {
    const last = evaluations.filter(({ app }) => app === one.app).at(-1)
    const [title, purpose] = titles[one.app]
    return { ...one, title, purpose, inputs: inputs[one.app], outputs: outputs[one.app], may_run: true, expert: expert(who), open_tasks: tasks.filter((task) => task.app === one.app && task.state === 'open' && mayAnswer(who, task)).length, last: last ? { right: last.right, cases: last.cases, at: last.at } : null }
  }
  const whole = ({ after, ...run }) => run
  const short = ({ after, steps: _, ...run }) => run
  const withoutRows = ({ rows, ...one }) => one
  const numbered = (list, number, what) => { const one = list.find((each) => (each.task ?? each.number) === Number(number)); if (!one) throw new Told(404, 'not_found', `There is no ${what} ${number}.`); return one }
  const administrator = (who) => { if (!expert(who)) throw new Told(403, 'forbidden', 'This is for administrators.') }

  const routes = [
    ['GET', /^apps$/, ({ who }) => ({ apps: [...apps.values()].filter((one) => one.live !== null || who.administrator).map((one) => row(one, who)) })],
    ['GET', /^apps\/([^/]+)$/, ({ who }, app) => ({ ...row(known(app), who), steps: steps[app], models: app === 'bug-dispatch' ? [{ name: 'assignee', kind: 'people', number: 3, trained_at: '2026-11-20T08:00:00Z', trained_on: 1228, now: 1240, corrections: 12, newer: true, sentence: { en: 'assignee: 12 new corrections since training.', zh: 'assignee：训练之后有 12 条新更正。' } }] : [], gate: {}, value: {}, cases: cases.get(app).length, versions: versions.get(app).length })],
    ['POST', /^apps\/([^/]+)\/runs$/, ({ who, body }, app) => {
      const one = known(app)
      if (one.live === null && !body.draft) throw new Told(409, 'conflict', `No version of ${app} is live.`)
      const run = begin(app, body.inputs, who, body.draft ? 3 : one.live)
      kinds[app](run, who)
      return { status: run.status === 'waiting' ? 202 : 200, value: whole(run) }
    }],
    ['GET', /^runs$/, ({ query }) => {
      const fitting = runs.filter((run) => (!query.get('app') || run.app === query.get('app')) && (!query.get('state') || run.status === query.get('state')))
      const limit = Number(query.get('limit')) || 50
      const from = Number(query.get('before')) || 0
      return { runs: fitting.slice(from, from + limit).map(short), next: from + limit < fitting.length ? from + limit : null }
    }],
    ['GET', /^runs\/([^/]+)$/, (_, id) => { const run = runs.find((one) => one.id === id); if (!run) throw new Told(404, 'not_found', `There is no run ${id}.`); return whole(run) }],
    ['GET', /^runs\/([^/]+)\/files\/([^/]+)$/, (_, id, name) => ({ file: `<!doctype html><title>${name}</title><p>${id}</p>`, media: 'text/html' })],
    ['POST', /^runs\/([^/]+)\/feedback$/, ({ who, body }, id) => {
      const run = runs.find((one) => one.id === id)
      if (expert(who)) {
        const made = { id: `run-${id}`, inputs: run.inputs, ...(body.expected?.refuse ? { refuse: true } : { expected: body.expected ?? run.output ?? {} }), source: 'feedback', run: id, who: who.name, note: body.why ?? '' }
        if (body.verdict !== 'wrong') cases.get(run.app).unshift(made)
        return { feedback: 1, case: body.verdict === 'wrong' ? null : made.id, task: null }
      }
      const task = open('correction', run, { ask: say('This result was called wrong. What is right?', '有人认为这个结果不对。正确的应当是什么？'), show: { inputs: run.inputs, output: run.output ?? null, verdict: body.verdict, why: body.why ?? '' }, ...(body.expected ? { propose: body.expected } : {}), answer: { type: 'object' } })
      return { feedback: 1, case: null, task: task.task }
    }],
    ['POST', /^runs\/([^/]+)\/outcome$/, () => ({ outcome: 1 })],
    ['GET', /^tasks$/, ({ who, query }) => ({ tasks: tasks.filter((task) => task.state === (query.get('state') || 'open') && mayAnswer(who, task)), next: null })],
    ['GET', /^tasks\/(\d+)$/, (_, number) => numbered(tasks, number, 'task')],
    ['POST', /^tasks\/(\d+)\/answer$/, ({ who, body }, number) => {
      const task = numbered(tasks, number, 'task')
      if (!mayAnswer(who, task)) throw new Told(404, 'not_found', `There is no task ${number}.`)
      if (task.state === 'done') throw new Told(409, 'conflict', `Task ${number} is done already.`)
      const given = body.verdict === 'approved' ? task.asked.propose : body.answer
      Object.assign(task, { state: 'done', done: now(), said: { verdict: body.verdict, answer: given, note: body.note ?? '', by: who.name, at: now() } })
      const run = runs.find((one) => one.id === task.run)
      if (task.kind === 'expert') {
        const gap = gaps.find((one) => one.task === task.task)
        if (body.verdict === 'rejected') { gap.state = 'rejected'; return { task } }
        Object.assign(gap, { state: 'answered', document: `answers/gap-${gap.number}.csv` })
        documents(`answers`, `gap-${gap.number}.csv`, gap.question, given)
        note(who.name, 'teach', gap.document)
        return { task, document: gap.document, case: `gap-${gap.number}`, asked: 4, answered: 4, reasked: [1, 2, 3, 4].map((n) => ({ question: `${gap.question} (${n})`, answered: true })) }
      }
      if (task.kind === 'correction') return { task, case: `run-${task.run}` }
      run.steps = run.steps.filter(({ status }) => status !== 'waiting')
      if (body.verdict === 'rejected') end(run, 'refused', { reason: body.note || `${who.name || 'A person'} rejected it.` })
      else run.after(given)
      return whole(run)
    }],
    ['GET', /^apps\/([^/]+)\/cases$/, (_, app) => ({ cases: cases.get(known(app).app), next: null })],
    ['POST', /^apps\/([^/]+)\/cases$/, ({ who, body }, app) => {
      administrator(who)
      const made = { id: `added-${cases.get(app).length + 1}`, source: 'added', who: who.name, ...body }
      cases.get(app).unshift(made)
      return { status: 201, value: made }
    }],
    ['DELETE', /^apps\/([^/]+)\/cases\/([^/]+)$/, ({ who }, app, id) => { administrator(who); cases.set(app, cases.get(app).filter((one) => one.id !== id)); return {} }],
    ['GET', /^apps\/([^/]+)\/evaluations$/, (_, app) => ({ evaluations: evaluations.filter((one) => one.app === app).map(withoutRows) })],
    ['GET', /^evaluations\/(\d+)$/, (_, number) => numbered(evaluations, number, 'evaluation')],
    ['POST', /^apps\/([^/]+)\/evaluations$/, ({ who, body }, app) => {
      administrator(who)
      if (!cases.get(app).length) throw new Told(400, 'invalid', `${app} has no cases.`)
      const made = evaluationOf(app, 38, 49, 5, now(), body.version === 'draft' ? 3 : body.version)
      evaluations.push(made)
      return withoutRows(made)
    }],
    ['GET', /^apps\/([^/]+)\/versions$/, (_, app) => ({
      versions: versions.get(app), releases: versions.get(app).map(({ version, at, who }) => ({ version, at, who, act: 'release', note: '' })),
      certificate: app === 'staff-assistant' ? { sentence: say('2 wrong of 512 answered, so at most 2 % at 95 %.', '512 个答案中 2 个错误，因此在 95 % 的把握下错误率不超过 2 %。'), void: say('The prompt has changed since.', '此后提示词已变更。') } : null,
    })],
    ['POST', /^apps\/([^/]+)\/release$/, ({ who, body }, app) => {
      administrator(who)
      const one = known(app)
      if (app === 'bug-dispatch') return { released: false, version: 3, reasons: [say('The case bug-1 must never break and comes out wrong.', '案例 bug-1 不可破坏，但结果错误。'), say('8 % of the answers are wrong; the gate allows 5 %.', '8 % 的答案是错的，发布条件只允许 5 %。')], comparison: { sentence: say('2 cases gained, 5 lost: below the live version.', '2 个案例变好，5 个变差：不如现行版本。') } }
      const version = body.version === 'draft' ? versions.get(app).length + 1 : body.version
      versions.set(app, [...versions.get(app).filter((each) => each.version !== version).map((each) => ({ ...each, live: false })), { version, at: now(), who: who.name, live: true }])
      one.live = version
      note(who.name, 'app.release', app, `version ${version}`)
      return { released: true, version, reasons: [], comparison: null }
    }],
    ['POST', /^apps\/([^/]+)\/rollback$/, ({ who, body }, app) => {
      administrator(who)
      versions.set(app, versions.get(app).map((each) => ({ ...each, live: each.version === body.to })))
      known(app).live = body.to
      return { version: body.to }
    }],
    ['POST', /^apps\/([^/]+)\/train$/, (_, app) => ({ models: app === 'bug-dispatch' ? [{ name: 'assignee', kind: 'people', records: 1240, accuracy: 0.61, hit5: 0.88, nearest: { accuracy: 0.48 }, frequent: { accuracy: 0.12 }, beats_baseline: true }] : [] })],
    ['GET', /^apps\/([^/]+)\/value$/, ({ query }, app) => {
      const all = [['2026-06', 41], ['2026-07', 63], ['2026-08', 58], ['2026-09', 97], ['2026-10', 132], ['2026-11', 171]].slice(-Number(query.get('months')))
      const months = app === 'contract-review' ? [] : all.map(([month, runs], at) => ({ month, runs, done: Math.round(runs * 0.86), refused: Math.round(runs * 0.12), failed: Math.round(runs * 0.02), minutes_saved: runs * 0.86 * 5, saved: runs * 0.86 * 5, avoided: at > 1 ? runs * 1.4 : null, earned: at > 3 ? 120 * at : 0, cost: runs * 0.05, needed_model: 0 }))
      return { currency: 'EUR', months, users: 23, method: say('Minutes saved: results done x (6 by hand - 1 to check). Saved: these minutes at 60 EUR an hour. Refused and failed runs save nothing. Avoided: results done x (0.12 wrong by hand - 0.08 wrong in the latest evaluation) x 40 EUR an error. Earned: the amounts that people told as outcomes. Cost: what model providers charged; nothing without a model.', '节省的分钟数 = 完成的结果 ×（手工 6 分钟 − 核对 1 分钟）。节省金额按每小时 60 EUR 计算。拒答和失败的运行不计节省。避免的损失 = 完成的结果 ×（手工错误率 0.12 − 最近一次评测的错误率 0.08）× 每个错误 40 EUR。收入：人们报告的结果金额。成本：模型供应商的收费；没有用模型则为零。') }
    }],
    ['GET', /^gaps$/, () => ({ gaps })],
    ['GET', /^quality$/, ({ who }) => {
      const [a, b, c] = visible(who)
      if (!c) return { documents: 0, duplicates: [], contradictions: [], stale: [], unread: [], gaps: [] }
      const name = ({ collection, document, title }) => ({ collection, document, title })
      const first = (one, quote) => ({ ...name(one), quote, page: 0, ...placeOf(one, quote) })
      const policies = visible(who).filter((one) => one.collection === 'policies')
      const pair = policies.length > 1 ? [{ first: first(policies[0], policies[0].text.split('\n').find((line) => /\d/.test(line)) ?? ''), second: first(policies[1], policies[1].text.split('\n').find((line) => /\d/.test(line)) ?? ''), differs: 'number', alike: 0.8 }] : []
      return { documents: visible(who).length, duplicates: [{ first: name(a), second: name(b), exact: false, alike: 0.93 }], contradictions: pair, stale: [{ ...name(c), why: 'expired', when: '2025-12-31', sentence: 'It says that it holds until 2025-12-31.', at: null, newer: null }, { ...name(a), why: 'superseded', sentence: 'A newer document has the same title.', at: null, newer: name(b) }], unread: [], gaps: [] }
    }],
  ]
  /** The reply to a request, undefined when the path is none of these. */
  return (method, path, request) => {
    for (const [of, shape, act] of routes) {
      const found = of === method && shape.exec(path)
      if (found) return act(request, ...found.slice(1).map(decodeURIComponent))
    }
    return undefined
  }
}

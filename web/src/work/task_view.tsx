// One task: what is asked, what is shown with it, and the answer.
import { CheckOutlined, CloseOutlined, EditOutlined, SendOutlined } from '@ant-design/icons'
import { App, Button, Input, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { labels, type Label } from '../api'
import { asFailure, useLoad } from '../load'
import { Chip, useSentence } from '../parts'
import { covered, typing } from '../keyboard'
import { link } from '../route'
import { useWords } from '../words/words'
import { work, type Answered, type AppRow, type Schema, type Task, type TaskAnswer, type Values } from './calls'
import { EvidenceList, evidenceOf } from './evidence'
import { faultsOf, filled, isEmpty, type Faults } from './faults'
import { loosened } from './feedback'
import { Fields, toFirstFault } from './fields'
import { useSaid } from './said'
import { Named, Shown } from './shown'

/** An answer of any shape is edited as the one field of an object, or, of an object, as its fields. */
const wrapped = (schema: Schema): Schema => ({ type: 'object', properties: { answer: schema } })

export function TaskView({ task, title, app, done }: { task: Task; title: string; app?: AppRow; done: () => void }) {
  const { w, time } = useWords()
  const said = useSaid()
  const overdue = task.state === 'open' && task.due !== null && Date.parse(task.due) < Date.now()
  return (
    <article className="card task" aria-label={said(task.asked.ask)}>
      <header className="card-head">
        <h2>{said(task.asked.ask) || w.work.task_kinds[task.kind]}</h2>
      </header>
      <p className="quiet task-about">
        <a href={link('app', { a: task.app })}>{title}</a>
        {w.work.task_kinds[task.kind] && <Chip look="role">{w.work.task_kinds[task.kind]}</Chip>}
        {overdue && <Chip look="care">{w.work.overdue}</Chip>}
        {(task.asked.times ?? 1) > 1 && <Chip>{w.work.asked_times(String(task.asked.times))}</Chip>}
        <span>{[task.person, task.group].filter(Boolean).join(', ')}</span>
        <span>{time(task.made ?? '')}</span>
        {task.due && <span>{w.work.due(time(task.due))}</span>}
      </p>
      {task.asked.show !== undefined && <div className="task-show"><ShownWith show={task.asked.show} app={app} /></div>}
      {task.state === 'done' ? <Done task={task} /> : <Answer task={task} outputs={app?.outputs} done={done} />}
      <Background task={task} />
    </article>
  )
}

/** What is shown bears the titles that the app gives to inputs and outputs of these names. */
function ShownWith({ show, app }: { show: unknown; app?: AppRow }) {
  const { w, told } = useWords()
  const own: Record<string, Schema> = Object.fromEntries(Object.entries(w.work.shown_names).map(([name, title]) => [name, { title }]))
  const schema: Schema = { properties: { ...own, inputs: { title: w.work.inputs, ...app?.inputs }, output: { title: w.work.result, ...app?.outputs }, ...app?.inputs?.properties, ...app?.outputs?.properties } }
  if (show && typeof show === 'object' && !Array.isArray(show)) {
    const values = { ...(show as Values) }
    if (typeof values.reason === 'string') values.reason = told(values.reason)
    return <Named values={values} schema={schema} ordered />
  }
  return <Shown value={show} />
}

function Done({ task }: { task: Task }) {
  const { w, time } = useWords()
  const { said } = task
  return (
    <div className="task-said">
      <p><Chip look={said?.verdict === 'rejected' ? 'care' : 'good'}>{w.work.verdicts[said?.verdict ?? ''] ?? said?.verdict}</Chip> <span className="quiet">{said?.by || w.local_administrator} · {time(said?.at ?? task.done ?? '')}</span></p>
      {said?.answer !== undefined && said.answer !== null && <Shown value={said.answer} />}
      {said?.note && <p className="quiet">{said.note}</p>}
    </div>
  )
}

/** What the run has found so far, for whoever must judge it. */
function Background({ task }: { task: Task }) {
  const { w } = useWords()
  const { data: run } = useLoad(`run of ${task.task}`, (signal) => (task.run ? work.run(task.run, signal) : Promise.resolve(undefined)).catch(() => undefined))
  if (!run) return null
  return (
    <div className="task-run">
      <EvidenceList evidence={evidenceOf((run.steps ?? []).filter(({ status }) => status !== 'waiting'))} />
      <p className="quiet"><a href={link('run', { id: run.id })}>{w.work.see_run}</a></p>
    </div>
  )
}

function Answer({ task, outputs, done }: { task: Task; outputs?: Schema; done: () => void }) {
  const { w, told, number } = useWords()
  const { message, notification } = App.useApp()
  const sentence = useSentence()
  const schema = wrapped(task.kind === 'correction' && outputs ? loosened(outputs) : task.asked.answer ?? { type: 'string' })
  schema.properties!.answer = { ...schema.properties!.answer, title: { en: w.work.answer, zh: w.work.answer } }
  const proposed = task.asked.propose
  const hasProposal = !isEmpty(proposed)
  const [editing, edit] = useState(!hasProposal)
  const [rejecting, reject] = useState(false)
  const [values, setValues] = useState<Values>(hasProposal ? { answer: proposed } : {})
  const [faults, setFaults] = useState<Faults>({})
  const [note, setNote] = useState('')
  const [groups, setGroups] = useState<string[]>([])
  const [label, setLabel] = useState<Label>()
  const [busy, setBusy] = useState(false)
  const area = useRef<HTMLDivElement>(null)
  const choices = task.kind === 'unknown' ? (task.asked.answer?.enum ?? ['it happened', 'do it again', 'leave it']).map(String) : []

  const send = async (body: TaskAnswer) => {
    if (busy) return
    setBusy(true)
    try {
      const told = await work.answer(task.task, { ...body, ...(note.trim() ? { note: note.trim() } : {}), ...(task.kind === 'expert' && body.verdict !== 'rejected' ? { ...(groups.length ? { groups } : {}), ...(label ? { label } : {}) } : {}) })
      tell(told)
      done()
    } catch (thrown) { void message.error(sentence(asFailure(thrown))); setBusy(false) }
  }
  const tell = (answered: Answered) => {
    if (answered.reasked?.length || answered.document) {
      notification.success({
        title: w.work.taught, duration: 12, placement: 'bottomRight',
        description: <>{answered.reasked?.length ? <p>{w.work.reasked(number(answered.answered ?? 0), number(answered.reasked.length))}</p> : null}
          {answered.document && <p><a href={link('document', { collection: answered.document.split('/')[0], id: answered.document.split('/').slice(1).join('/') })}>{answered.document}</a></p>}
          {answered.case && <p className="quiet">{w.work.feedback.became_case} {answered.case}</p>}</>,
      })
    } else if (answered.status === 'failed') void message.warning(told((answered as { reason?: string }).reason ?? '') || w.work.failed_title)
    else void message.success(answered.case ? `${w.work.answered} ${w.work.feedback.became_case} ${answered.case}` : w.work.answered)
  }
  const answer = () => {
    if (rejecting) { void send({ verdict: 'rejected' }); return }
    if (!editing && hasProposal) { void send({ verdict: 'approved' }); return }
    const found = faultsOf(schema, values)
    setFaults(found)
    if (Object.keys(found).length) { toFirstFault(area.current); return }
    void send({ verdict: 'answered', answer: filled(schema, values).answer })
  }
  const begin = () => { reject(false); edit(true); focusSoon(area.current, '.task-answer input, .task-answer textarea') }
  const beginReject = () => { reject(true); focusSoon(area.current, '.task-note textarea') }

  const keys = useRef({ answer, begin, beginReject, hasProposal, send })
  keys.current = { answer, begin, beginReject, hasProposal, send }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (covered()) return
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); keys.current.answer(); return }
      if (event.key === 'Escape' && typing(event)) { (event.target as HTMLElement).blur(); return }
      if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      const act = { a: () => { if (keys.current.hasProposal) void keys.current.send({ verdict: 'approved' }) }, e: keys.current.begin, r: keys.current.beginReject }[event.key]
      if (act && task.kind !== 'unknown') { event.preventDefault(); act() }
    }
    // "g a" goes to another page; an "a" right after a "g" approves nothing.
    let after_g = false
    const guarded = (event: KeyboardEvent) => { const skip = after_g; after_g = event.key === 'g' && !typing(event); if (!skip) press(event) }
    window.addEventListener('keydown', guarded)
    return () => window.removeEventListener('keydown', guarded)
  }, [])

  if (choices.length) return (
    <div ref={area} className="task-form">
      <div className="actions">{choices.map((one, at) => <Button key={one} type={at === 0 ? 'primary' : 'default'} loading={busy} onClick={() => void send({ verdict: 'answered', answer: one })}>{w.work.unknown[one] ?? one}</Button>)}</div>
      <NoteField note={note} setNote={setNote} />
    </div>
  )
  return (
    <div ref={area} className="task-form">
      {!editing && hasProposal && !rejecting && <div className="task-proposed"><p className="schema-label">{w.work.proposed}</p><Shown value={proposed} schema={schema.properties!.answer} /></div>}
      {editing && !rejecting && <div className="task-answer"><Fields schema={schema} values={values} change={(next) => { setValues(next); if (Object.keys(faults).length) setFaults(faultsOf(schema, next)) }} faults={faults} /></div>}
      {task.kind === 'expert' && editing && !rejecting && <Rights groups={groups} setGroups={setGroups} label={label} setLabel={setLabel} />}
      {(editing || rejecting) && <NoteField note={note} setNote={setNote} label={rejecting ? w.work.why_reject : undefined} />}
      <div className="actions">
        {rejecting ? <Button danger type="primary" icon={<CloseOutlined />} loading={busy} onClick={answer}>{w.work.reject}</Button>
          : editing ? <Button type="primary" icon={<SendOutlined />} loading={busy} onClick={answer}>{w.work.send}</Button>
          : <Button type="primary" icon={<CheckOutlined />} loading={busy} onClick={answer}>{w.work.approve} <kbd className="wide-only">a</kbd></Button>}
        {!editing && !rejecting && <Button icon={<EditOutlined />} onClick={begin}>{w.work.edit} <kbd className="wide-only">e</kbd></Button>}
        {!rejecting && <Button icon={<CloseOutlined />} onClick={beginReject}>{w.work.reject} <kbd className="wide-only">r</kbd></Button>}
        {(rejecting || (editing && hasProposal)) && <Button type="text" onClick={() => { reject(false); edit(!hasProposal) }}>{w.cancel}</Button>}
        {(editing || rejecting) && <span className="quiet wide-only push"><kbd>Ctrl</kbd><kbd>Enter</kbd></span>}
      </div>
    </div>
  )
}

function NoteField({ note, setNote, label }: { note: string; setNote: (note: string) => void; label?: string }) {
  const { w } = useWords()
  return (
    <label className="task-note"><span className="schema-label">{label ?? w.work.note} <span className="quiet">{w.optional}</span></span>
      <Input.TextArea value={note} maxLength={2000} autoSize={{ minRows: 1, maxRows: 6 }} onChange={(event) => setNote(event.target.value)} />
    </label>
  )
}

/** Who may see what an expert answered; left alone it is as wide as the app's own documents. */
function Rights({ groups, setGroups, label, setLabel }: { groups: string[]; setGroups: (groups: string[]) => void; label?: Label; setLabel: (label?: Label) => void }) {
  const { w } = useWords()
  return (
    <details className="task-rights">
      <summary>{w.work.who_sees}</summary>
      <div className="fields">
        <label><span className="schema-label">{w.document.groups}</span><Select mode="tags" className="wide" open={false} value={groups} onChange={setGroups} placeholder={w.work.as_app} aria-label={w.document.groups} /></label>
        <label><span className="schema-label">{w.document.label}</span><Select className="wide" allowClear value={label} onChange={setLabel} placeholder={w.work.as_app} aria-label={w.document.label} options={labels.map((one) => ({ value: one, label: w.labels[one] }))} /></label>
      </div>
    </details>
  )
}

function focusSoon(area: HTMLElement | null, selector: string) {
  setTimeout(() => { const field = area?.querySelector<HTMLInputElement>(selector); field?.focus(); field?.select?.() }, 30)
}

// A run: what came out, or why nothing did; what it rests on; what each step did; what people say of it.
import { ClockCircleOutlined, CloseCircleOutlined, DownloadOutlined, StopOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { asFailure, useEvery, useLoad } from '../load'
import { Chip, useSentence } from '../parts'
import { link } from '../route'
import { useWords } from '../words/words'
import { work, type AppWhole, type Run, type RunFile, type Task } from './calls'
import { download } from './download'
import { EvidenceList, evidenceOf, reasonOf } from './evidence'
import { FeedbackBox } from './feedback'
import { useSaid } from './said'
import { FromInputs } from './in_text'
import { Named } from './shown'
import { Trace } from './trace'

/** `changed` is called when the run has gone on. */
export function RunView({ run: given, app, changed }: { run: Run; app?: AppWhole; changed?: (run: Run) => void }) {
  const { w, time, number } = useWords()
  const [run, set] = useState(given)
  const moving = run.status === 'running' || run.status === 'sleeping'
  useEvery(moving ? 1_000 : 15_000, () => {
    if (!moving && run.status !== 'waiting') return
    work.run(run.id).then((now) => { if (now.status !== run.status || now.steps?.length !== run.steps?.length) { set(now); changed?.(now) } }, () => {})
  })
  const steps = run.steps ?? []
  const files = filesOf(run)
  return (
    <FromInputs inputs={run.inputs}>
    <div className="run">
      <Outcome run={run} app={app} />
      {files.length > 0 && <Files run={run} files={files} />}
      {(run.status === 'done' || run.status === 'refused') && <FeedbackBox key={run.id} run={run} app={app} />}
      <EvidenceList evidence={evidenceOf(steps)} />
      <details className="card trace-card">
        <summary>{w.work.trace} <span className="quiet">{w.work.steps(number(steps.length))}{run.ms !== undefined && ` · ${w.ask.took(number(Math.round(run.ms)))}`}</span></summary>
        <dl className="properties run-about">
          <div><dt>{w.work.run}</dt><dd><a className="path" href={link('run', { id: run.id })}>{run.id}</a></dd></div>
          <div><dt>{w.work.version}</dt><dd>{number(run.version)}</dd></div>
          <div><dt>{w.work.by}</dt><dd>{run.by || w.local_administrator} · {w.work.causes[run.cause] ?? run.cause}</dd></div>
          {run.started && <div><dt>{w.work.started}</dt><dd>{time(run.started)}</dd></div>}
          <div><dt>{w.work.model}</dt><dd>{run.needed_model ? w.work.yes : w.work.no}</dd></div>
        </dl>
        <h3>{w.work.inputs}</h3>
        <Named values={run.inputs} schema={app?.inputs} />
        <h3>{w.work.trace}</h3>
        {steps.length ? <Trace steps={steps} kinds={new Map((app?.steps ?? []).map(({ id, kind }) => [id, kind]))} /> : <p className="quiet">–</p>}
      </details>
    </div>
    </FromInputs>
  )
}

function Outcome({ run, app }: { run: Run; app?: AppWhole }) {
  const { w, number } = useWords()
  const said = useSaid()
  const took = run.ms !== undefined && <span className="quiet push">{w.ask.took(number(Math.round(run.ms)))}</span>
  switch (run.status) {
    case 'done': return (
      <section className="card answer" aria-labelledby="outcome">
        <div className="card-head"><h2 id="outcome">{w.work.result}</h2>{app && app.live !== run.version && <Chip look="wait">{w.work.draft_result}</Chip>}{took}</div>
        {run.reason ? <p className="reason">{said(reasonOf(run))}</p> : <Named values={run.output ?? {}} schema={app?.outputs} lead />}
      </section>
    )
    case 'refused': return (
      <section className="card refusal" aria-labelledby="outcome">
        <div className="card-head"><StopOutlined aria-hidden className="refusal-icon" /><h2 id="outcome">{w.work.refused_title}</h2>{took}</div>
        <p className="reason">{said(reasonOf(run))}</p>
        <p className="quiet">{w.work.refused_hint}</p>
      </section>
    )
    case 'failed': return (
      <section className="card failed-run" aria-labelledby="outcome" role="alert">
        <div className="card-head"><CloseCircleOutlined aria-hidden className="failed-icon" /><h2 id="outcome">{w.work.failed_title}</h2>{took}</div>
        <p className="reason">{said(reasonOf(run))}</p>
      </section>
    )
    case 'waiting': return <WaitsFor run={run} />
    default: return (
      <section className="card" aria-labelledby="outcome" aria-busy="true">
        <div className="card-head"><ClockCircleOutlined aria-hidden className="wait-icon" /><h2 id="outcome">{w.work.run_states[run.status]}</h2></div>
        <p className="quiet">{w.work.running_hint}</p>
      </section>
    )
  }
}

/** Whom it waits for; who may answer goes there from here. */
function WaitsFor({ run }: { run: Run }) {
  const { w } = useWords()
  const said = useSaid()
  const { data } = useLoad(`tasks of ${run.id}`, (signal) => work.tasks({ state: 'open', limit: 200 }, signal))
  const mine = data?.tasks.find((task: Task) => task.run === run.id)
  const waiting = run.steps?.find(({ status }) => status === 'waiting')
  const asked = (waiting?.result ?? {}) as { ask?: string; group?: string; person?: string }
  const who = [asked.person, asked.group].filter(Boolean).join(', ')
  return (
    <section className="card waiting-run" aria-labelledby="outcome">
      <div className="card-head"><ClockCircleOutlined aria-hidden className="wait-icon" /><h2 id="outcome">{w.work.waiting_title}</h2></div>
      {asked.ask && <p className="reason">{said(asked.ask)}</p>}
      <p className="quiet">{who ? w.work.waiting_for(who) : w.work.waiting_hint}</p>
      {mine && <div className="actions"><Button type="primary" href={link('tasks', { t: mine.task })}>{w.work.to_task}</Button></div>}
    </section>
  )
}

/** The files that the server names, else those that steps say they made. */
function filesOf(run: Run): RunFile[] {
  if (run.files?.length) return run.files
  return (run.steps ?? []).flatMap(({ status, result }) => (status === 'done' && typeof result?.file === 'string' && typeof result.media === 'string' ? [{ name: result.file, media: result.media, bytes: Number(result.bytes) || 0 }] : []))
}

function Files({ run, files }: { run: Run; files: RunFile[] }) {
  const { w, size } = useWords()
  const { message } = App.useApp()
  const sentence = useSentence()
  const fetchIt = async (name: string) => {
    try { await download(work.fileAddress(run.id, name), name) } catch (thrown) { void message.error(sentence(asFailure(thrown))) }
  }
  return (
    <section className="run-files" aria-label={w.work.files}>
      {files.map(({ name, bytes }) => <Button key={name} icon={<DownloadOutlined />} onClick={() => void fetchIt(name)}>{name}{bytes > 0 && <span className="quiet"> {size(bytes)}</span>}</Button>)}
    </section>
  )
}

// The runs of an app, newest first, and one run on its own page.
import { ArrowLeftOutlined } from '@ant-design/icons'
import { Button, Select, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { asFailure, useLoad } from '../load'
import { Chip, Failed, Nothing, useSentence, Waiting } from '../parts'
import { useWalk } from '../keyboard'
import { link, useRoute } from '../route'
import { useWords } from '../words/words'
import { work, type Run, type RunStatus } from './calls'
import { OutcomeForm } from './outcome'
import { RunView } from './run_view'
import { useSaid } from './said'
import { inShort } from './shown'

const pageRows = 50
const states: RunStatus[] = ['done', 'refused', 'failed', 'waiting', 'running', 'sleeping']
export const runLooks = { done: 'good', refused: 'care', failed: 'guard', waiting: 'wait', running: 'role', sleeping: 'wait' } as const

export function RunList({ app }: { app: string }) {
  const { w, time, told } = useWords()
  const sentence = useSentence()
  const [state, setState] = useState('')
  const name = `runs ${app} ${state}`
  const { data, failure, reload } = useLoad(name, (signal) => work.runs({ app, state, limit: pageRows }, signal))
  const [older, setOlder] = useState<{ of: string; rows: Run[]; next: number | null; busy?: boolean; failed?: string }>({ of: '', rows: [], next: null })
  useWalk('.run-link')
  if (failure && !data) return <Failed failure={failure} retry={reload} />
  const extra = older.of === name ? older : undefined
  const rows = [...(data?.runs ?? []), ...(extra?.rows ?? [])]
  const next = extra ? extra.next : data?.next ?? null
  const more = async () => {
    setOlder({ of: name, rows: extra?.rows ?? [], next, busy: true })
    try {
      const page = await work.runs({ app, state, before: next!, limit: pageRows })
      setOlder({ of: name, rows: [...(extra?.rows ?? []), ...page.runs], next: page.next })
    } catch (thrown) { setOlder({ of: name, rows: extra?.rows ?? [], next, failed: sentence(asFailure(thrown)) }) }
  }
  const columns: TableColumnsType<Run> = [
    { title: w.work.column.run, key: 'run', render: (_, run) => (
      <div className="doc-cell">
        <a className="doc-link run-link" href={link('run', { id: run.id })}>{inShort(run.inputs, 120)}</a>
        <span className="quiet path">{run.reason ? told(run.reason) : run.status === 'done' ? inShort(run.output, 140) : ''}</span>
        <span className="narrow-only quiet"><Chip look={runLooks[run.status]}>{w.work.run_states[run.status]}</Chip>{run.started && time(run.started)}</span>
      </div>
    ) },
    { title: w.documents.column.state, key: 'state', width: 120, responsive: ['md'], render: (_, run) => <Chip look={runLooks[run.status]}>{w.work.run_states[run.status]}</Chip> },
    { title: w.work.version, dataIndex: 'version', width: 80, responsive: ['md'] },
    { title: w.work.by, key: 'by', width: 130, responsive: ['md'], render: (_, run) => run.by || w.local_administrator },
    { title: w.work.started, key: 'at', width: 180, responsive: ['md'], render: (_, run) => run.started && <span className="nowrap">{time(run.started)}</span> },
  ]
  return (
    <>
      <div className="filters">
        <Select aria-label={w.documents.state} value={state} onChange={setState} options={[{ value: '', label: w.documents.any_state }, ...states.map((one) => ({ value: one, label: w.work.run_states[one] }))]} />
      </div>
      {!data ? <Waiting rows={6} /> : (
        <Table<Run> rowKey="id" size="middle" className="doc-table" columns={columns} dataSource={rows} pagination={false} locale={{ emptyText: <Nothing title={w.work.no_runs} /> }}
          footer={next ? () => <div className="table-foot">{extra?.failed && <span className="warn" role="alert">{extra.failed}</span>}<Button loading={extra?.busy} onClick={() => void more()}>{w.more}</Button></div> : undefined} />
      )}
    </>
  )
}

export function RunPage() {
  const { w } = useWords()
  const said = useSaid()
  const { query } = useRoute()
  const id = query.id ?? ''
  const { data: run, failure, reload } = useLoad(`run ${id}`, (signal) => work.run(id, signal))
  const { data: app } = useLoad(`app of ${run?.app ?? ''}`, async (signal) => (run ? work.app(run.app, signal) : undefined))
  if (failure && !run) return <Failed failure={failure} retry={reload} />
  if (!run || !app) return <Waiting rows={8} />
  return (
    <div className="run-page">
      <a className="back" href={link('app', { a: run.app, tab: 'runs' })}><ArrowLeftOutlined aria-hidden /> {said(app.title) || app.app} · {w.work.tab.runs}</a>
      <h1 className="path">{inShort(run.inputs, 80)}</h1>
      <RunView key={run.id} run={run} app={app} />
      {run.status === 'done' && <OutcomeForm run={run} />}
    </div>
  )
}

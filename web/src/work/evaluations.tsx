// How well an app does on its cases: the latest figures beside what guessing would get, the course over time, and the cases it gets wrong.
import { ExperimentOutlined } from '@ant-design/icons'
import { App, Button, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { asFailure, useLoad } from '../load'
import { Chip, Failed, Nothing, useSentence, Waiting } from '../parts'
import { useWords } from '../words/words'
import { work, type AppWhole, type Evaluated, type Evaluation } from './calls'
import { inShort, Named } from './shown'

const Course = lazy(() => import('./course'))

export function Evaluations({ app, changed }: { app: AppWhole; changed: () => void }) {
  const { w, number, time } = useWords()
  const { message } = App.useApp()
  const sentence = useSentence()
  const { data, failure, reload } = useLoad(`evaluations ${app.app}`, (signal) => work.evaluations(app.app, signal))
  const [chosen, choose] = useState<number>()
  const [what, setWhat] = useState<number | 'draft'>(app.live ?? 'draft')
  const [repeat, setRepeat] = useState(1)
  const [busy, setBusy] = useState(false)
  if (failure && !data) return <Failed failure={failure} retry={reload} />
  if (!data) return <Waiting rows={6} />
  const all = [...data.evaluations].sort((a, b) => b.number - a.number)
  const shown = all.find(({ number }) => number === chosen) ?? all[0]
  const measure = async () => {
    setBusy(true)
    try {
      const made = await work.evaluate(app.app, what, repeat)
      choose(made.number)
      reload()
      changed()
    } catch (thrown) { void message.error(sentence(asFailure(thrown))) } finally { setBusy(false) }
  }
  return (
    <>
      <div className="filters eval-bar">
        <Select<number | 'draft'> aria-label={w.work.version} value={what} onChange={setWhat} options={[...(app.live !== null ? [{ value: app.live, label: w.work.live(number(app.live)) }] : []), ...(app.draft ? [{ value: 'draft' as const, label: w.work.draft }] : [])]} />
        <Select<number> aria-label={w.work.eval.repeat} value={repeat} onChange={setRepeat} options={[1, 3, 5].map((n) => ({ value: n, label: w.work.eval.times(number(n)) }))} />
        <Button type="primary" icon={<ExperimentOutlined />} loading={busy} onClick={() => void measure()}>{w.work.eval.measure}</Button>
        {all.length > 1 && <Select<number> className="push" aria-label={w.work.eval.which} value={shown?.number} onChange={choose} options={all.map((one) => ({ value: one.number, label: `${time(one.at)} · ${w.work.version_n(number(one.version))}` }))} />}
      </div>
      {!shown ? <div className="card"><Nothing title={w.work.eval.none} hint={w.work.eval.none_hint} /></div> : (
        <>
          <Figures one={shown} />
          {all.length > 1 && <section className="card chart-card"><h2>{w.work.eval.course}</h2><Suspense fallback={<Waiting rows={5} />}><Course all={all} /></Suspense></section>}
          <Rows key={shown.number} number={shown.number} app={app} />
        </>
      )}
    </>
  )
}

export const percent = (share: number) => `${Math.round(share * 100)} %`

function Figures({ one }: { one: Evaluation }) {
  const { w, number, time } = useWords()
  const share = one.cases ? one.right / one.cases : 0
  // Answers that are all different say nothing about guessing.
  const comparable = one.labels === undefined || one.labels * 2 <= one.cases
  const bars = [
    { name: w.work.eval.this_app, at: share, low: one.low, high: one.high },
    ...(comparable && one.nearest !== null ? [{ name: w.work.eval.nearest, at: one.nearest }] : []),
    ...(comparable && one.frequent !== null ? [{ name: w.work.eval.frequent, at: one.frequent }] : []),
  ]
  return (
    <section className="card eval-card" aria-label={w.work.eval.latest}>
      <p className="figures">
        <span><strong>{number(one.right)}</strong> {w.work.eval.right_of(number(one.cases))}</span>
        <span><strong>{number(one.wrong)}</strong> {w.work.eval.wrong}</span>
        <span><strong>{number(one.refused)}</strong> {w.work.eval.refused}</span>
        {one.failed ? <span><strong>{number(one.failed)}</strong> {w.work.eval.failed}</span> : null}
      </p>
      <dl className="bars">
        {bars.map(({ name, at, low, high }: { name: string; at: number; low?: number; high?: number }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span className={`bar ${low === undefined ? 'other' : ''}`} role="img" aria-label={`${name}: ${percent(at)}${low === undefined ? '' : `, ${w.work.eval.likely(percent(low), percent(high!))}`}`}>
                <span className="bar-fill" style={{ width: `${at * 100}%` }} />
                {low !== undefined && <span className="bar-range" style={{ left: `${low * 100}%`, width: `${(high! - low) * 100}%` }} />}
              </span>
              <span className="bar-text"><strong>{percent(at)}</strong>{low !== undefined && <span className="quiet"> {w.work.eval.likely(percent(low), percent(high!))}</span>}</span>
            </dd>
          </div>
        ))}
      </dl>
      {one.wrong_of_answered !== undefined && one.wrong_high !== undefined && <p className="quiet">{w.work.eval.wrong_rate(percent(one.wrong_of_answered), percent(one.wrong_low ?? 0), percent(one.wrong_high))}</p>}
      {one.stability && <p className="quiet">{w.work.eval.steady(percent(one.stability.steady))}</p>}
      <p className="quiet">{w.work.version_n(number(one.version))} · {time(one.at)}{one.who && ` · ${one.who}`} · {w.work.eval_causes[one.cause] ?? one.cause}{one.cases < 30 && ` · ${w.work.eval.few}`}</p>
    </section>
  )
}

const rank = (row: Evaluated) => (row.right ? 2 : row.answered ? 0 : 1)

function Rows({ number: evaluation, app }: { number: number; app: AppWhole }) {
  const { w, number, told } = useWords()
  const { data, failure, reload } = useLoad(`evaluation ${evaluation}`, (signal) => work.evaluation(evaluation, signal))
  const [most, setMost] = useState(30)
  if (failure && !data) return <Failed failure={failure} retry={reload} />
  if (!data) return <Waiting rows={6} />
  const rows = [...(data.rows ?? [])].sort((a, b) => rank(a) - rank(b))
  return (
    <section aria-label={w.work.eval.rows}>
      <h2 className="list-title">{w.work.eval.rows}</h2>
      <ol className="plain eval-rows">
        {rows.slice(0, most).map((row) => (
          <li key={row.id}>
            <details className="card eval-row">
              <summary>
                <Chip look={row.right ? 'good' : row.answered ? 'guard' : 'care'}>{row.right ? w.work.eval.is_right : row.answered ? w.work.eval.is_wrong : row.status === 'failed' ? w.work.run_states.failed : w.work.eval.is_refused}</Chip>
                <span className="eval-what">{inShort(row.inputs, 120)}</span>
                {row.never_break && <Chip look="guard">{w.work.cases.never_break}</Chip>}
              </summary>
              <div className="case-whole">
                <section><h3>{w.work.cases.expected}</h3>{row.refuse || !row.expected ? <p>{w.work.cases.refuse}</p> : <Named values={row.expected} schema={app.outputs} />}</section>
                <section><h3>{w.work.eval.came_out}</h3>{row.answered ? <Named values={row.output} schema={app.outputs} /> : <p>{told(row.reason ?? '') || w.work.cases.refuse}</p>}</section>
                <section><h3>{w.work.inputs}</h3><Named values={row.inputs} schema={app.inputs} /></section>
                <p className="quiet">{row.id}</p>
              </div>
            </details>
          </li>
        ))}
      </ol>
      {rows.length > most && <Button type="link" onClick={() => setMost(rows.length)}>{w.work.eval.all_rows(number(rows.length))}</Button>}
    </section>
  )
}

// What an app is worth: by month, with the method stated.
import { Segmented } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useLoad } from '../load'
import { Failed, Nothing, Waiting } from '../parts'
import { useWords } from '../words/words'
import { work, type AppWhole, type Month } from './calls'
import { useSaid } from './said'

const Months = lazy(() => import('./months'))
export const worth = (month: Month) => (month.saved ?? 0) + (month.avoided ?? 0) + month.earned

export function ValuePage({ app }: { app: AppWhole }) {
  const { w, number, language } = useWords()
  const said = useSaid()
  const [months, setMonths] = useState(12)
  const { data, failure, reload } = useLoad(`value ${app.app} ${months}`, (signal) => work.value(app.app, months, signal))
  if (failure && !data) return <Failed failure={failure} retry={reload} />
  if (!data) return <Waiting rows={6} />
  const money = (amount: number | null) => (amount === null ? '–' : `${Math.round(amount).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB')} ${data.currency}`.trim())
  const sum = (of: (month: Month) => number) => data.months.reduce((total, month) => total + of(month), 0)
  const runs = sum((month) => month.runs)
  const known = data.months.some((month) => month.saved !== null || month.avoided !== null || month.earned !== 0)
  return (
    <>
      <div className="filters"><Segmented<number> aria-label={w.work.worth.months} value={months} onChange={setMonths} options={[3, 12, 36].map((n) => ({ value: n, label: w.work.worth.last(number(n)) }))} /></div>
      {data.months.length === 0 || runs === 0 && !known ? <div className="card"><Nothing title={w.work.worth.none} hint={w.work.worth.none_hint} /></div> : (
        <>
          <section className="card">
            <p className="figures">
              {known && <span><strong>{money(sum(worth) - sum((month) => month.cost))}</strong> {w.work.worth.net}</span>}
              <span><strong>{number(Math.round(sum((month) => month.minutes_saved ?? 0) / 60))}</strong> {w.work.worth.hours}</span>
              <span><strong>{number(runs)}</strong> {w.work.worth.runs}</span>
              <span><strong>{number(data.users)}</strong> {w.work.worth.users}</span>
              <span><strong>{runs ? Math.round(100 * sum((month) => month.refused) / runs) : 0} %</strong> {w.work.worth.refused}</span>
              <span><strong>{runs ? Math.round(100 * sum((month) => month.needed_model) / runs) : 0} %</strong> {w.work.worth.model}</span>
            </p>
            <Suspense fallback={<Waiting rows={5} />}><Months value={data} /></Suspense>
          </section>
          <div className="block-table shown-table value-table">
            <table>
              <thead><tr>{[w.work.worth.month, w.work.worth.runs_head, w.work.worth.done, w.work.worth.refused_n, w.work.worth.saved, w.work.worth.avoided, w.work.worth.earned, w.work.worth.cost].map((name, at) => <th key={name} scope="col" className={at ? 'figure' : ''}>{name}</th>)}</tr></thead>
              <tbody>{[...data.months].reverse().map((month) => (
                <tr key={month.month}>
                  <th scope="row">{month.month}</th>
                  {[number(month.runs), number(month.done), number(month.refused), money(month.saved), money(month.avoided), money(month.earned), money(month.cost)].map((text, at) => <td key={at} className="figure">{text}</td>)}
                </tr>
              ))}</tbody>
            </table>
          </div>
          <section className="method"><h2>{w.work.worth.method}</h2><p className="quiet">{said(data.method)}</p></section>
        </>
      )}
    </>
  )
}

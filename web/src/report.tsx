// What came of bringing files in: the sentence, the counts, and every file that was not read with its reason.
import { Alert, Button } from 'antd'
import type { AddReport } from './api'
import { link } from './route'
import { useWords } from './words/words'

export function ReportView({ report }: { report: AddReport }) {
  const { w, number, decimal, told } = useWords()
  const not = report.seen - report.read
  const counts = (['added', 'updated', 'unchanged', 'moved', 'removed', 'empty'] as const).filter((name) => report[name] > 0)
  const formats = Object.entries(report.unread_formats ?? {})
  const sentence = report.seen === 0 ? w.report.nothing : not > 0 ? w.report.some_read(number(report.read), number(report.seen), number(not)) : w.report.all_read(number(report.read))
  return (
    <div className="report">
      <Alert type={report.seen === 0 ? 'info' : not > 0 ? 'warning' : 'success'} showIcon title={sentence} description={(
        <span className="report-counts">
          {counts.map((name) => <span key={name}>{w.report[name]} <strong>{number(report[name])}</strong></span>)}
          <span className="quiet">{w.report.seconds(decimal(report.seconds, 1))}</span>
        </span>
      )} />
      {formats.length > 0 && <p><span className="quiet">{w.report.formats}: </span>{formats.map(([format, count]) => `${told(format)} (${number(count)})`).join(', ')}</p>}
      {report.failed.length > 0 && (
        <section aria-label={w.report.failed_title} className="failed-files">
          <h3>{w.report.failed_title}</h3>
          <ul className="plain">
            {report.failed.slice(0, 100).map(({ path, reason }) => <li key={path}><span className="path">{path}</span><span className="quiet">{told(reason)}</span></li>)}
          </ul>
          {report.failed_count > Math.min(100, report.failed.length) && <p className="quiet">{w.report.more_failed(number(report.failed_count - Math.min(100, report.failed.length)))}</p>}
        </section>
      )}
      {report.added + report.updated > 0 && <Button href={link('documents')}>{w.report.see}</Button>}
    </div>
  )
}

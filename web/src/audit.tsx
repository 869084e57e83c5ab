// Every administrative act, newest first.
import { Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { api, type AuditRow } from './api'
import { useChange } from './changes'
import { asFailure, useLoad } from './load'
import { Failed, Nothing, useSentence, Waiting } from './parts'
import { useWords } from './words/words'

const pageRows = 100

export function Audit() {
  const { w, time } = useWords()
  const sentence = useSentence()
  const { data, failure, reload } = useLoad('audit', (signal) => api.audit(undefined, pageRows, signal))
  const [older, setOlder] = useState<{ rows: AuditRow[]; end: boolean; busy: boolean; failed?: string }>({ rows: [], end: false, busy: false })
  if (failure && !data) return <Failed failure={failure} retry={reload} />
  if (!data) return <Waiting rows={8} />
  const rows = [...(data.audit), ...older.rows]
  const full = data.audit.length === pageRows && !older.end
  const more = async () => {
    setOlder({ ...older, busy: true, failed: undefined })
    try {
      const { audit } = await api.audit(rows.at(-1)!.seq, pageRows)
      setOlder({ rows: [...older.rows, ...audit], end: audit.length < pageRows, busy: false })
    } catch (thrown) { setOlder({ ...older, busy: false, failed: sentence(asFailure(thrown)) }) }
  }
  const columns: TableColumnsType<AuditRow> = [
    { title: w.audit.at, dataIndex: 'at', width: 190, responsive: ['md'], render: (at: string) => <span className="nowrap">{time(at)}</span> },
    { title: w.audit.who, dataIndex: 'who', width: 140, responsive: ['md'], render: (who: string) => who || w.local_administrator },
    { title: w.audit.act, dataIndex: 'act', width: 190, responsive: ['md'], render: (act: string) => <span title={act}>{w.acts[act] ?? act}</span> },
    { title: w.audit.subject, key: 'subject', render: (_, row) => <Subject row={row} /> },
  ]
  return (
    <Table<AuditRow>
      rowKey="seq"
      size="middle"
      className="doc-table"
      columns={columns}
      dataSource={rows}
      pagination={false}
      locale={{ emptyText: <Nothing title={w.audit.none} /> }}
      footer={full ? () => <div className="table-foot">{older.failed && <span className="warn" role="alert">{older.failed}</span>}<Button loading={older.busy} onClick={more}>{w.more}</Button></div> : undefined}
    />
  )
}

function Subject({ row }: { row: AuditRow }) {
  const { w, time } = useWords()
  const { act, subject, detail } = useChange(row)
  return (
    <div className="doc-cell">
      <span className="path">{subject || '–'}</span>
      {detail && <span className="quiet path">{detail}</span>}
      <span className="narrow-only quiet">{row.who || w.local_administrator} · {act} · {time(row.at)}</span>
    </div>
  )
}

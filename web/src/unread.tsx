// The files that were seen and not read, with the reason in words.
import { Table, type TableColumnsType } from 'antd'
import { api, type Unread } from './api'
import { useLoad } from './load'
import { Chip, Failed, Nothing, Waiting } from './parts'
import { useWords } from './words/words'

export function UnreadList() {
  const { w, size, time } = useWords()
  const { data, failure, reload } = useLoad('unread', api.unread)
  if (failure && !data) return <Failed failure={failure} retry={reload} />
  if (!data) return <Waiting rows={4} />
  const columns: TableColumnsType<Unread> = [
    {
      title: w.documents.path, key: 'path', render: (_, row) => (
        <div className="doc-cell">
          <span className="path">{row.document || row.path}</span>
          <span className="narrow-only">{row.reason}</span>
        </div>
      ),
    },
    { title: w.documents.reason, dataIndex: 'reason', responsive: ['md'] },
    { title: w.documents.format, dataIndex: 'format', width: 90, render: (format: string) => <Chip>{format || '?'}</Chip> },
    { title: w.documents.size, dataIndex: 'bytes', responsive: ['lg'], width: 100, align: 'right', render: (bytes: number) => size(bytes) },
    { title: w.documents.when, dataIndex: 'at', responsive: ['lg'], width: 180, render: (at: string) => time(at) },
  ]
  return (
    <>
      <p className="quiet">{w.documents.unread_hint}</p>
      <Table<Unread>
        rowKey={(row) => `${row.collection}\n${row.document}\n${row.path}`}
        columns={columns}
        dataSource={data.unread}
          size="middle"
        className="doc-table"
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <Nothing done title={w.documents.unread_none} /> }}
      />
    </>
  )
}

// The files that were seen and not read, with the reason in words.
import { Table, type TableColumnsType } from 'antd'
import { api, type Unread } from './api'
import { useLoad } from './load'
import { Chip, Failed, Nothing, Waiting } from './parts'
import { useWords } from './words/words'

/** What a damaged file says it is. */
const ending = ({ document, path }: Unread) => /\.([a-z0-9]{1,5})$/i.exec(document || path)?.[1].toLowerCase() ?? ''

export function UnreadList() {
  const { w, size, time, told } = useWords()
  const { data, failure, reload } = useLoad('unread', api.unread)
  if (failure && !data) return <Failed failure={failure} retry={reload} />
  if (!data) return <Waiting rows={4} />
  const columns: TableColumnsType<Unread> = [
    {
      title: w.documents.path, key: 'path', render: (_, row) => (
        <div className="doc-cell">
          <span className="path">{row.document || row.path}</span>
          <span className="narrow-only">{told(row.reason)}</span>
        </div>
      ),
    },
    { title: w.documents.reason, dataIndex: 'reason', responsive: ['md'], render: told },
    { title: w.documents.format, dataIndex: 'format', width: 116, render: (format: string, row) => <Chip>{told(format || ending(row)) || '?'}</Chip> },
    { title: w.documents.size, dataIndex: 'bytes', responsive: ['lg'], width: 100, align: 'right', render: (bytes: number) => size(bytes) },
    { title: w.documents.when, dataIndex: 'at', responsive: ['lg'], width: 190, render: (at: string) => <span className="nowrap">{time(at)}</span> },
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

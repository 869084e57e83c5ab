// All documents that the caller may see, the files that could not be read, and the ways in.
import { Badge, Button, Input, Select, Table, Tabs, type TableColumnsType } from 'antd'
import { useEffect, useState } from 'react'
import { api, type DocumentRow } from './api'
import { BringIn } from './bring_in'
import { DocumentDrawer } from './document'
import { useWalk } from './keyboard'
import { asFailure, useLoad } from './load'
import { Failed, Nothing, Rights, StateTag, useSentence, Waiting } from './parts'
import { go, link, useRoute } from './route'
import { useStatus } from './status'
import { UnreadList } from './unread'
import { QualityReport } from './work/quality'
import { useWords } from './words/words'

export function Documents() {
  const { w, number } = useWords()
  const { status } = useStatus()
  const { query } = useRoute()
  return (
    <>
      <h1>{w.documents.title}</h1>
      <Tabs
        activeKey={query.tab ?? 'all'}
        onChange={(tab) => go(link('documents', { tab: tab === 'all' ? undefined : tab }))}
        destroyOnHidden
        items={[
          { key: 'all', label: w.documents.tab_all, children: <List /> },
          { key: 'unread', label: <Badge count={status.unread} size="small" offset={[10, -2]} color="#b3541e" overflowCount={999} title={number(status.unread)}>{w.documents.tab_unread}</Badge>, children: <UnreadList /> },
          { key: 'quality', label: w.work.quality.tab, children: <QualityReport /> },
          ...(status.me.administrator ? [{ key: 'add', label: w.documents.tab_add, children: <BringIn collection={query.c} /> }] : []),
        ]}
      />
    </>
  )
}

const pageRows = 100

function List() {
  const { w, number, size, day, told } = useWords()
  const { status, reload: reloadStatus } = useStatus()
  const { query } = useRoute()
  const [text, setText] = useState(query.q ?? '')
  const asked = { collection: query.c ?? '', q: query.q ?? '', state: query.state ?? '' }
  const name = JSON.stringify(asked)
  const { data, failure, reload } = useLoad(name, (signal) => api.documents({ ...asked, limit: pageRows }, signal))
  const [more, setMore] = useState<{ of: string; rows: DocumentRow[]; next: string; busy: boolean; failed?: string }>({ of: '', rows: [], next: '', busy: false })
  const sentence = useSentence()
  const extra = more.of === name && data ? more : undefined
  const rows = [...(data?.documents ?? []), ...(extra?.rows ?? [])]
  const next = extra ? extra.next : data?.next ?? ''
  useWalk('.doc-link')

  const filter = (change: Record<string, string>) => go(link('documents', { c: asked.collection, q: asked.q, state: asked.state, ...change }), 'replace')
  // The list follows the typing, half a breath behind.
  useEffect(() => {
    if (text === asked.q) return
    const timer = setTimeout(() => filter({ q: text.trim() }), 250)
    return () => clearTimeout(timer)
  }, [text])
  const loadMore = async () => {
    const before = extra?.rows ?? []
    setMore({ of: name, rows: before, next, busy: true })
    try {
      const page = await api.documents({ ...asked, after: next, limit: pageRows })
      setMore({ of: name, rows: [...before, ...page.documents], next: page.next, busy: false })
    } catch (thrown) { setMore({ of: name, rows: before, next, busy: false, failed: sentence(asFailure(thrown)) }) }
  }
  const again = () => { setMore({ of: '', rows: [], next: '', busy: false }); reload(); reloadStatus() }

  const opened = query.open !== undefined ? { collection: query.in ?? '', id: query.open } : undefined
  const closed = link('documents', { c: asked.collection, q: asked.q, state: asked.state })
  const hrefOf = (row: DocumentRow) => link('documents', { c: asked.collection, q: asked.q, state: asked.state, in: row.collection, open: row.document })

  const columns: TableColumnsType<DocumentRow> = [
    {
      title: w.documents.column.title, key: 'title', render: (_, row) => (
        <div className="doc-cell">
          <a className="doc-link" href={hrefOf(row)}>{row.title || row.document}</a>
          <span className="quiet path">{row.document}</span>
          <span className="narrow-only doc-meta"><Rights groups={row.groups} label={row.label} /><span className="quiet">{told(row.format)} · {size(row.bytes)}</span>{row.state !== 'ready' && <StateTag state={row.state} />}</span>
        </div>
      ),
    },
    ...(status.collections.length > 1 ? [{ title: w.documents.column.collection, dataIndex: 'collection', responsive: ['lg' as const], width: 130 }] : []),
    { title: w.documents.column.format, dataIndex: 'format', responsive: ['md'], width: 84, render: told },
    { title: w.documents.column.rights, key: 'rights', responsive: ['md'], width: 200, render: (_, row) => <Rights groups={row.groups} label={row.label} /> },
    { title: w.documents.column.size, dataIndex: 'bytes', responsive: ['lg'], width: 100, align: 'right', render: (bytes: number) => <span className="nowrap">{size(bytes)}</span> },
    { title: w.documents.column.added, dataIndex: 'added_at', responsive: ['xl'], width: 148, render: (at: string) => <span className="nowrap">{day(at)}</span> },
    { title: w.documents.column.state, dataIndex: 'state', responsive: ['md'], width: 120, render: (state: string) => <StateTag state={state} /> },
  ]
  return (
    <>
      <div className="filters">
        <Input.Search className="filter-text" allowClear aria-label={w.documents.search} placeholder={w.documents.search} value={text} onChange={(event) => setText(event.target.value)} onSearch={(value) => filter({ q: value.trim() })} />
        <Select aria-label={w.documents.collection} value={asked.collection} onChange={(c) => filter({ c })} options={[{ value: '', label: w.documents.any_collection }, ...status.collections.map((one) => ({ value: one.name, label: `${one.name} (${number(one.documents)})` }))]} />
        <Select aria-label={w.documents.state} value={asked.state} onChange={(state) => filter({ state })} options={[{ value: '', label: w.documents.any_state }, ...['ready', 'reading'].map((state) => ({ value: state, label: w.states[state] }))]} />
      </div>
      {failure && !data ? <Failed failure={failure} retry={reload} /> : !data ? <Waiting rows={10} /> : (
        <Table<DocumentRow>
          rowKey={(row) => `${row.collection}\n${row.document}`}
          columns={columns}
          dataSource={rows}
          pagination={false}
          size="middle"
          onRow={(row) => ({ onClick: (event) => { if (!(event.target as HTMLElement).closest('a')) go(hrefOf(row)) } })}
          className="doc-table"
          rowClassName="doc-row"
          locale={{ emptyText: asked.q || asked.collection || asked.state
            ? <Nothing title={w.documents.none} hint={w.documents.none_hint} />
            : <Nothing title={w.documents.empty}>{status.me.administrator && <Button type="primary" href={link('documents', { tab: 'add' })}>{w.documents.tab_add}</Button>}</Nothing> }}
          footer={rows.length ? () => (
            <div className="table-foot">
              <span className="quiet">{next ? w.documents.count_more(number(rows.length)) : w.documents.count(number(rows.length))}</span>
              {extra?.failed && <span className="warn" role="alert">{extra.failed}</span>}
              {next && <Button loading={extra?.busy} onClick={loadMore}>{w.more}</Button>}
            </div>
          ) : undefined}
        />
      )}
      <DocumentDrawer open={opened !== undefined} collection={opened?.collection ?? ''} id={opened?.id ?? ''} close={() => go(closed)} changed={again} />
    </>
  )
}

// One document: what was read, its properties, and what an administrator can do with it; in a drawer beside the work, or on its own page.
import { ArrowLeftOutlined, ExpandOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { api, type DocumentWhole } from './api'
import { useLoad } from './load'
import { Failed, StateTag, Rights, Waiting } from './parts'
import { Remove, RightsForm } from './document_acts'
import { Reader, toMark } from './reader'
import { go, link, useRoute } from './route'
import { useStatus } from './status'
import type { Span } from './text'
import { useWords } from './words/words'

interface Shown { collection: string; id: string; mark?: Span }

export function DocumentDrawer({ open, close, changed, collection, id, mark }: Shown & { open: boolean; close: () => void; changed?: () => void }) {
  const { w } = useWords()
  // What was open stays drawn while the drawer slides away.
  const last = useRef<Shown>({ collection, id, mark })
  if (open) last.current = { collection, id, mark }
  const shown = last.current
  // The keys go back to where they were, so a list can be walked on.
  const opener = useRef<Element | null>(null)
  const wasOpen = useRef(false)
  if (open && !wasOpen.current) opener.current = document.activeElement
  wasOpen.current = open
  // Ant Design gives the focus back only when the drawer had come all the way in; a quick Esc deserves the same.
  useEffect(() => {
    if (open) return
    const timers = [50, 350].map((ms) => setTimeout(() => {
      const lost = document.activeElement === null || document.activeElement === document.body || document.activeElement.closest('.document-drawer')
      if (lost && opener.current?.isConnected) (opener.current as HTMLElement).focus({ preventScroll: true })
    }, ms))
    return () => timers.forEach(clearTimeout)
  }, [open])
  return (
    <Drawer
      open={open}
      onClose={close}
      size={Math.min(820, window.innerWidth)}
      destroyOnHidden
      className="document-drawer"
      title={<span className="path">{shown.id}</span>}
      closable={{ 'aria-label': w.close }}
      extra={<Button type="text" icon={<ExpandOutlined />} aria-label={w.document.full} title={w.document.full} href={link('document', { collection: shown.collection, id: shown.id, start: shown.mark?.start, end: shown.mark?.end })} />}
    >
      {shown.id && <DocumentView {...shown} gone={() => { close(); changed?.() }} changed={changed} />}
    </Drawer>
  )
}

export function DocumentPage() {
  const { w } = useWords()
  const { query } = useRoute()
  const start = Number(query.start)
  const end = Number(query.end)
  return (
    <div className="document-page">
      <a className="back" href={link('documents')}><ArrowLeftOutlined aria-hidden /> {w.document.back}</a>
      <p className="quiet path">{query.id}</p>
      <DocumentView collection={query.collection ?? ''} id={query.id ?? ''} mark={query.end && end > start ? { start, end } : undefined} gone={() => go(link('documents'))} beside />
    </div>
  )
}

function DocumentView({ collection, id, mark, gone, changed, beside }: Shown & { gone: () => void; changed?: () => void; beside?: boolean }) {
  const { w, told } = useWords()
  const { data, failure, reload } = useLoad(`${collection}\n${id}`, (signal) => api.document(collection, id, signal))
  const area = useRef<HTMLDivElement>(null)
  if (failure && !data) return <Failed failure={failure} retry={reload} />
  if (!data) return <Waiting rows={10} />
  return (
    <article className={beside ? 'document beside' : 'document'} ref={area}>
      <header className="document-head">
        <h2>{data.title || data.document}</h2>
        <div className="document-tags">
          <Rights groups={data.groups} label={data.label} />
          {data.state !== 'ready' && <StateTag state={data.state} />}
          {mark && <Button size="small" onClick={() => toMark(area.current)}>{w.document.to_quote}</Button>}
        </div>
        {data.note && <p className="note">{told(data.note)}</p>}
      </header>
      <div className="document-columns">
        <div className="document-text">
          {data.pairs.length > 0 && <Pairs document={data} />}
          <Reader document={data} mark={mark} />
        </div>
        {beside
          ? <aside><h3>{w.document.about}</h3><Properties document={data} gone={gone} changed={() => { reload(); changed?.() }} /></aside>
          : <details className="about"><summary>{w.document.about}</summary><Properties document={data} gone={gone} changed={() => { reload(); changed?.() }} /></details>}
      </div>
    </article>
  )
}

function Pairs({ document }: { document: DocumentWhole }) {
  const { w, number } = useWords()
  const [all, showAll] = useState(false)
  const shown = all ? document.pairs : document.pairs.slice(0, 20)
  return (
    <details className="pairs">
      <summary>{w.document.pairs} ({number(document.pairs.length)})</summary>
      <dl>{shown.map((pair) => <div key={pair.start}><dt>{pair.question}</dt><dd>{pair.answer}</dd></div>)}</dl>
      {shown.length < document.pairs.length && <Button onClick={() => showAll(true)}>{w.more}</Button>}
    </details>
  )
}

function Properties({ document, gone, changed }: { document: DocumentWhole; gone: () => void; changed: () => void }) {
  const { w, number, size, time, day, told } = useWords()
  const { status } = useStatus()
  const p = w.document.properties
  const rows: [string, React.ReactNode][] = [
    [p.id, <span className="path">{document.document}</span>],
    [p.collection, document.collection],
    [p.format, told(document.format)],
    [p.size, size(document.bytes)],
    [p.characters, number(document.characters)],
    [p.pages, document.pages > 0 ? number(document.pages) : ''],
    [p.passages, number(document.chunks)],
    [p.curated, document.curated ? p.curated_yes : ''],
    [p.state, w.states[document.state] ?? document.state],
    [p.time, document.time && day(document.time)],
    [p.added, document.added_at && time(document.added_at)],
    // An address from a document is shown as text unless it is plainly of the web.
    [p.url, /^https?:\/\//i.test(document.url) ? <a className="path" href={document.url} target="_blank" rel="noopener noreferrer nofollow">{document.url}</a> : document.url],
  ]
  return (
    <>
      <dl className="properties">{rows.filter(([, value]) => value !== '' && value !== undefined).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {status.me.administrator && (
        <div className="actions">
          <RightsForm document={document} changed={changed} />
          <Remove document={document} gone={gone} />
        </div>
      )}
    </>
  )
}

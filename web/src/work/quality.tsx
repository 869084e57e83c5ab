// The quality of the knowledge itself: copies, contradictions, what is stale, and what nobody could answer.
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { Citation } from '../api'
import { CitationCard } from '../citation'
import { DocumentDrawer } from '../document'
import { useLoad } from '../load'
import { Chip, Failed, Nothing, Waiting } from '../parts'
import { go, link, useRoute } from '../route'
import { useStatus } from '../status'
import { useWords } from '../words/words'
import { work, type AppRow, type Gap, type Named, type Quality } from './calls'
import { useSaid } from './said'

interface Opened { collection: string; id: string; mark?: { start: number; end: number } }

export function QualityReport() {
  const { w } = useWords()
  const { status } = useStatus()
  const { query } = useRoute()
  const collection = query.c ?? ''
  const { data, failure, reload } = useLoad(`quality ${collection}`, (signal) => work.quality(collection, signal))
  const { data: gaps } = useLoad('gaps', (signal) => work.gaps('', signal).catch(() => ({ gaps: [] as Gap[] })))
  const [open, setOpen] = useState<Opened>()
  const named = ({ collection, document }: Named) => setOpen({ collection, id: document })
  const cited = ({ collection, document, start, end }: Citation) => setOpen({ collection, id: document, mark: end > start ? { start, end } : undefined })
  return (
    <>
      <div className="filters">
        <Select aria-label={w.documents.collection} value={collection} onChange={(c) => go(link('documents', { tab: 'quality', c }), 'replace')} options={[{ value: '', label: w.documents.any_collection }, ...status.collections.map(({ name }) => ({ value: name, label: name }))]} />
        <span className="quiet quality-hint">{w.work.quality.hint}</span>
      </div>
      {failure && !data ? <Failed failure={failure} retry={reload} /> : !data ? <Waiting rows={8} /> : (
        <>
          <Gaps gaps={gaps?.gaps ?? []} quality={data} />
          <Contradictions quality={data} open={cited} />
          <Section title={w.work.quality.duplicates} rows={data.duplicates} none={w.work.quality.no_duplicates} row={(one) => (
            <div className="quality-row"><DocName of={one.first} open={named} /><span className="quiet">{one.exact ? w.work.quality.same : w.work.quality.alike(`${Math.round(one.alike * 100)} %`)}</span><DocName of={one.second} open={named} /></div>
          )} />
          <Section title={w.work.quality.stale} rows={data.stale} none={w.work.quality.no_stale} row={(one) => <StaleRow one={one} named={named} cited={cited} />} />
          {data.unread.length > 0 && <p><a href={link('documents', { tab: 'unread' })}>{w.home.unread(String(data.unread.length))}</a></p>}
        </>
      )}
      <DocumentDrawer open={open !== undefined} collection={open?.collection ?? ''} id={open?.id ?? ''} mark={open?.mark} close={() => setOpen(undefined)} />
    </>
  )
}

const shownFirst = 10

function Section<T>({ title, rows, row, none }: { title: string; rows: T[]; row: (one: T) => React.ReactNode; none: string }) {
  const { w, number } = useWords()
  const [all, showAll] = useState(false)
  return (
    <section className="card quality" aria-label={title}>
      <h2>{title} <span className="quiet">{number(rows.length)}</span></h2>
      {rows.length === 0 ? <p className="quiet">{none}</p> : <ul className="plain quality-rows">{rows.slice(0, all ? undefined : shownFirst).map((one, at) => <li key={at}>{row(one)}</li>)}</ul>}
      {!all && rows.length > shownFirst && <Button type="link" onClick={() => showAll(true)}>{w.more}</Button>}
    </section>
  )
}

function DocName({ of, open }: { of: Named; open: (of: Named) => void }) {
  return <a className="doc-cell" href={link('document', { collection: of.collection, id: of.document })} onClick={(event) => { if (!event.metaKey && !event.ctrlKey) { event.preventDefault(); open(of) } }}><span className="doc-link">{of.title || of.document}</span><span className="quiet path">{of.collection} / {of.document}</span></a>
}

function Contradictions({ quality, open }: { quality: Quality; open: (citation: Citation) => void }) {
  const { w } = useWords()
  const href = (one: Citation) => link('document', { collection: one.collection, id: one.document, start: one.start, end: one.end })
  return <Section title={w.work.quality.contradictions} rows={quality.contradictions} none={w.work.quality.no_contradictions} row={(one) => (
    <div className="contradiction">
      <Chip look="care">{w.work.quality.differs[one.differs] ?? one.differs}</Chip>
      <div className="two"><CitationCard citation={one.first} number={1} href={href(one.first)} open={() => open(one.first)} /><CitationCard citation={one.second} number={2} href={href(one.second)} open={() => open(one.second)} /></div>
    </div>
  )} />
}

function StaleRow({ one, named, cited }: { one: Quality['stale'][number]; named: (of: Named) => void; cited: (of: Citation) => void }) {
  const { w, told } = useWords()
  return (
    <div className="quality-row">
      <DocName of={one} open={(of) => (one.at ? cited(one.at) : named(of))} />
      <span><Chip look="wait">{w.work.quality.why[one.why] ?? one.why}</Chip> <span className="quiet">{told(one.sentence)}</span></span>
      {one.newer ? <DocName of={one.newer} open={named} /> : <span />}
    </div>
  )
}

function Gaps({ gaps, quality }: { gaps: Gap[]; quality: Quality }) {
  const { w, number, time } = useWords()
  const said = useSaid()
  const { data: apps } = useLoad('apps', (signal) => work.apps(signal).catch(() => ({ apps: [] as AppRow[] })))
  const titleOf = (app: string) => said(apps?.apps.find((one) => one.app === app)?.title) || app
  const known = new Set(gaps.map(({ question }) => question))
  const others = quality.gaps.filter(({ question }) => !known.has(question))
  const rows = [...gaps, ...others.map((one) => ({ ...one, state: 'open', task: 0, document: undefined as string | undefined }))]
  return (
    <section className="card quality" aria-label={w.work.quality.gaps}>
      <h2>{w.work.quality.gaps} <span className="quiet">{number(rows.length)}</span></h2>
      {rows.length === 0 ? <Nothing done title={w.work.quality.no_gaps} /> : (
        <ul className="plain quality-rows">
          {rows.slice(0, 50).map((one, at) => (
            <li key={at} className="gap-row">
              <span><strong className="gap-question">{one.question}</strong><br /><span className="quiet">{[titleOf(one.app), w.work.asked_times(number(one.times)), time(one.last_at)].filter(Boolean).join(' · ')}</span></span>
              <span className="push gap-acts">
                <Chip look={one.state === 'answered' ? 'good' : 'care'}>{w.work.quality.gap_states[one.state] ?? one.state}</Chip>
                {one.state === 'open' && (one.task ? <Button size="small" href={link('tasks', { t: one.task })}>{w.work.quality.answer}</Button> : <Button size="small" href={link('ask', { q: one.question })}>{w.home.ask_again}</Button>)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

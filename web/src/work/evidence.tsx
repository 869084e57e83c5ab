// What a result rests on: passages that open at the quote, records, rules and people.
import { AuditOutlined, UserOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { Citation } from '../api'
import { CitationCard } from '../citation'
import { DocumentDrawer } from '../document'
import { useWalk } from '../keyboard'
import { link } from '../route'
import { useWords } from '../words/words'
import type { Evidence, Run, RunStep, Said } from './calls'
import { useSaid } from './said'

const shownFirst = 6

/** Each place once, in the order of the steps. */
export function evidenceOf(steps: RunStep[]): Evidence[] {
  const seen = new Set<string>()
  const all = steps.filter(({ status }) => status !== 'skipped').flatMap((step) => (step.evidence ?? []).map((one) => (one.of === 'rule' ? { ...one, said: findingsOf(step).find(({ rule, message }) => one.note === `${rule}: ${message.en}`)?.message } : one)))
  return all.filter((one) => {
    if (one.of === 'passage' && !one.quote) return false // it came close, no more
    const name = one.document ? `${one.collection}\n${one.document}\n${one.start}\n${one.end}\n${one.quote ? '' : one.note}` : `${one.of}\n${one.note}`
    return !seen.has(name) && seen.add(name)
  })
}

interface Finding { rule: string; message: { en: string; zh: string } }
const findingsOf = (step: RunStep): Finding[] => (Array.isArray(step.result?.findings) ? (step.result.findings as Finding[]).filter((one) => one?.message?.en) : [])

/** Why a run ended so. What a rule says is said in both languages in its step's result. */
export function reasonOf(run: Run): Said {
  const reason = run.reason ?? ''
  return (run.steps ?? []).flatMap(findingsOf).find(({ message }) => message.en === reason)?.message ?? reason
}

const asCitation = (one: Evidence): Citation => ({ collection: one.collection ?? '', document: one.document ?? '', title: one.title ?? '', quote: one.quote ?? '', start: one.start ?? 0, end: one.end ?? 0, page: one.page ?? 0 })

export function EvidenceList({ evidence }: { evidence: Evidence[] }) {
  const { w, told, number } = useWords()
  const said = useSaid()
  const noteOf = (one: Evidence) => (one.said ? said(one.said) : told(one.note ?? ''))
  const [open, setOpen] = useState<Citation>()
  const [all, showAll] = useState(false)
  useWalk('.citation')
  const places = evidence.filter(({ document }) => document)
  const notes = evidence.filter(({ document }) => !document)
  const shown = all ? places : places.slice(0, shownFirst)
  if (!evidence.length) return null
  return (
    <section aria-label={w.ask.citations}>
      <h2 className="list-title">{w.ask.citations}</h2>
      {notes.length > 0 && (
        <ul className="plain evidence-notes">
          {notes.map((one, at) => (
            <li key={at}>{one.of === 'person' ? <UserOutlined aria-hidden /> : <AuditOutlined aria-hidden />} <span className="quiet">{w.work.evidence[one.of]}</span> {one.of === 'person' ? one.note || w.local_administrator : noteOf(one)}</li>
          ))}
        </ul>
      )}
      <ol className="plain citations">
        {shown.map((one, at) => {
          const citation = asCitation(one)
          return (
            <li key={at}>
              {one.note && <p className="quiet evidence-note">{w.work.evidence[one.of]}: {noteOf(one)}</p>}
              <CitationCard citation={citation} number={at + 1} href={link('document', { collection: citation.collection, id: citation.document, start: citation.start, end: citation.end })} open={() => setOpen(citation)} />
            </li>
          )
        })}
      </ol>
      {shown.length < places.length && <Button type="link" onClick={() => showAll(true)}>{w.work.all_evidence(number(places.length))}</Button>}
      <DocumentDrawer open={open !== undefined} collection={open?.collection ?? ''} id={open?.document ?? ''} mark={open && open.end > open.start ? { start: open.start, end: open.end } : undefined} close={() => setOpen(undefined)} />
    </section>
  )
}

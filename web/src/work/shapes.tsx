// Values of a known shape, shown by what they mean: places in documents, broken rules, past records, what was found in a text.
import type { Citation } from '../api'
import { Chip } from '../parts'
import { link } from '../route'
import { useWords } from '../words/words'
import type { Said, Values } from './calls'
import { Quote } from './in_text'
import { useSaid } from './said'

const isRecord = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)

interface PastRecord { collection?: string; document?: string; title?: string; text?: string; time?: string; score: number; decided: unknown; fields?: Values }
export const isPastRecord = (value: unknown): boolean => isRecord(value) && 'decided' in value && typeof value.score === 'number'
export const isPassage = (value: unknown): boolean => isRecord(value) && typeof value.document === 'string' && typeof value.collection === 'string' && value.document !== ''
export const isFinding = (value: unknown): boolean => isRecord(value) && typeof value.rule === 'string' && typeof value.severity === 'string'
export const isFound = (value: unknown): boolean => isRecord(value) && typeof value.quote === 'string' && typeof value.start === 'number' && typeof value.confidence === 'number'

/** Places in documents, as links that open there. */
export function Passages({ of }: { of: Citation[] }) {
  return (
    <ul className="shown-list">
      {of.map((one, at) => <li key={at}><a href={link('document', { collection: one.collection, id: one.document, start: one.end > one.start ? one.start : undefined, end: one.end > one.start ? one.end : undefined })}>{one.title || one.document}</a>{one.quote && <span className="quiet"> {one.quote.length > 160 ? `${one.quote.slice(0, 160)}…` : one.quote}</span>}</li>)}
    </ul>
  )
}

export function PastRecords({ of }: { of: PastRecord[] }) {
  const { w, day, decimal } = useWords()
  return (
    <ul className="plain past">
      {of.map((one, at) => (
        <li key={at}>
          <details>
            <summary><span className="past-title">{one.title || one.text?.slice(0, 90) || one.document}</span>{one.decided !== null && one.decided !== undefined && <Chip look="good">{String(one.decided)}</Chip>}<span className="quiet nowrap">{[one.time && day(one.time), `${w.work.alike} ${decimal(one.score)}`].filter(Boolean).join(' · ')}</span></summary>
            {one.text && <p className="past-text">{one.text}</p>}
            {one.fields && <p className="quiet">{Object.entries(one.fields).filter(([, value]) => value !== '' && value !== null && String(value) !== one.text && String(value).length < 200).map(([name, value]) => `${name}: ${String(value)}`).join(' · ')}</p>}
            {one.document && <p><a className="path quiet" href={link('document', { collection: one.collection, id: one.document })}>{one.collection} / {one.document}</a></p>}
          </details>
        </li>
      ))}
    </ul>
  )
}

interface Finding { rule: string; severity: string; status?: string; message?: Said; start?: number; end?: number; quote?: string; found?: string }
const looks: Record<string, 'guard' | 'care' | 'role'> = { error: 'guard', warning: 'care', info: 'role' }

export function Findings({ of }: { of: Finding[] }) {
  const { w } = useWords()
  const said = useSaid()
  return (
    <ul className="plain findings">
      {of.map((one, at) => (
        <li key={at}>
          <p><Chip look={looks[one.severity]}>{w.work.severities[one.severity] ?? one.severity}</Chip> {said(one.message) || one.rule}{one.found && <span className="quiet"> {one.found}</span>}</p>
          {one.quote && <Quote quote={one.quote} start={one.start ?? 0} end={one.end ?? 0} />}
        </li>
      ))}
    </ul>
  )
}

interface Found { value?: unknown; quote: string; start: number; end: number; confidence: number; label?: string | null }
export function FoundInText({ of }: { of: Found }) {
  const { w, decimal } = useWords()
  if (!of.quote) return <span className="quiet">{w.work.not_found}</span>
  const own = of.value !== undefined && of.value !== null && typeof of.value !== 'object' && String(of.value) !== of.quote ? String(of.value) : ''
  return <div className="found">{own && <strong>{own} </strong>}<Quote {...of} /><span className="quiet nowrap">{w.ask.confidence} {decimal(of.confidence)}</span></div>
}

// A passage as a card that opens its document there.
import { ArrowRightOutlined } from '@ant-design/icons'
import type { Citation } from './api'
import { fromTable, RowQuote } from './row_quote'
import { useStatus } from './status'
import { useWords } from './words/words'

/** `whole`: a passage of the index rather than a quote from one; it is shown plainly. */
export function CitationCard({ citation, number, href, open, whole }: { citation: Citation; number: number; href: string; open: () => void; whole?: boolean }) {
  const { w, number: count } = useWords()
  return (
    <a className="card citation" href={href} aria-label={`${w.ask.citation(String(number))}: ${citation.title || citation.document}. ${w.ask.open_citation}`}
      onClick={(event) => { if (!event.metaKey && !event.ctrlKey) { event.preventDefault(); open() } }}>
      <span className="citation-number" aria-hidden>{number}</span>
      <span className="citation-body">
        <span className="citation-title">{citation.title || citation.document}</span>
        {whole ? <span className="passage-text">{citation.quote.trim().replace(/\n\s*\n/g, '\n')}</span> : fromTable(citation) ? <RowQuote citation={citation} /> : <q className="citation-quote"><span>{citation.quote}</span></q>}
        <span className="quiet citation-place">
          <Place of={citation} />
          {citation.page > 0 && <span className="nowrap">{w.ask.page(count(citation.page))}</span>}
        </span>
      </span>
      <ArrowRightOutlined aria-hidden className="citation-arrow" />
    </a>
  )
}

/** Where a document is; the collection is named where there are several. */
export function Place({ of: { collection, document } }: { of: { collection: string; document: string } }) {
  const { status } = useStatus()
  return <span className="path">{status.collections.length > 1 && `${collection} / `}{document}</span>
}

// A quote from a table with the names of its columns: `86 | 42` alone says nothing.
import { api, type Citation, type DocumentWhole } from './api'
import { useLoad } from './load'
import { cellsOf, type Part, type Piece, pieceAt, piecesOf, placeInTable } from './pieces'
import { TableView } from './reader'
import { unitsOf } from './text'
import { useWords } from './words/words'

/** Whether the quote may come from a table, so that its document is worth asking for. */
export const fromTable = ({ quote, document }: Citation) => quote.includes(' | ') || /\.(xlsx|csv|tsv)$/i.test(document)

interface Rows { document: DocumentWhole; piece: Piece; columns: Part[]; rows: Part[]; mark: { start: number; end: number } }

/** The rows that are quoted; undefined until the document has come, and when the quote is from no table. */
function useRows(citation: Citation): { waiting: boolean; found?: Rows } {
  const { data, failure } = useLoad(`${citation.collection}\n${citation.document}`, (signal) => api.document(citation.collection, citation.document, signal))
  if (!data) return { waiting: !failure }
  const units = unitsOf(data.text)
  const mark = { start: units.at(citation.start), end: units.at(citation.end) }
  const pieces = piecesOf(data, units)
  const piece: Piece | undefined = pieces[pieceAt(pieces, mark)]
  if (piece?.kind !== 'table') return { waiting: false }
  const columns = piece.columns.length ? piece.columns : piece.parts.filter((row) => row.header)
  const rows = piece.parts.filter((row) => !row.header && row.start < mark.end && mark.start < row.end)
  return { waiting: false, found: rows.length ? { document: data, piece, columns, rows, mark } : undefined }
}

/** In a citation: the rows as a table. What is quoted of a row is marked; when that is all of it, there is nothing to tell apart. */
export function RowQuote({ citation }: { citation: Citation }) {
  const { waiting, found } = useRows(citation)
  const plain = <q className="citation-quote"><span>{citation.quote}</span></q>
  if (!found) return waiting ? <span className="row-quote">{plain}</span> : plain
  const { document, piece, columns, rows, mark } = found
  const all = mark.start <= rows[0].start && rows.at(-1)!.end <= mark.end
  return (
    <span className="row-quote">
      <TableView still piece={{ ...piece, columns, parts: rows, first: false }} text={document.text} mark={all ? undefined : mark} />
      <RowPlace rows={found} citation={citation} />
    </span>
  )
}

/** As an answer: one row under its columns' names, each value beside its own; several rows as a table. */
export function RowAnswer({ citation }: { citation: Citation }) {
  const { found } = useRows(citation)
  if (!found) return <p className="answer-text">{citation.quote}</p>
  const { document, piece, columns, rows } = found
  const cells = (row: Part) => cellsOf(document.text, row).map(({ start, end }) => document.text.slice(start, end).trim())
  const names = columns.length === 1 ? cells(columns[0]) : []
  const values = cells(rows[0])
  if (rows.length > 1 || names.length < values.length || names.length < 2)
    return <div className="row-quote answer-table"><TableView piece={{ ...piece, columns, parts: rows, first: false }} text={document.text} /></div>
  return <dl className="row-answer answer-text">{values.map((value, at) => <div key={at}><dt>{names[at]}</dt><dd>{value || '–'}</dd></div>)}</dl>
}

/** Which sheet or section, which table of it, which row. */
function RowPlace({ rows: { document, rows, columns }, citation }: { rows: Rows; citation: Citation }) {
  const { w, number } = useWords()
  const place = placeInTable(document, citation)
  if (!place) return null
  const last = place.row + rows.length - 1
  const row = place.row === last ? w.ask.row(number(place.row)) : w.ask.rows(number(place.row), number(last))
  const parts = [place.heading, place.tables > 1 ? w.document.table(number(place.table)) : '', columns.length ? w.ask.below_header(row) : row]
  return <span className="quiet row-place">{parts.filter(Boolean).join(' · ')}</span>
}

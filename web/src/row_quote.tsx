// A quote from a table with the names of its columns above it: `86 | 42` alone says nothing.
import { api, type Citation } from './api'
import { useLoad } from './load'
import { type Piece, pieceAt, piecesOf } from './pieces'
import { TableView } from './reader'
import { unitsOf } from './text'

/** Whether the quote may come from a table, so that its document is worth asking for. */
export const fromTable = ({ quote, document }: Citation) => quote.includes(' | ') || /\.(xlsx|csv|tsv)$/i.test(document)

export function RowQuote({ citation }: { citation: Citation }) {
  const { data } = useLoad(`${citation.collection}\n${citation.document}`, (signal) => api.document(citation.collection, citation.document, signal))
  const plain = <q className="citation-quote"><span>{citation.quote}</span></q>
  if (!data) return <span className="row-quote">{plain}</span>
  const units = unitsOf(data.text)
  const mark = { start: units.at(citation.start), end: units.at(citation.end) }
  const pieces = piecesOf(data, units)
  const piece: Piece | undefined = pieces[pieceAt(pieces, mark)]
  if (piece?.kind !== 'table') return plain
  const columns = piece.columns.length ? piece.columns : piece.parts.filter((row) => row.header)
  const rows = piece.parts.filter((row) => !row.header && row.start < mark.end && mark.start < row.end)
  return rows.length ? <span className="row-quote"><TableView still piece={{ ...piece, columns, parts: rows, first: false }} text={data.text} mark={mark} /></span> : plain
}

// The blocks of a document, grouped into what is drawn as one thing: a heading, a paragraph, a run of list items, a table, a page mark.
// All positions are UTF-16 units of the text from here on.
import type { Block, DocumentWhole } from './api'
import { slice, type Span, type Units, unitsOf } from './text.ts'

export interface Part extends Span { level: number; header: boolean; hidden: boolean }
export interface Piece {
  kind: 'heading' | 'paragraph' | 'list' | 'table' | 'code' | 'page'
  parts: Part[]
  page: number
  table: number
  columns: Part[]   // header rows of the table, repeated when a long table is cut into several pieces
  first: boolean    // the first piece of its table
}

const kinds: Record<Block['kind'], Piece['kind']> = { heading: 'heading', paragraph: 'paragraph', list_item: 'list', table_row: 'table', code: 'code' }
const longestPiece = 100

export function piecesOf(document: DocumentWhole, units: Units): Piece[] {
  const pieces: Piece[] = []
  let page = 0
  let end = 0
  const add = (kind: Piece['kind'], part: Part | undefined, table = 0, columns: Part[] = [], first = true) =>
    pieces.push({ kind, parts: part ? [part] : [], page, table, columns, first })
  const gap = (from: number, to: number) => {
    if (to > from && units.text.slice(from, to).trim()) add('paragraph', { start: from, end: to, level: 0, header: false, hidden: false })
  }
  for (const block of document.blocks) {
    if (block.start >= units.length) break
    const part: Part = { start: units.at(block.start), end: units.at(block.end), level: block.level, header: block.header, hidden: block.hidden }
    gap(end, part.start)
    end = Math.max(end, part.end)
    if (block.page > 0 && block.page !== page) { page = block.page; add('page', undefined) }
    const kind = kinds[block.kind] ?? 'paragraph'
    const last = pieces.at(-1)
    // The blank lines between blocks of code are code.
    const goesOn = kind === 'list' || (kind === 'table' && last?.table === block.table) || (kind === 'code' && !block.hidden && !last?.parts[0]?.hidden)
    const same = last && last.kind === kind && last.page === page && goesOn
    if (same && last.parts.length < longestPiece) last.parts.push(part)
    else if (same && kind === 'table') add(kind, part, block.table, last.columns.length ? last.columns : last.parts.filter((row) => row.header), false)
    else add(kind, part, block.table)
  }
  gap(end, units.text.length)
  return pieces
}

/** The index reached from `from` when about `most` parts are passed in the given direction; a long list or table counts with all its parts. */
export function reach(pieces: Piece[], from: number, direction: 1 | -1, most: number) {
  let at = from
  for (let parts = 0; parts < most && at + direction >= 0 && at + direction <= pieces.length; at += direction) parts += Math.max(1, pieces[direction > 0 ? at : at - 1].parts.length)
  return at
}

/** The piece in which the mark begins, or -1. */
export function pieceAt(pieces: Piece[], mark: Span) {
  return pieces.findIndex((piece) => piece.parts.some((part) => part.start < mark.end && mark.start < part.end))
}

/** The cells of a table row, which stands in the text as `one | two | three`. */
export function cellsOf(text: string, row: Span): Span[] {
  const cells: Span[] = []
  const line = text.slice(row.start, row.end)
  let from = 0
  for (const bar of line.matchAll(/(?:^|[ \t])\|(?:[ \t]|$)/g)) {
    cells.push({ start: row.start + from, end: row.start + bar.index })
    from = bar.index + bar[0].length
  }
  cells.push({ start: row.start + from, end: row.end })
  return cells
}

/** Where a quoted row stands: the heading above (of a workbook, its sheet), which of the tables under it, which row below the header. */
export function placeInTable(document: Pick<DocumentWhole, 'text' | 'blocks'>, mark: Span): { heading: string; table: number; tables: number; row: number } | undefined {
  const at = document.blocks.findIndex((block) => block.kind === 'table_row' && !block.header && block.start < mark.end && mark.start < block.end)
  if (at < 0) return undefined
  let from = at
  while (from >= 0 && document.blocks[from].kind !== 'heading') from--
  let to = at
  while (to < document.blocks.length && document.blocks[to].kind !== 'heading') to++
  const under = document.blocks.slice(from + 1, to).filter((block) => block.kind === 'table_row')
  const tables = [...new Set(under.map((block) => block.table))]
  const { table } = document.blocks[at]
  return {
    heading: from < 0 ? '' : slice(unitsOf(document.text), document.blocks[from].start, document.blocks[from].end),
    table: tables.indexOf(table) + 1,
    tables: tables.length,
    row: document.blocks.slice(0, at + 1).filter((block) => block.kind === 'table_row' && block.table === table && !block.header).length,
  }
}

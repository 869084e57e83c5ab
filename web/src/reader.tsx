// What the parser saw of a document, drawn block by block, with one passage marked.
import { EyeInvisibleOutlined } from '@ant-design/icons'
import { Alert, Button, Tooltip } from 'antd'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { api, type DocumentWhole } from './api'
import { useLoad } from './load'
import { Chip, Failed, Nothing, Waiting } from './parts'
import { cellsOf, type Part, type Piece, pieceAt, piecesOf, reach } from './pieces'
import { cut, type Span, unitsOf } from './text'
import { useWords } from './words/words'

const partsAtOnce = 600
const around = 2000

/** `mark` counts code points of the document's text. */
export function Reader({ document, mark }: { document: DocumentWhole; mark?: Span }) {
  const { w, told } = useWords()
  const units = useMemo(() => unitsOf(document.text), [document.text])
  const pieces = useMemo(() => piecesOf(document, units), [document, units])
  const beyond = mark && document.truncated && mark.end > units.length
  const inUnits = mark && !beyond ? { start: units.at(mark.start), end: units.at(mark.end) } : undefined
  const at = inUnits ? pieceAt(pieces, inUnits) : -1
  const [window, show] = useState<Span>({ start: 0, end: 0 })
  useEffect(() => show({ start: reach(pieces, Math.max(0, at), -1, partsAtOnce / 2), end: reach(pieces, Math.max(0, at), 1, partsAtOnce) }), [pieces, at])
  const seen = pieces.slice(window.start, window.end)

  const area = useRef<HTMLDivElement>(null)
  const ready = window.end > 0
  useEffect(() => { if (mark && ready) toMark(area.current) }, [mark?.start, mark?.end, document.document, ready])

  if (beyond) return <Excerpt document={document} mark={mark} />
  if (!document.text.trim()) return <Nothing title={w.document.empty} hint={told(document.note)} />
  return (
    <div className="reader" ref={area}>
      {document.truncated && <Alert type="info" showIcon title={w.document.truncated} />}
      {window.start > 0 && <Button block onClick={() => show({ ...window, start: reach(pieces, window.start, -1, partsAtOnce) })}>{w.document.earlier}</Button>}
      {seen.map((piece, n) => <PieceView key={window.start + n} piece={piece} text={document.text} mark={inUnits} />)}
      {window.end < pieces.length && <Button block onClick={() => show({ ...window, end: reach(pieces, window.end, 1, partsAtOnce) })}>{w.document.later}</Button>}
    </div>
  )
}

/** Brings the mark into the upper third of what scrolls: the drawer's body, or the page. */
export function toMark(area: HTMLElement | null) {
  const found = area?.querySelector('mark')
  if (!found) return
  const body = found.closest('.ant-drawer-body')
  const top = found.getBoundingClientRect().top
  if (body) body.scrollTop += top - body.getBoundingClientRect().top - body.clientHeight / 3
  else window.scrollTo({ top: window.scrollY + top - window.innerHeight / 3 })
}

function PieceView({ piece, text, mark }: { piece: Piece; text: string; mark?: Span }) {
  const { w, number } = useWords()
  const draw = (part: Span) => <Marked text={text} span={part} mark={mark} />
  const hide = (part: Part, inside: ReactNode) => (part.hidden ? <Hidden>{inside}</Hidden> : inside)
  switch (piece.kind) {
    case 'page':
      return <div className="page-mark"><span>{w.document.page(number(piece.page))}</span></div>
    case 'heading': {
      const [part] = piece.parts
      const Heading = `h${Math.min(6, Math.max(1, part.level) + 2)}` as 'h3'
      return <Heading className={`block-heading level-${Math.min(6, Math.max(1, part.level))}`}>{hide(part, draw(part))}</Heading>
    }
    case 'code':
      return <pre className="block-code" tabIndex={0}>{hide(piece.parts[0], draw({ ...piece.parts[0], end: piece.parts.at(-1)!.end }))}</pre>
    case 'list':
      return (
        <ul className="block-list">
          {piece.parts.map((part) => (
            <li key={part.start} className={/^\s*([-*•·–▪◦]|\(?[0-9a-z一二三四五六七八九十]{1,3}[.)、）])/i.test(text.slice(part.start, part.end)) ? 'has-sign' : undefined} style={{ marginInlineStart: `${Math.max(0, Math.min(8, part.level) - 1) * 1.4}em` }}>
              {hide(part, draw(part))}
            </li>
          ))}
        </ul>
      )
    case 'table':
      return <TableView piece={piece} text={text} mark={mark} />
    default:
      return <p className="block-paragraph">{hide(piece.parts[0], draw(piece.parts[0]))}</p>
  }
}

/** `still`: part of something that is itself one link, so it takes no focus. */
export function TableView({ piece, text, mark, still }: { piece: Piece; text: string; mark?: Span; still?: boolean }) {
  const { w, number } = useWords()
  const head = [...piece.columns, ...piece.parts.filter((row) => row.header)]
  const body = piece.parts.filter((row) => !row.header)
  const width = Math.max(1, ...[...head, ...body].map((row) => cellsOf(text, row).length))
  const line = (row: Part, Cell: 'th' | 'td', repeated: boolean) => {
    const cells = cellsOf(text, row)
    return (
      <tr key={`${row.start} ${repeated}`} className={row.hidden ? 'hidden-row' : undefined}>
        {cells.map((cell, n) => (
          <Cell key={n} scope={Cell === 'th' ? 'col' : undefined} colSpan={n === cells.length - 1 && cells.length < width ? width - cells.length + 1 : undefined}>
            {row.hidden && n === 0 && <HiddenSign />}
            <Marked text={text} span={cell} mark={repeated ? undefined : mark} />
          </Cell>
        ))}
      </tr>
    )
  }
  return (
    <div className="block-table" {...(still ? {} : { tabIndex: 0, role: 'region', 'aria-label': w.document.table(number(piece.table || 1)) })}>
      <table>
        {head.length > 0 && <thead>{head.map((row) => line(row, 'th', !piece.first && piece.columns.includes(row)))}</thead>}
        <tbody>{body.map((row) => line(row, 'td', false))}</tbody>
      </table>
    </div>
  )
}

function Marked({ text, span, mark }: { text: string; span: Span; mark?: Span }) {
  return <>{cut(span.start, span.end, mark).map((part) => (part.marked ? <mark key={part.start}>{text.slice(part.start, part.end)}</mark> : text.slice(part.start, part.end)))}</>
}

function HiddenSign() {
  const { w } = useWords()
  return <Tooltip title={w.document.hidden_hint}><span tabIndex={0} className="hidden-sign"><Chip icon={<EyeInvisibleOutlined aria-hidden />}>{w.document.hidden}</Chip></span></Tooltip>
}
function Hidden({ children }: { children: ReactNode }) {
  return <span className="hidden-text"><HiddenSign />{children}</span>
}

/** A passage that lies behind what the server sends of a long document: the text around it alone. */
function Excerpt({ document, mark }: { document: DocumentWhole; mark: Span }) {
  const { w } = useWords()
  const from = Math.max(0, mark.start - around)
  const { data, failure, reload } = useLoad(`${document.collection}\n${document.document}\n${mark.start}`, (signal) => api.slice(document.collection, document.document, from, mark.end + around, signal))
  const area = useRef<HTMLDivElement>(null)
  useEffect(() => toMark(area.current), [data])
  if (failure) return <Failed failure={failure} retry={reload} />
  if (!data) return <Waiting rows={8} />
  const units = unitsOf(data.text)
  const inside = { start: units.at(mark.start - data.start), end: units.at(mark.end - data.start) }
  return (
    <div className="reader" ref={area}>
      <Alert type="info" showIcon title={w.document.excerpt} />
      <p className="block-paragraph"><Marked text={data.text} span={{ start: 0, end: data.text.length }} mark={inside} /></p>
    </div>
  )
}

// The page's own arithmetic: code points to UTF-16, blocks to pieces, rows to cells. No browser needed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultOf } from '../../web/src/names.ts'
import { cellsOf, pieceAt, piecesOf, placeInTable, reach } from '../../web/src/pieces.ts'
import { cut, slice, unitsOf } from '../../web/src/text.ts'

/** A small repeatable source of numbers. */
function dice(seed) {
  return (below) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return Math.floor((seed / 2 ** 32) * below) }
}
const signs = ['a', '中', '𠮷', '📎', '🛠️', '\n', ' ', 'é', '𝟜', ' | ']

test('slices count code points, whatever stands before them', () => {
  const roll = dice(7)
  for (let round = 0; round < 500; round++) {
    const text = Array.from({ length: roll(30) }, () => signs[roll(signs.length)]).join('')
    const points = [...text]
    const units = unitsOf(text)
    assert.equal(units.length, points.length)
    const start = roll(points.length + 3)
    const end = start + roll(8)
    assert.equal(slice(units, start, end), points.slice(start, end).join(''), JSON.stringify({ text, start, end }))
  }
})

test('a cut keeps all of the text and marks exactly the mark', () => {
  const roll = dice(11)
  for (let round = 0; round < 500; round++) {
    const [start, from] = [roll(20), roll(30)]
    const [end, to] = [start + roll(20), from + roll(10)]
    const parts = cut(start, end, { start: from, end: to })
    assert.deepEqual(parts.flatMap((part) => [...range(part)]), [...range({ start, end })])
    const inside = [...range({ start, end })].filter((at) => at >= from && at < to)
    assert.deepEqual(parts.filter((part) => part.marked).flatMap((part) => [...range(part)]), inside)
  }
})
function* range({ start, end }) { for (let at = start; at < end; at++) yield at }

test('cells are what stands between the bars', () => {
  const cells = (line) => cellsOf(`xx${line}`, { start: 2, end: 2 + line.length }).map(({ start, end }) => `xx${line}`.slice(start, end))
  assert.deepEqual(cells('one | two | three'), ['one', 'two', 'three'])
  assert.deepEqual(cells('one |  | three'), ['one', '', 'three'])
  assert.deepEqual(cells('one | two |'), ['one', 'two', ''])
  assert.deepEqual(cells('a||b | c|d'), ['a||b', 'c|d'])
  assert.deepEqual(cells('alone'), ['alone'])
})

const block = (kind, start, end, more = {}) => ({ kind, level: 0, header: false, hidden: false, table: 0, page: 0, start, end, ...more })

test('pieces hold every character once, blocks or not', () => {
  const text = 'Head\n\nbetween\n\nitem\nitem\n\nlast words'
  const pieces = piecesOf({ text, blocks: [block('heading', 0, 4, { level: 1 }), block('list_item', 15, 19), block('list_item', 20, 24)] }, unitsOf(text))
  assert.deepEqual(pieces.map((piece) => piece.kind), ['heading', 'paragraph', 'list', 'paragraph'])
  assert.equal(pieces.flatMap((piece) => piece.parts).map((part) => text.slice(part.start, part.end)).join('').replace(/\s/g, ''), text.replace(/\s/g, ''))
  assert.equal(pieceAt(pieces, { start: 21, end: 23 }), 2)
  assert.equal(pieceAt(pieces, { start: 90, end: 93 }), -1)
})

test('a long table is cut into pieces that each know its columns, and pages are marked once', () => {
  const rows = Array.from({ length: 250 }, (_, n) => `row ${n} | ${n}`)
  const text = ['Name | Number', ...rows].join('\n')
  let at = 0
  const blocks = ['Name | Number', ...rows].map((row, n) => { const one = block('table_row', at, at + row.length, { header: n === 0, table: 1, page: 2 }); at += row.length + 1; return one })
  const pieces = piecesOf({ text, blocks }, unitsOf(text))
  assert.deepEqual(pieces.map((piece) => piece.kind), ['page', 'table', 'table', 'table'])
  assert.deepEqual(pieces.map((piece) => piece.columns.length), [0, 0, 1, 1])
  assert.equal(pieces.reduce((sum, piece) => sum + piece.parts.length, 0), 251)
  assert.equal(reach(pieces, 0, 1, 150), 3)
  assert.equal(reach(pieces, 4, -1, 1000), 0)
  assert.equal(reach([], 0, 1, 10), 0)
})

test('a quoted row knows its sheet, its table and its place below the header', () => {
  const text = '𠮷 sheet\na | b\n1 | 2\n3 | 4\nc | d\n5 | 6'
  const starts = [0, 8, 14, 20, 26, 32]
  const rows = starts.slice(1).map((start, at) => block('table_row', start, start + 5, { header: at === 0 || at === 3, table: at < 3 ? 1 : 2 }))
  const document = { text, blocks: [block('heading', 0, 7), ...rows] }
  assert.deepEqual(placeInTable(document, { start: 20, end: 25 }), { heading: '𠮷 sheet', table: 1, tables: 2, row: 2 })
  assert.deepEqual(placeInTable(document, { start: 36, end: 37 }), { heading: '𠮷 sheet', table: 2, tables: 2, row: 1 })
  assert.equal(placeInTable(document, { start: 0, end: 7 }), undefined)
})

test('a name that cannot be taken is told why', () => {
  for (const [name, fault] of [['', 'empty'], ['  ', 'empty'], ['a b', 'sign'], ['a/b', 'sign'], ['.a', 'first'], ['@a', 'first'], ['x'.repeat(65), 'long'], ['lin.wei-2_b', undefined], ['林伟@suzhou', undefined], [' ada ', undefined]])
    assert.equal(faultOf(name, '@')?.fault, fault, name)
  assert.deepEqual(faultOf('a@b'), { fault: 'sign', sign: '@' })
})

// Code points and UTF-16: the server counts code points, JavaScript counts UTF-16 units. They differ only behind a character outside the
// basic plane (rare Han, emoji), so most texts need no table.

export interface Units { text: string; at: (codePoint: number) => number; length: number }

/** `at(n)` is the UTF-16 position of code point n, clamped to the text. */
export function unitsOf(text: string): Units {
  if (!/[\ud800-\udbff]/.test(text)) return { text, length: text.length, at: (n) => Math.max(0, Math.min(n, text.length)) }
  const positions = new Uint32Array(text.length + 1)
  let count = 0
  for (let unit = 0; unit < text.length; ) {
    positions[count++] = unit
    unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1
  }
  positions[count] = text.length
  return { text, length: count, at: (n) => positions[Math.max(0, Math.min(n, count))] }
}

export function slice(units: Units, start: number, end: number) {
  return units.text.slice(units.at(start), units.at(end))
}

export interface Span { start: number; end: number }
/** The parts of [start, end): before, inside and behind the mark. Empty parts are left out. */
export function cut(start: number, end: number, mark?: Span): { start: number; end: number; marked: boolean }[] {
  const from = mark ? Math.max(start, Math.min(mark.start, end)) : end
  const to = mark ? Math.max(from, Math.min(mark.end, end)) : end
  return [
    { start, end: from, marked: false },
    { start: from, end: to, marked: true },
    { start: to, end, marked: false },
  ].filter((part) => part.end > part.start)
}

// A few lines of Markdown to text and blocks, counted in code points as the server counts.

const points = (text) => [...text].length

/** Returns { text, blocks, pages, pairs }. */
export function parse(source, pairs) {
  const blocks = []
  const found = []
  let text = ''
  let at = 0
  let page = 0
  let table = 0
  let inTable = false
  let code = null
  const add = (kind, line, more = {}) => {
    if (text) { const gap = kind === 'table_row' && inTable && !more.header ? '\n' : '\n\n'; text += gap; at += gap.length }
    const start = at
    text += line
    at += points(line)
    blocks.push({ kind, level: 0, header: false, hidden: false, table: 0, page, start, end: at, ...more })
    return start
  }
  for (let line of source.split('\n')) {
    if (line.startsWith('\f')) { page++; line = line.slice(1) }
    if (line.startsWith('```')) {
      if (code === null) code = []
      else { add('code', code.join('\n')); code = null }
      continue
    }
    if (code !== null) { code.push(line); continue }
    const row = /^\|\s*(.*?)\s*\|\s*$/.exec(line)
    if (row) {
      const header = !inTable
      if (header) table++
      add('table_row', row[1].split(/\s*\|\s*/).join(' | '), { header, table })
      inTable = true
      continue
    }
    inTable = false
    if (!line.trim()) continue
    const heading = /^(#{1,6})\s+(.*)$/.exec(line)
    if (heading) add('heading', heading[2], { level: heading[1].length })
    else if (line.startsWith('- ')) add('list_item', line.slice(2), { level: 1 })
    else if (line.startsWith('!hidden ')) add('paragraph', line.slice(8), { hidden: true })
    else add('paragraph', line)
  }
  for (const [question, answer] of pairs ?? []) {
    const start = add('paragraph', `${question}\n${answer}`)
    const from = start + points(question) + 1
    found.push({ question, answer, start: from, end: from + points(answer) })
  }
  return { text, blocks, pages: page, pairs: found }
}

/** Sentences and rows with their code-point ranges: what an answer may quote. */
export function sentences({ text, blocks }) {
  const all = [...text]
  const found = []
  for (const block of blocks) {
    if (block.hidden || block.kind === 'heading' || block.header) continue
    let start = block.start
    for (let n = block.start; n < block.end; n++) {
      const ends = '。！？'.includes(all[n]) || ('.!?'.includes(all[n]) && (n + 1 >= block.end || all[n + 1] === ' '))
      if (!ends && n + 1 < block.end) continue
      const quote = all.slice(start, n + 1).join('')
      const lead = quote.length - quote.trimStart().length
      if (quote.trim()) found.push({ quote: quote.trim(), start: start + lead, end: start + lead + points(quote.trim()), page: block.page })
      start = n + 1
    }
  }
  return found
}

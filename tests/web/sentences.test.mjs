// Every sentence of the server that can reach the page has its Chinese. The sentences are collected from the sources, as far as a simple reading of them can.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sentences } from '../../web/src/words/sentences.ts'
import { inChinese } from '../../web/src/words/told.ts'

const source = fileURLToPath(new URL('../../src/', import.meta.url))
const rooms = ['base', 'store', 'net', 'proc', 'policy', 'rules', 'ingest', 'index', 'library', 'answer', 'flow', 'learn', 'http']

// Whole files that never speak to the page, and single sentences of others. A line is taken out here when the page begins to show it, never added to hide a gap.
const apart = {
  'base/settings.cpp': 'read when the program starts',
  'store/workspace.cpp': 'said by the command line',
  'store/migrate.cpp': 'said when the program starts',
  'library/backup.cpp': 'the page makes no backups',
  'library/backup_table.cpp': 'the same',
  'library/verify.cpp': 'the page shows how many problems there are, not which',
  'index/check.cpp': 'the same',
  'answer/measure.cpp': 'said by `groundwork eval`',
  'answer/scorer.cpp': 'the same',
  'rules/expression_tree.cpp': 'told by `groundwork check`, before anything runs',
  'rules/rules_json.cpp': 'said to whoever writes programs',
  'flow/app_files.cpp': 'told by the command line',
  'learn/certificate_json.cpp': 'said when a stored certificate is damaged',
  'learn/certify.cpp': 'said by `groundwork certify`',
  'learn/certifying.cpp': 'the same',
  'learn/propose.cpp': 'said by `groundwork new`',
  'learn/monitor.cpp': 'said to whoever writes programs',
  'learn/monitor_json.cpp': 'said when a stored monitor is damaged',
  'learn/numbers_json.cpp': 'the same',
  'learn/paired.cpp': 'said to whoever writes programs',
  'http/mcp.cpp': 'said to programs that call tools',
  'http/mcp_tool.cpp': 'the same',
  'http/mcp_lines.cpp': 'the same',
  'http/mcp_route.cpp': 'the same',
}
const silent = new Set([
  // to programs that speak HTTP wrongly, which no browser does
  'The head of the request is larger than 16 kB.', 'This server speaks HTTP/1.1.', 'This is not HTTP as this server reads it.', 'The request must name one Host.', 'This expectation is not known here.',
  'The only transfer encoding read here is "chunked".', 'An upload is sent as multipart/form-data.', 'The upload is no well-formed multipart/form-data: {}.',
  'too many parameters', 'a quote is not closed', 'a file name in an unknown encoding', 'a part that is no form-data', 'a name that is not UTF-8', 'a part without a head',
  'a line of a part\'s head without a colon', 'a part without a name', 'a file without a name', 'no proper boundary', 'its boundary is not there', 'a boundary is not followed by a line end',
  'it ends in the middle of a part', 'The path holds control characters.', 'The path holds a "." or "..".', 'The address holds a broken % escape.', 'The address must be UTF-8 without NUL.',
  'The address of a request must start with "/".', 'The address has more than 64 parameters.', '"after" must be the "next" of an earlier reply.', '"administrator" must be true or false.',
  '"allow_removals" must be true or false.', '"k" must be a whole number from 1 to 1000.', '"threshold" must be a number from 0 to 1.',
  // when the program starts, or to a terminal
  '"{}" is no address to listen on; give an address and a port, like 127.0.0.1:8080.', 'Another program listens on {} already.', 'This user may not listen on {}.', 'This machine cannot listen on {}.',
  '{} can be reached by other machines, and this workspace has no users, so anyone could read and change everything. Add one first (groundwork user add NAME --administrator, then groundwork key add NAME), or listen on 127.0.0.1.',
  '$GROUNDWORK_FREE_FLOOR_MB must be a number of megabytes.', 'The workspace {} is not there.', 'No program was named.',
  // about an app file, told by `groundwork check`
  'The pattern has more than 1,000 characters.', 'The pattern "{}" cannot be read: {}, behind "{}".', ', and {} more', ' And {} more; `groundwork check {}` lists them.',
  // to programs alone: the page sends none of these
  '"verdict" must be approved, answered or rejected.', '"{}" is not read here.', '"verdict" must be right, wrong or edited, not "{}".', '"state" must be running, waiting, sleeping, done, refused or failed.', '"state" must be open or done.',
  '"version" must be a version\'s number or "draft".', '"to" must be a version\'s number.',
  'although the gate said no: {}{}{}',
  // what the operating system says, in its own words
  '{}: {}.', '{} is there already.',
])

test('every sentence of the server that can reach the page has its Chinese', () => {
  const missing = []
  let seen = 0
  for (const [file, text] of files()) {
    if (apart[file]) continue
    for (const sentence of sentencesOf(text)) {
      seen++
      // A single word is the name of a call, for the log.
      if (silent.has(sentence) || !/[a-z]{2}/.test(sentence) || !sentence.includes(' ')) continue
      const said = sentence.replaceAll('{}', '7')
      if (!/\p{Script=Han}/u.test(inChinese(said))) missing.push(`${file}: ${sentence}`)
    }
  }
  assert.ok(seen > 200, `only ${seen} sentences were found: how the sources say them has changed`)
  assert.deepEqual([...new Set(missing)], [], 'add them to web/src/words/sentences.ts')
})

test('nothing has its Chinese that the sources no longer say', () => {
  const all = [...files()].map(([, text]) => text.replace(/"\s*\n?\s*"/g, '').replaceAll('\\"', '"').replaceAll('\\n', '\n')).join('\n')
  const gone = sentences.filter(([english]) => !english.split('{}').every((piece) => all.includes(piece)))
  assert.deepEqual(gone.map(([english]) => english), [])
})

test('the formats that are not read, and what to do about them, have their Chinese', () => {
  const text = readFileSync(`${source}ingest/refused.cpp`, 'utf8')
  const advice = Object.fromEntries([...text.matchAll(/constexpr const char\* (\w+) = "([^"]+)"/g)].map(([, name, sentence]) => [name, sentence]))
  const rows = [...text.matchAll(/"([^"\\]+)", (?:"([^"]+)"|(\w+))\}/g)]
  assert.ok(rows.length > 30)
  for (const [, format, sentence, name] of rows) {
    const said = inChinese(`not read: ${format}; ${sentence ?? advice[name]}.`)
    // Names stay (RTF, gzip, Office); words do not.
    assert.doesNotMatch(said, /\b(not read|save|unpack|it|old|locked|program|video|audio|font)\b/, said)
    assert.match(said, /^不能读取：.+；\p{Script=Han}/u)
  }
})

test('what is filled in comes through, and what is not known stays', () => {
  const cases = [
    ['/srv/a b is not there.', '/srv/a b 不存在。'],
    ['There is a user "boss" already.', '已有用户“boss”。'],
    ['not read: video; it holds no text.', '不能读取：视频；其中没有文字。'],
    ['not read: old Office; save it in a current format.', '不能读取：旧版 Office；请另存为新的格式。'],
    ['The archive is damaged or cut off. Its earlier version stays.', '压缩包已损坏或不完整。较早的版本保留。'],
    ['3 of its 4 documents vanished; nothing was removed. If that is intended, add it again with --allow-removals.', '4 份文档中有 3 份消失，没有移除任何文档。若确实如此，请勾选允许移除后再导入一次。'],
    ['2 of its lines could not be read; line 7: The line is no JSON object.', '有 2 行无法读取；第 7 行：此行不是 JSON 对象。'],
    ['"a b" is no name for a user: use 1 to 64 letters, digits, - _ . @ with a letter or digit first.', '“a b”不能用作用户名称：请用 1 到 64 个文字、数字或 - _ . @，并以文字或数字开头。'],
    ['Hidden text is marked. Page 3 could not be read.', '隐藏的文字已标出。第 3 页无法读取。'],
    ['Erased 2026-11-25T10:00:00Z by ada: 1 documents, 2 passages, 30 characters.\nSHA-256 of each source:\nab  c/d.md  9 bytes\nSHA-256 of this list: ef\nThe store and its index were rewritten and the copies put aside removed. Backups made earlier still hold what was erased.',
      '彻底删除于 2026-11-25T10:00:00Z，操作人 ada：1 份文档、2 个段落、30 个字符。\n各来源的 SHA-256：\nab  c/d.md  9 bytes\n此清单的 SHA-256：ef\n数据与索引已重写，另存的副本已删除。较早的备份中仍有被删除的内容。'],
    ['A sentence of a newer server.', 'A sentence of a newer server.'],
    ['', ''],
  ]
  for (const [said, expected] of cases) assert.equal(inChinese(said), expected)
})

function* files() {
  for (const name of readdirSync(source, { recursive: true }).sort())
    if (/\.(cpp|h)$/.test(name) && !/_test\.|fuzz/.test(name) && rooms.includes(name.split('/')[0])) yield [name, readFileSync(source + name, 'utf8')]
}

/** What stands in the calls by which the sources say that something is wrong, the filled-in parts as {}. */
function* sentencesOf(text) {
  const code = text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/.*$/gm, (found) => (found.startsWith('//') ? '' : found))
  for (const { index, 0: opening } of code.matchAll(/\b(?:Error(?: \w+)?|fail|broken|note|count_unread)\(|\b(?:note|reason) = |\breturn \{Code::\w+, |\bunread\.push_back\(\{/g)) {
    const parts = argumentsFrom(code, index + opening.length)
    // Of an Error the first is its code and the third is for the log.
    const said = /^Error/.test(opening) ? parts.slice(1, 2) : parts
    for (const part of said) yield* literalsOf(part)
  }
}

function argumentsFrom(code, from) {
  const parts = ['']
  let depth = 0
  for (const [token] of code.slice(from, from + 3000).matchAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\]|\\.)'|[\s\S]/g)) {
    if ('({['.includes(token)) depth++
    if (')}]'.includes(token) && depth-- === 0) break
    if (token === ';' && depth === 0) break
    if (token === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += token
  }
  return parts
}

function* literalsOf(part) {
  const literals = /"(?:[^"\\\n]|\\.)*"/g
  const joined = part.replace(/"\s+"/g, '')
  const read = (literal) => JSON.parse(literal).replace(/\{:?[^{}]*\}/g, '{}')
  const formats = [...joined.matchAll(/format\(\s*("(?:[^"\\\n]|\\.)*")/g)].map(([, literal]) => literal)
  if (formats.length) { yield* formats.map(read); return }
  // `wrong ? "Page " + std::to_string(n) + " could not be read." : other` are two sentences, the first with something filled in.
  for (const [one] of joined.matchAll(/(?:"(?:[^"\\\n]|\\.)*"|(?<!:):(?=:)|(?<=:):|[^"?:])+/g)) {
    let sentence = ''
    let end = 0
    for (const { 0: literal, index } of one.matchAll(literals)) {
      if (one.slice(end, index).includes('+') && /[^\s+]/.test(one.slice(end, index))) sentence += '{}'
      sentence += read(literal)
      end = index + literal.length
    }
    if (sentence && /\+\s*[^\s+]/.test(one.slice(end))) sentence += '{}'
    if (sentence) yield sentence
  }
}

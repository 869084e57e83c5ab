// A stand-in for the server, for work on the page and for its tests: the same paths, invented data, nothing kept.
//   node mock/server.mjs [--port 8090] [--users] [--empty]     prints "listening PORT"
// --users begins with an administrator whose key is gw_demo; --empty begins without documents.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { answer, passages } from './answer.mjs'
import * as data from './data.mjs'
import { parse } from './parse.mjs'
import { makeWork } from './work.mjs'

const option = (name) => process.argv.includes(`--${name}`)
const port = Number(process.argv[process.argv.indexOf('--port') + 1]) || 0
const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const began = Date.now()
const ago = (minutes) => new Date(began - minutes * 60_000).toISOString().replace(/\.\d+/, '')
const now = () => ago((began - Date.now()) / 60_000)

// ---- what the workspace holds
const documents = new Map()
const unread = []
const refused = []
const audit = []
const users = new Map()
const imports = new Map()
const place = (collection, id) => `${collection}\n${id}`

function keep({ collection, document, format, groups, label, text = '', pairs, state = 'ready', note = '', at = now() }) {
  const parsed = parse(text, pairs)
  const heading = parsed.blocks.find((block) => block.kind === 'heading')
  const characters = [...parsed.text]
  documents.set(place(collection, document), {
    collection, document, format, groups, label, state, note, ...parsed,
    title: heading ? characters.slice(heading.start, heading.end).join('') : document.split('/').at(-1),
    bytes: Buffer.byteLength(parsed.text), characters: characters.length, chunks: Math.ceil(characters.length / 600), time: '', url: '', added_at: at,
    curated: parsed.pairs.length > 0,
  })
}
function note(who, act, subject, detail = '', at = now()) { audit.unshift({ seq: audit.length + 1, at, who, act, subject, detail }) }

if (!option('empty')) {
  data.documents.forEach((one, n) => keep({ ...one, at: ago(90 + n * 700) }))
  data.unread.forEach((one) => unread.push({ ...one, at: ago(95) }))
  data.refused.forEach((one, n) => refused.push({ ...one, at: ago(20 + n * 300) }))
  data.changes.toReversed().forEach((one, n) => note(one.who, one.act, one.subject, one.detail, ago(300 - n * 90)))
}
if (option('users')) {
  users.set('ada', { name: 'ada', title: 'Ada Vermeer', label: 'restricted', administrator: true, groups: ['legal'], created_at: ago(40_000), keys: [{ id: 'k1', title: 'laptop', key: 'gw_demo', created_at: ago(40_000), expires_at: '', used_at: ago(3) }] })
  users.set('lin.wei', { name: 'lin.wei', title: '林伟', label: 'internal', administrator: false, groups: ['service', 'plant'], created_at: ago(20_000), keys: [{ id: 'k2', title: '手机', key: 'gw_lin', created_at: ago(20_000), expires_at: ago(-200_000), used_at: '' }] })
}

// ---- who asks, and what they see
class Told extends Error { constructor(status, code, message) { super(message); Object.assign(this, { status, code }) } }
function caller(request) {
  if (users.size === 0) return { name: '', administrator: true, label: 'restricted', groups: [] }
  const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  for (const user of users.values()) if (key && user.keys.some((one) => one.key === key)) return user
  throw new Told(401, 'forbidden', 'A key is needed: send it as Authorization: Bearer KEY.')
}
const order = ['public', 'internal', 'confidential', 'restricted']
const sees = (who, one) => who.administrator || (order.indexOf(one.label) <= order.indexOf(who.label) && (one.groups.length === 0 || one.groups.some((group) => who.groups.includes(group))))
const visible = (who) => [...documents.values()].filter((one) => sees(who, one)).sort((a, b) => (place(a.collection, a.document) < place(b.collection, b.document) ? -1 : 1))
const row = ({ text, blocks, pairs, ...rest }) => rest
const withoutKey = (user) => ({ ...user, keys: user.keys.map(({ key, ...rest }) => rest) })
function administrator(who) { if (!who.administrator) throw new Told(403, 'forbidden', 'This is for administrators.') }
function found(who, query) {
  const fitting = visible(who).filter((one) => one.document === query.get('id') && (!query.get('collection') || one.collection === query.get('collection')))
  if (fitting.length !== 1) throw new Told(404, 'not_found', `There is no document "${query.get('id')}".`)
  return fitting[0]
}

function issue(user, title = '', days = 0) {
  const made = { id: `k${Math.random().toString(36).slice(2, 8)}`, title, key: `gw_${crypto.randomUUID().replaceAll('-', '')}`, created_at: now(), expires_at: days ? ago(-days * 1440) : '', used_at: '' }
  user.keys.push(made)
  return { id: made.id, key: made.key }
}

// ---- what it does, by method and path
const report = () => ({ added: 0, updated: 0, unchanged: 0, removed: 0, moved: 0, empty: 0, failed: [], failed_count: 0, read: 0, seen: 0, unread_formats: {}, seconds: 0.2 })
const routes = {
  'GET status': ({ who }) => {
    const mine = visible(who)
    const collections = [...new Set(mine.map((one) => one.collection))].map((name) => ({ name, documents: mine.filter((one) => one.collection === name).length }))
    return {
      version: '0.1.0', name: { zh: '维岚泵业', en: 'Veylan Pumps' }, documents: mine.length, chunks: mine.reduce((sum, one) => sum + one.chunks, 0), unread: unread.length, waiting: 0,
      reading: mine.filter((one) => one.state === 'reading').length, collections, users: users.size, me: { name: who.name, administrator: who.administrator, label: who.label, groups: who.groups },
      login_needed: users.size > 0, changes: who.administrator ? audit.slice(0, 20) : [], refused: who.administrator ? refused.slice(0, 20) : [],
    }
  },
  'GET documents': ({ who, query }) => {
    const q = (query.get('q') ?? '').toLowerCase()
    const all = visible(who).filter((one) => (!query.get('collection') || one.collection === query.get('collection')) && (!query.get('state') || one.state === query.get('state')) && (!q || `${one.title} ${one.document}`.toLowerCase().includes(q)))
    const from = Number(query.get('after')) || 0
    const limit = Number(query.get('limit')) || 100
    return { documents: all.slice(from, from + limit).map(row), next: from + limit < all.length ? String(from + limit) : '' }
  },
  'GET document': ({ who, query }) => ({ ...found(who, query), truncated: false }),
  'GET document/text': ({ who, query }) => {
    const start = Number(query.get('start'))
    const text = [...found(who, query).text].slice(start, Number(query.get('end')))
    return { text: text.join(''), start, end: start + text.length }
  },
  'PATCH document': ({ who, query, body }) => {
    administrator(who)
    const one = Object.assign(found(who, query), { groups: body.groups, label: body.label })
    note(who.name, 'classify', one.document, `${one.label} for ${one.groups.join(',') || 'everyone'}`)
    return row(one)
  },
  'DELETE document': ({ who, query }) => {
    administrator(who)
    const one = found(who, query)
    documents.delete(place(one.collection, one.document))
    const erase = query.get('erase') === 'true'
    note(who.name, erase ? 'erase' : 'remove', one.document)
    return { removed: 1, receipt: erase ? `erased ${one.document}\n1 document, ${one.chunks} passages, at ${now()}` : '' }
  },
  'GET unread': () => ({ unread }),
  'POST documents': ({ who, query, files }) => {
    administrator(who)
    const made = report()
    for (const { name, bytes } of files) {
      made.seen++
      const format = extname(name).slice(1).toLowerCase() || 'txt'
      if (!['txt', 'md', 'csv', 'html'].includes(format)) {
        const reason = format === 'rtf' ? 'not read: RTF; save it as docx or PDF.' : `not read: ${format}; its content is no format that is known here.`
        made.failed.push({ path: name, reason })
        made.failed_count++
        made.unread_formats[format] = (made.unread_formats[format] ?? 0) + 1
        unread.unshift({ collection: query.get('collection'), document: name, path: name, format, reason, bytes: bytes.length, at: now() })
        continue
      }
      const collection = query.get('collection') || 'default'
      made[documents.has(place(collection, name)) ? 'updated' : 'added']++
      made.read++
      const text = bytes.toString('utf8')
      const pairs = /^question,answer\r?\n/.test(text) ? [...text.matchAll(/"((?:[^"]|"")*)","((?:[^"]|"")*)"/g)].map(([, q, a]) => [q.replaceAll('""', '"'), a.replaceAll('""', '"')]) : undefined
      keep({ collection, document: name, format, groups: (query.get('groups') ?? '').split(',').filter(Boolean), label: query.get('label') || 'internal', text: pairs ? '' : text, pairs })
      note(who.name, 'add', name, `collection ${collection}: 1 added, 0 updated, 0 moved, 0 removed, 0 failed`)
    }
    return made
  },
  'POST imports': ({ who, body }) => {
    administrator(who)
    const id = String(imports.size + 1)
    const job = { id, state: 'running', stage: 'reading', done: 0, all: 0, watchers: new Set() }
    imports.set(id, job)
    const tell = (event, value) => job.watchers.forEach((response) => response.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`))
    let ticks = 0
    const timer = setInterval(() => {
      ticks++
      Object.assign(job, ticks < 10 ? { stage: 'reading', done: ticks * 4, all: 40 } : { stage: 'indexing', done: ticks - 10, all: 2 })
      if (ticks < 12) { tell('progress', { stage: job.stage, done: job.done, all: job.all }); return }
      clearInterval(timer)
      if (body.paths[0].includes('missing')) {
        Object.assign(job, { state: 'failed', error: { code: 'not_found', message: `${body.paths[0]} is not there.` } })
        tell('error', { error: job.error })
      } else {
        keep({ collection: body.collection, document: 'notice.md', format: 'md', groups: body.groups, label: body.label, text: '# Notice\n\nThe gate on the river side opens at six.' })
        Object.assign(job, { state: 'done', report: { ...report(), added: 1, unchanged: 38, read: 39, seen: 40, failed: [{ path: 'old.rtf', reason: 'not read: RTF; save it as docx or PDF.' }], failed_count: 1, unread_formats: { RTF: 1 } } })
        note(who.name, 'add', body.paths[0], `collection ${body.collection}: 1 added, 0 updated, 0 moved, 0 removed, 1 failed`)
        tell('done', job.report)
      }
      job.watchers.forEach((response) => response.end())
    }, 60)
    return { status: 202, value: { id } }
  },
  'POST ask': ({ who, body }) => {
    const question = (body.question ?? '').trim()
    if (!question || [...question].length > 2000) throw new Told(400, 'invalid', 'A question has 1 to 2,000 characters.')
    const found = answer(question, visible(who).filter((one) => !body.collection || one.collection === body.collection), body.threshold ?? 0.5)
    if (found.status === 'refused') refused.unshift({ at: now(), question, confidence: found.confidence, reason: found.reason })
    return found
  },
  'POST search': ({ who, body }) => ({ hits: passages(body.query ?? '', visible(who).filter((one) => !body.collection || one.collection === body.collection), body.k ?? 10), ms: 1.1 }),
  'GET users': ({ who }) => { administrator(who); return { users: [...users.values()].map(withoutKey) } },
  'POST users': ({ who, body }) => {
    administrator(who)
    if (users.has(body.name)) throw new Told(409, 'conflict', `There is a user "${body.name}" already.`)
    const first = users.size === 0
    const user = { title: '', label: 'internal', administrator: false, groups: [], ...body, created_at: now(), keys: [] }
    if (first && !user.administrator) throw new Told(409, 'conflict', 'The first user must be an administrator.')
    users.set(user.name, user)
    note(who.name, 'user.add', user.name)
    return { status: 201, value: { ...withoutKey(user), ...(first ? { key: issue(user, 'first key') } : {}) } }
  },
  'PATCH users': ({ who, query, body }) => { administrator(who); note(who.name, 'user.set', query.get('name')); return withoutKey(Object.assign(users.get(query.get('name')), body)) },
  'DELETE users': ({ who, query }) => { administrator(who); users.delete(query.get('name')); note(who.name, 'user.rm', query.get('name')); return {} },
  'POST keys': ({ who, body }) => {
    administrator(who)
    note(who.name, 'key.add', body.user)
    return { status: 201, value: issue(users.get(body.user), body.title, body.days) }
  },
  'DELETE keys': ({ who, query }) => { administrator(who); for (const user of users.values()) user.keys = user.keys.filter((one) => one.id !== query.get('id')); return {} },
  'GET groups': ({ who }) => {
    const names = new Set([...documents.values(), ...users.values()].flatMap((one) => one.groups))
    return { groups: [...names].sort().map((name) => ({ name, users: [...users.values()].filter((one) => one.groups.includes(name)).length, documents: visible(who).filter((one) => one.groups.includes(name)).length })) }
  },
  'GET audit': ({ who, query }) => { administrator(who); return { audit: audit.filter((one) => !query.get('before') || one.seq < Number(query.get('before'))).slice(0, Number(query.get('limit')) || 100) } },
}

const work = makeWork({
  visible, now, ago, Told, note, empty: option('empty'),
  documents: (collection, document, question, given) => keep({ collection, document, format: 'csv', groups: [], label: 'internal', pairs: [[question, String(given)]] }),
})

// ---- the wire
function parts(bytes, type) {
  const boundary = `--${/boundary=(?:"([^"]+)"|([^;]+))/.exec(type)?.slice(1).find(Boolean)}`
  const found = []
  for (let at = bytes.indexOf(boundary); at >= 0; ) {
    const next = bytes.indexOf(boundary, at + boundary.length)
    if (next < 0) break
    const part = bytes.subarray(at + boundary.length + 2, next - 2)
    const split = part.indexOf('\r\n\r\n')
    const name = /filename="((?:[^"\\]|\\.)*)"/.exec(part.subarray(0, split).toString('utf8'))?.[1]
    if (name) found.push({ name, bytes: part.subarray(split + 4) })
    at = next
  }
  return found
}
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' }
const safe = { 'Content-Security-Policy': "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:", 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' }
const json = (response, status, value) => response.writeHead(status, { 'Content-Type': 'application/json', ...safe }).end(JSON.stringify(value))

const server = createServer(async (request, response) => {
  try {
    const url = new URL(request.url, 'http://here')
    if (!url.pathname.startsWith('/api/v1/')) {
      const file = normalize(url.pathname === '/' ? '/index.html' : url.pathname)
      const bytes = await readFile(join(dist, file)).catch(() => undefined)
      if (!bytes) return response.writeHead(404, safe).end()
      return response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream', ...safe }).end(bytes)
    }
    const path = decodeURIComponent(url.pathname.slice('/api/v1/'.length))
    const who = caller(request)
    const job = /^imports\/(\w+)(\/events)?$/.exec(path)
    if (job && request.method === 'GET') {
      const one = imports.get(job[1])
      if (!one) throw new Told(404, 'not_found', 'There is no such import.')
      const { watchers, ...told } = one
      if (!job[2]) return json(response, 200, told)
      response.writeHead(200, { 'Content-Type': 'text/event-stream', ...safe })
      if (one.state !== 'running') return response.end(`event: ${one.state === 'done' ? 'done' : 'error'}\ndata: ${JSON.stringify(one.report ?? { error: one.error })}\n\n`)
      one.watchers.add(response)
      return undefined
    }
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    const type = request.headers['content-type'] ?? ''
    const multipart = type.startsWith('multipart/form-data')
    const asked = { who, query: url.searchParams, body: bytes.length && !multipart ? JSON.parse(bytes) : {}, files: multipart ? parts(bytes, type) : [] }
    const worked = work(request.method, url.pathname.slice('/api/v1/'.length), asked)
    if (worked?.file) return response.writeHead(200, { 'Content-Type': worked.media, 'Content-Disposition': 'attachment', ...safe }).end(worked.file)
    const route = worked ? () => worked : routes[`${request.method} ${path}`]
    if (!route) throw new Told(404, 'not_found', 'There is nothing at this address.')
    const made = await route(asked)
    return typeof made.status === 'number' ? json(response, made.status, made.value) : json(response, 200, made)
  } catch (thrown) {
    if (thrown instanceof Told) return json(response, thrown.status, { error: { code: thrown.code, message: thrown.message, detail: '' } })
    return json(response, 500, { error: { code: 'internal', message: 'The stand-in failed.', detail: String(thrown) } })
  }
})
server.listen(port, '127.0.0.1', () => console.log(`listening ${server.address().port}`))

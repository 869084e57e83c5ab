// The HTTP surface as the page sees it: the nouns of /api/v1 and the one door through which every request goes.

export type Label = 'public' | 'internal' | 'confidential' | 'restricted'
export const labels: Label[] = ['public', 'internal', 'confidential', 'restricted']

export interface Me { name: string; administrator: boolean; label: Label; groups: string[] }
export interface Change { at: string; who: string; act: string; subject: string; detail: string }
export interface Refused { at: string; question: string; confidence: number; reason: string }
export interface Status {
  version: string
  name: { zh: string; en: string }
  documents: number
  chunks: number
  unread: number
  waiting: number
  reading: number
  collections: { name: string; documents: number }[]
  users: number
  me: Me
  login_needed: boolean
  changes: Change[]
  refused: Refused[]
}

export interface DocumentRow {
  collection: string
  document: string
  title: string
  format: string
  bytes: number
  characters: number
  chunks: number
  pages: number
  groups: string[]
  label: Label
  state: string
  note: string
  time: string
  url: string
  added_at: string
  curated: boolean
}
export type BlockKind = 'heading' | 'paragraph' | 'list_item' | 'table_row' | 'code'
/** `start` and `end` count code points of the document's text, here and everywhere. */
export interface Block { kind: BlockKind; level: number; header: boolean; hidden: boolean; table: number; page: number; start: number; end: number }
export interface Pair { question: string; answer: string; start: number; end: number }
export interface DocumentWhole extends DocumentRow { text: string; blocks: Block[]; pairs: Pair[]; truncated: boolean }
export interface Slice { text: string; start: number; end: number }
export interface Unread { collection: string; document: string; path: string; format: string; reason: string; bytes: number; at: string }

export interface AddReport {
  added: number
  updated: number
  unchanged: number
  removed: number
  moved: number
  empty: number
  failed: { path: string; reason: string }[]
  failed_count: number
  read: number
  seen: number
  unread_formats: Record<string, number>
  seconds: number
}
export interface ImportState { id: string; state: 'running' | 'done' | 'failed'; stage: string; done: number; all: number; report?: AddReport; error?: { message: string } | string }
export interface Step { stage: string; done: number; all: number }

export interface Citation { collection: string; document: string; title: string; quote: string; start: number; end: number; page: number }
export interface Near { collection: string; document: string; title: string; score: number }
/** A passage that fits a query. */
export interface Hit { rank: number; collection: string; document: string; title: string; score: number; text: string; start: number; end: number; page: number }
export interface Hits { hits: Hit[]; ms: number }
export interface Answer {
  status: 'answered' | 'refused'
  answer?: string
  confidence: number
  threshold: number
  certified: boolean
  reason: string
  curated: boolean
  citations: Citation[]
  nearest: Near[]
  ms: number
}

export interface Key { id: string; title: string; created_at: string; expires_at: string; used_at: string }
export interface User { name: string; title: string; label: Label; administrator: boolean; groups: string[]; created_at: string; keys: Key[] }
export interface Group { name: string; users: number; documents: number }
export interface AuditRow extends Change { seq: number }

export class Failure extends Error {
  constructor(readonly code: string, message: string, readonly status: number) { super(message) }
}

const keyName = 'groundwork.key'
export const key = {
  read: () => sessionStorage.getItem(keyName) ?? '',
  keep: (value: string) => sessionStorage.setItem(keyName, value),
  forget: () => sessionStorage.removeItem(keyName),
}

/** Called when the server wants a key that was not given, or no longer takes the one given. */
export let whenLoginNeeded = () => {}
export function onLoginNeeded(call: () => void) { whenLoginNeeded = call }

/** True while the first user is being made: the door closes behind requests under way, and that must not throw the person out. */
export const door = { closing: false }

export type Query = Record<string, string | number | boolean | undefined>
export function address(path: string, query: Query = {}) {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value))
  const tail = search.toString()
  return `/api/v1/${path}${tail ? `?${tail}` : ''}`
}
export function authorization(): Record<string, string> {
  return key.read() ? { Authorization: `Bearer ${key.read()}` } : {}
}

/** Turns what came back into a value or a Failure; a body that is no JSON (a proxy's page) is a failure with the status alone.
 *  `sent` is the key that went with the request: a late 401 for a former key says nothing about the present one. */
export function reply<T>(status: number, body: string, sent: string): T {
  let value: unknown
  try { value = body ? JSON.parse(body) : {} } catch { value = undefined }
  if (status >= 200 && status < 300 && value !== undefined) return value as T
  const error = (value as { error?: { code?: string; message?: string } } | undefined)?.error
  if (status === 401 && sent === key.read() && !door.closing) whenLoginNeeded()
  throw new Failure(status === 401 ? 'login' : error?.code ?? 'status', error?.message ?? '', status)
}

export async function call<T>(method: string, path: string, query: Query = {}, body?: unknown, signal?: AbortSignal): Promise<T> {
  const sent = key.read()
  let response: Response
  let text: string
  try {
    response = await fetch(address(path, query), {
      method,
      signal,
      headers: { ...authorization(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    text = await response.text()
  } catch (thrown) {
    if ((thrown as Error).name === 'AbortError') throw thrown
    throw new Failure('unreachable', '', 0)
  }
  return reply<T>(response.status, text, sent)
}

/** The server reads so many rows at a time and no more, so a page is asked for until it is full or the list ends. */
async function documents(query: Query & { limit: number }, signal?: AbortSignal) {
  const rows: DocumentRow[] = []
  let next = String(query.after ?? '')
  do {
    const part = await call<{ documents: DocumentRow[]; next: string }>('GET', 'documents', { ...query, after: next, limit: query.limit - rows.length }, undefined, signal)
    rows.push(...part.documents)
    next = part.next
  } while (next && rows.length < query.limit)
  return { documents: rows, next }
}

export const api = {
  status: (signal?: AbortSignal) => call<Status>('GET', 'status', {}, undefined, signal),
  documents,
  document: (collection: string, id: string, signal?: AbortSignal) => call<DocumentWhole>('GET', 'document', { collection, id }, undefined, signal),
  slice: (collection: string, id: string, start: number, end: number, signal?: AbortSignal) => call<Slice>('GET', 'document/text', { collection, id, start, end }, undefined, signal),
  classify: (collection: string, id: string, groups: string[], label: Label) => call<DocumentRow>('PATCH', 'document', { collection, id }, { groups, label }),
  remove: (collection: string, id: string, erase: boolean) => call<{ removed: number; receipt?: string }>('DELETE', 'document', { collection, id, erase }),
  unread: (signal?: AbortSignal) => call<{ unread: Unread[] }>('GET', 'unread', {}, undefined, signal),
  ask: (question: string, collection: string, threshold?: number, signal?: AbortSignal) =>
    call<Answer>('POST', 'ask', {}, { question, ...(collection ? { collection } : {}), ...(threshold === undefined ? {} : { threshold }) }, signal),
  search: (query: string, collection: string, signal?: AbortSignal) => call<Hits>('POST', 'search', {}, { query, ...(collection ? { collection } : {}) }, signal),
  beginImport: (body: { paths: string[]; collection: string; groups: string[]; label: Label; allow_removals: boolean }) => call<{ id: string }>('POST', 'imports', {}, body),
  importState: (id: string) => call<ImportState>('GET', `imports/${encodeURIComponent(id)}`),
  users: (signal?: AbortSignal) => call<{ users: User[] }>('GET', 'users', {}, undefined, signal),
  /** The first user closes the open door behind the caller, so the reply brings that user's key. */
  addUser: (user: Partial<User>) => call<User & { key?: { id: string; key: string } }>('POST', 'users', {}, user),
  changeUser: (name: string, user: Partial<User>) => call<unknown>('PATCH', 'users', { name }, user),
  removeUser: (name: string) => call<unknown>('DELETE', 'users', { name }),
  addKey: (user: string, title: string, days?: number) => call<{ id: string; key: string }>('POST', 'keys', {}, { user, title, ...(days ? { days } : {}) }),
  removeKey: (id: string) => call<unknown>('DELETE', 'keys', { id }),
  groups: (signal?: AbortSignal) => call<{ groups: Group[] }>('GET', 'groups', {}, undefined, signal),
  audit: (before: number | undefined, limit: number, signal?: AbortSignal) => call<{ audit: AuditRow[] }>('GET', 'audit', { before, limit }, undefined, signal),
}

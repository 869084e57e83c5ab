// Applications, runs, tasks and what is learned from them, as the page sees them: the nouns and the requests.
import { call, type Citation, type Label } from '../api'

/** A text, or one in each language. */
export type Said = string | { en?: string; zh?: string }

/** What is read of a JSON Schema; the server refuses files with any other keyword. */
export interface Schema {
  type?: string | string[]
  title?: Said
  description?: Said
  enum?: unknown[]
  const?: unknown
  default?: unknown
  examples?: unknown[]
  format?: string
  minLength?: number
  maxLength?: number
  pattern?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  multipleOf?: number
  items?: Schema
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
}
export type Values = Record<string, unknown>

export interface AppRow {
  app: string
  title: Said
  purpose: Said
  live: number | null
  draft: boolean
  problems: number
  inputs: Schema
  outputs: Schema
  may_run: boolean
  expert: boolean
  open_tasks: number
  last: { right: number; cases: number; at: string } | null
}
export interface AppWhole extends AppRow { steps: { id: string; kind: string }[]; cases?: number | null; cases_problem?: string; versions?: number; models?: Freshness[] }
/** What a model was trained on, and what has come since; `sentence` says so when there is something. */
export interface Freshness { name: string; kind: string; trained_on: number; now: number; corrections: number; newer: boolean; sentence: Said | null }

export type RunStatus = 'running' | 'waiting' | 'sleeping' | 'done' | 'refused' | 'failed'
export interface Evidence extends Partial<Citation> { of: 'passage' | 'curated' | 'record' | 'rule' | 'person'; note?: string; score?: number; said?: Said }
export interface RunStep { step: string | number; item?: number; status: string; reason?: string; result: Values; evidence: Evidence[]; tries: number; ms: number; needed_model: boolean }
export interface RunFile { name: string; media: string; bytes: number }
export interface Run {
  id: string
  app: string
  version: number
  status: RunStatus
  output?: Values
  reason?: string
  inputs: Values
  steps?: RunStep[]
  files?: RunFile[]
  by: string
  cause: string
  started: string | null
  ended: string | null
  ms?: number
  needed_model: boolean
}

export interface Task {
  task: number
  kind: string
  app: string
  run: string
  state: 'open' | 'done'
  group?: string
  person?: string
  asked: { ask?: Said; show?: unknown; propose?: unknown; answer?: Schema; times?: number }
  said?: { verdict?: string; answer?: unknown; note?: string; by?: string; at?: string }
  made: string | null
  due: string | null
  done: string | null
}
export interface TaskAnswer { verdict: 'approved' | 'answered' | 'rejected'; answer?: unknown; note?: string; groups?: string[]; label?: Label }
/** A run that went on, or what became of an expert's answer. */
export interface Answered { status?: RunStatus; id?: string; task?: unknown; case?: string; document?: string | null; reasked?: { question: string; answered: boolean }[]; answered?: number; asked?: number }

export interface Case {
  id: string
  inputs: Values
  expected?: Values
  refuse?: boolean
  never_break?: boolean
  sealed?: boolean
  stratum?: string
  time?: string
  source?: string
  run?: string
  note?: string
  who?: string
}
export interface Evaluated { id: string; right: boolean; answered: boolean; status?: string; score: number; expected: Values | null; refuse?: boolean; never_break?: boolean; output: Values; inputs: Values; reason?: string }
export interface Evaluation {
  number: number
  version: number
  at: string
  who?: string
  cause: string
  cases: number
  right: number
  wrong: number
  refused: number
  failed?: number
  score: number
  low: number
  high: number
  wrong_of_answered?: number
  wrong_low?: number
  wrong_high?: number
  frequent: number | null
  nearest: number | null
  labels?: number
  stability?: { steady: number; least: number; most: number }
  rows?: Evaluated[]
}
export interface Version { version: number; at: string; who: string; live: boolean; models?: number; right?: number; cases?: number }
export interface Release { version: number; at: string; who: string; act: string; note: string }
export interface Certificate { sentence?: Said; void?: Said | null; at?: string; version?: number }
export interface Versions { versions: Version[]; releases: Release[]; certificate: Certificate | null }
export interface Released { released: boolean; version: number; reasons: Said[]; trained?: Freshness[]; comparison?: { sentence?: Said } | null }
/** What a trained model gets right of records it had not seen, beside what guessing gets; the figures stand in the row or in its report. */
export interface Model { name: string; kind: string; records: number; report?: unknown }
export interface Trained { models: Model[] }

export interface Month {
  month: string
  runs: number
  done: number
  refused: number
  failed: number
  minutes_saved: number | null
  saved: number | null
  avoided: number | null
  earned: number
  cost: number
  needed_model: number
}
export interface Value { currency: string; months: Month[]; method: Said; users: number }

export interface Gap { number: number; app: string; question: string; times: number; last_at: string; state: string; task: number; document?: string }
export interface Named { collection: string; document: string; title: string }
export interface Quality {
  documents?: number
  duplicates: { first: Named; second: Named; exact: boolean; alike: number }[]
  contradictions: { first: Citation; second: Citation; differs: string; alike: number }[]
  stale: (Named & { why: string; when?: string; sentence: string; at?: Citation | null; newer?: Named | null })[]
  unread: unknown[]
  gaps: { app: string; collection: string; question: string; times: number; last_at: string }[]
}

/** The server tells a schema once in each language, here it is one with its titles in both; one that is told once stays as it is. */
export function bothTongues(told: Schema | { en: Schema; zh: Schema } | null): Schema {
  if (!told) return { type: 'object', properties: {} }
  return 'en' in told && 'zh' in told && typeof told.en === 'object' ? joined(told.en, told.zh) : (told as Schema)
}
function joined(en: Schema, zh: Schema): Schema {
  const both = (a?: Said, b?: Said) => (a === undefined && b === undefined ? undefined : { en: String(a ?? b), zh: String(b ?? a) })
  return {
    ...en, title: both(en.title, zh.title), description: both(en.description, zh.description),
    ...(en.properties && { properties: Object.fromEntries(Object.entries(en.properties).map(([name, one]) => [name, joined(one, zh.properties?.[name] ?? one)])) }),
    ...(en.items && { items: joined(en.items, zh.items ?? en.items) }),
  }
}
const withSchemas = <T extends AppRow>(row: T): T => ({ ...row, inputs: bothTongues(row.inputs), outputs: bothTongues(row.outputs) })

const at = (app: string, ...rest: string[]) => ['apps', app, ...rest].map(encodeURIComponent).join('/')
const run = (id: string, ...rest: string[]) => ['runs', id, ...rest].map(encodeURIComponent).join('/')

export const work = {
  apps: (signal?: AbortSignal) => call<{ apps: AppRow[] }>('GET', 'apps', {}, undefined, signal).then(({ apps }) => ({ apps: apps.map(withSchemas) })),
  app: (app: string, signal?: AbortSignal) => call<AppWhole>('GET', at(app), {}, undefined, signal).then(withSchemas),
  start: (app: string, inputs: Values, draft: boolean, signal?: AbortSignal) => call<Run>('POST', at(app, 'runs'), {}, { inputs, draft, wait: true }, signal),
  runs: (query: { app?: string; state?: string; before?: number; limit?: number }, signal?: AbortSignal) => call<{ runs: Run[]; next: number | null }>('GET', 'runs', query, undefined, signal),
  run: (id: string, signal?: AbortSignal) => call<Run>('GET', run(id), {}, undefined, signal),
  feedback: (id: string, body: { verdict: 'right' | 'wrong' | 'edited'; expected?: Values; why?: string }) => call<{ feedback: number; case: string | null; task?: number | null }>('POST', run(id, 'feedback'), {}, body),
  outcome: (id: string, body: { kind: string; amount: number; note: string }) => call<{ outcome: number }>('POST', run(id, 'outcome'), {}, body),
  tasks: (query: { state: 'open' | 'done'; after?: number; limit?: number }, signal?: AbortSignal) => call<{ tasks: Task[]; next: number | null }>('GET', 'tasks', query, undefined, signal),
  task: (number: number, signal?: AbortSignal) => call<Task>('GET', `tasks/${number}`, {}, undefined, signal),
  answer: (number: number, body: TaskAnswer) => call<Answered>('POST', `tasks/${number}/answer`, {}, body),
  cases: (app: string, after: number, signal?: AbortSignal) => call<{ cases: Case[]; all?: number; next: number | null }>('GET', at(app, 'cases'), { after: after || undefined }, undefined, signal),
  addCase: (app: string, body: Omit<Case, 'id'> & { id?: string }) => call<unknown>('POST', at(app, 'cases'), {}, body),
  removeCase: (app: string, id: string) => call<unknown>('DELETE', at(app, 'cases', id)),
  evaluations: (app: string, signal?: AbortSignal) => call<{ evaluations: Evaluation[] }>('GET', at(app, 'evaluations'), {}, undefined, signal),
  evaluation: (number: number, signal?: AbortSignal) => call<Evaluation>('GET', `evaluations/${number}`, {}, undefined, signal),
  evaluate: (app: string, version: number | 'draft', repeat: number) => call<Evaluation>('POST', at(app, 'evaluations'), {}, { version, repeat }),
  versions: (app: string, signal?: AbortSignal) => call<Versions>('GET', at(app, 'versions'), {}, undefined, signal),
  release: (app: string, version: number | 'draft', note: string) => call<Released>('POST', at(app, 'release'), {}, { version, note }),
  rollback: (app: string, to: number) => call<unknown>('POST', at(app, 'rollback'), {}, { to }),
  train: (app: string) => call<Trained>('POST', at(app, 'train'), {}, {}),
  value: (app: string, months: number, signal?: AbortSignal) => call<Value>('GET', at(app, 'value'), { months }, undefined, signal),
  gaps: (app: string, signal?: AbortSignal) => call<{ gaps: Gap[] }>('GET', 'gaps', { app }, undefined, signal),
  quality: (collection: string, signal?: AbortSignal) => call<Quality>('GET', 'quality', { collection }, undefined, signal),
  fileAddress: (id: string, name: string) => `runs/${encodeURIComponent(id)}/files/${encodeURIComponent(name)}`,
}

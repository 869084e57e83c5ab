// A value as it came out, shown by what it is: a text, a number, a list, a table of records. Never taken for markup.
import type { ReactNode } from 'react'
import { useWords } from '../words/words'
import type { Schema, Values } from './calls'
import { typesOf } from './faults'
import { useSaid, useTitle } from './said'
import { Findings, FoundInText, isFinding, isFound, isPassage, isPastRecord, Passages, PastRecords } from './shapes'

const rowsShown = 200
const isRecord = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)
const isPlain = (value: unknown) => value === null || ['string', 'number', 'boolean'].includes(typeof value)
const isSaid = (value: Values) => Object.keys(value).length > 0 && Object.keys(value).every((key) => key === 'en' || key === 'zh') && Object.values(value).every((one) => typeof one === 'string')

/** Named values, a line each; a long text or a table takes a line of its own. */
export function Named({ values, schema, lead, ordered }: { values: Values; schema?: Schema; lead?: boolean; ordered?: boolean }) {
  const title = useTitle()
  const names = schema?.properties && !ordered ? [...Object.keys(schema.properties).filter((name) => name in values), ...Object.keys(values).filter((name) => !(name in schema.properties!))] : Object.keys(values)
  if (!names.length) return <p className="quiet">–</p>
  return (
    <dl className={lead ? 'shown lead' : 'shown'}>
      {names.map((name) => {
        const value = values[name]
        const block = !isPlain(value) || (typeof value === 'string' && (value.length > 120 || value.includes('\n')))
        return <div key={name} className={block ? 'block' : ''}><dt>{title(name, schema?.properties?.[name])}</dt><dd><Shown value={value} schema={schema?.properties?.[name]} name={name} /></dd></div>
      })}
    </dl>
  )
}

export function Shown({ value, schema, name }: { value: unknown; schema?: Schema; name?: string }): ReactNode {
  const { w, language } = useWords()
  const said = useSaid()
  if (value === null || value === undefined || value === '') return <span className="quiet">–</span>
  if (typeof value === 'boolean') return value ? w.work.yes : w.work.no
  if (typeof value === 'number') return <span className="figure">{shownNumber(value, language, name)}</span>
  if (typeof value === 'string') return <span className="shown-text">{value}</span>
  if (Array.isArray(value)) return <List values={value} items={schema?.items} />
  if (isFound(value)) return <FoundInText of={value as never} />
  if (isRecord(value)) return isSaid(value) ? <span className="shown-text">{said(value as { en?: string })}</span> : <Named values={value} schema={schema} />
  return String(value)
}

/** Years, numbers of parts and the like stand as they are; only what has a fraction is rounded. */
function shownNumber(value: number, language: string, name = '') {
  if (Number.isInteger(value)) return Math.abs(value) < 10_000 || /year|number|id$/i.test(name) ? String(value) : value.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB')
  return value.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: Math.abs(value) < 1 ? 3 : 2 })
}

function List({ values, items }: { values: unknown[]; items?: Schema }) {
  const { w, number } = useWords()
  if (!values.length) return <span className="quiet">{w.none}</span>
  const shown = values.slice(0, rowsShown)
  const rest = values.length - shown.length
  const more = rest > 0 && <p className="quiet">{w.work.and_more(number(rest))}</p>
  if (shown.every(isFinding)) return <><Findings of={shown as never[]} />{more}</>
  if (shown.every(isPastRecord)) return <><PastRecords of={shown as never[]} />{more}</>
  if (shown.every(isPassage)) return <><Passages of={shown as never[]} />{more}</>
  if (shown.every(isRecord) && !shown.every((one) => isSaid(one as Values))) return <><Records rows={shown as Values[]} items={items} />{more}</>
  return <><ul className="shown-list">{shown.map((one, at) => <li key={at}><Shown value={one} schema={items} /></li>)}</ul>{more}</>
}

function Records({ rows, items }: { rows: Values[]; items?: Schema }) {
  const title = useTitle()
  const columns = [...new Set([...Object.keys(items?.properties ?? {}), ...rows.flatMap((row) => Object.keys(row))])].filter((name) => rows.some((row) => row[name] !== undefined && row[name] !== null && row[name] !== ''))
  const numbers = new Set(columns.filter((name) => rows.every((row) => row[name] === undefined || row[name] === null || typeof row[name] === 'number')))
  return (
    <div className="block-table shown-table">
      <table>
        <thead><tr>{columns.map((name) => <th key={name} scope="col" className={numbers.has(name) ? 'figure' : ''}>{title(name, items?.properties?.[name])}</th>)}</tr></thead>
        <tbody>{rows.map((row, at) => <tr key={at}>{columns.map((name) => <td key={name} className={numbers.has(name) ? 'figure' : ''}><Shown value={row[name]} schema={items?.properties?.[name]} name={name} /></td>)}</tr>)}</tbody>
      </table>
    </div>
  )
}

/** The plain values in it; records within lists are left out. */
function pieces(value: unknown, depth: number): string[] {
  if (value === null || value === undefined || value === '') return []
  if (isPlain(value)) return [String(value)]
  if (Array.isArray(value)) return value.every(isPlain) ? [value.join(', ')] : []
  return depth < 2 && isRecord(value) ? Object.values(value).flatMap((one) => pieces(one, depth + 1)) : []
}

/** A value in one line, for lists. */
export function inShort(value: unknown, most = 160): string {
  const text = pieces(value, 0).join(' · ')
  const flat = text.replace(/\s+/g, ' ').trim()
  return flat.length > most ? `${flat.slice(0, most - 1)}…` : flat || '–'
}

export const isTextual = (schema: Schema | undefined) => !schema || typesOf(schema).join() === 'string' || (!schema.type && !schema.enum)

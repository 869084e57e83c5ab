// Whether a value fits its JSON Schema, told field by field; the server looks at it again.
import type { Schema, Values } from './calls'

/** The text of a JSON editor that is no JSON yet. */
export class Unparsed { constructor(readonly text: string) {} }

/** What is wrong, as a name of `words.schema.fault` and what is filled in. */
export interface Fault { name: FaultName; fill: string }
export type FaultName = 'required' | 'json' | 'short' | 'long' | 'pattern' | 'date' | 'date_time' | 'email' | 'uri' | 'number' | 'integer' | 'least' | 'above' | 'most' | 'below' | 'step' | 'choice' | 'few' | 'many' | 'twice' | 'list' | 'table'
/** By the path of the field: `title`, `parties.0.name`. */
export type Faults = Record<string, Fault>

export const typesOf = (schema: Schema) => (schema.type === undefined ? [] : Array.isArray(schema.type) ? schema.type : [schema.type]).filter((type) => type !== 'null')
export const nullable = (schema: Schema) => Array.isArray(schema.type) && schema.type.includes('null')
export const isEmpty = (value: unknown) => value === undefined || value === null || value === ''
/** An input without a default is required, unless the schema lists what is. */
export const isRequired = (whole: Schema, name: string) => (whole.required ? whole.required.includes(name) : whole.properties?.[name]?.default === undefined)

const length = (text: string) => [...text].length
const dates = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

export function faultsOf(schema: Schema, values: Values, path = ''): Faults {
  const found: Faults = {}
  for (const [name, one] of Object.entries(schema.properties ?? {})) {
    const here = path ? `${path}.${name}` : name
    const value = values[name]
    if (isEmpty(value)) {
      // An empty text may be what a text without a least length means.
      const may = !isRequired(schema, name) || nullable(one) || one.default === ''
      if (!may) found[here] = { name: 'required', fill: '' }
    } else Object.assign(found, valueFaults(one, value, here))
  }
  return found
}

function valueFaults(schema: Schema, value: unknown, path: string): Faults {
  const fault = (name: FaultName, fill: unknown = '') => ({ [path]: { name, fill: String(fill) } })
  if (value instanceof Unparsed) return fault('json')
  if (schema.enum && !schema.enum.some((one) => JSON.stringify(one) === JSON.stringify(value))) return fault('choice')
  const types = typesOf(schema)
  if (typeof value === 'string') return textFault(schema, value, fault)
  if (typeof value === 'number') return numberFault(schema, types, value, fault)
  if (Array.isArray(value)) {
    if (types.length && !types.includes('array')) return fault('table')
    if (value.length < (schema.minItems ?? 0)) return fault('few', schema.minItems)
    if (value.length > (schema.maxItems ?? Infinity)) return fault('many', schema.maxItems)
    if (schema.uniqueItems && new Set(value.map((one) => JSON.stringify(one))).size < value.length) return fault('twice')
    const items = schema.items
    if (!items) return {}
    // What is wrong with one item is told of the list, which is one field.
    for (const one of value) {
      const [first] = Object.values(valueFaults(items, one, path))
      if (first) return { [path]: first }
    }
    return {}
  }
  if (typeof value === 'object' && value !== null) return types.length && !types.includes('object') ? fault('list') : faultsOf(schema, value as Values, path)
  return {}
}

type Make = (name: FaultName, fill?: unknown) => Faults

function textFault(schema: Schema, value: string, fault: Make): Faults {
  const types = typesOf(schema)
  if (types.length && !types.includes('string')) return fault(types[0] === 'object' ? 'table' : types[0] === 'array' ? 'list' : 'number')
  if (length(value) < (schema.minLength ?? 0)) return fault('short', schema.minLength)
  if (length(value) > (schema.maxLength ?? Infinity)) return fault('long', schema.maxLength)
  if (schema.pattern && !fits(schema.pattern, value)) return fault('pattern', schema.pattern)
  if (schema.format === 'date' && !(dates.test(value) && !Number.isNaN(Date.parse(value)))) return fault('date')
  if (schema.format === 'date-time' && Number.isNaN(Date.parse(value))) return fault('date_time')
  if (schema.format === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value)) return fault('email')
  if (schema.format === 'uri' && !/^[a-z][a-z0-9+.-]*:\S+$/i.test(value)) return fault('uri')
  return {}
}

/** A pattern that only the server understands is left to it. */
function fits(pattern: string, value: string) {
  try { return new RegExp(pattern, 'u').test(value) } catch { return true }
}

function numberFault(schema: Schema, types: string[], value: number, fault: Make): Faults {
  if (types.length && !types.includes('number') && !types.includes('integer')) return fault('choice')
  if (types.includes('integer') && !types.includes('number') && !Number.isInteger(value)) return fault('integer')
  if (value < (schema.minimum ?? -Infinity)) return fault('least', schema.minimum)
  if (value <= (schema.exclusiveMinimum ?? -Infinity)) return fault('above', schema.exclusiveMinimum)
  if (value > (schema.maximum ?? Infinity)) return fault('most', schema.maximum)
  if (value >= (schema.exclusiveMaximum ?? Infinity)) return fault('below', schema.exclusiveMaximum)
  if (schema.multipleOf) {
    const times = value / schema.multipleOf
    if (Math.abs(times - Math.round(times)) > 1e-9 * Math.max(1, Math.abs(times))) return fault('step', schema.multipleOf)
  }
  return {}
}

/** What a form begins with: defaults, and what is known already. */
export function beginning(schema: Schema, known: Values = {}): Values {
  const values: Values = {}
  for (const [name, one] of Object.entries(schema.properties ?? {})) {
    if (known[name] !== undefined) values[name] = known[name]
    else if (one.default !== undefined) values[name] = one.default
    else if (hasFields(one)) values[name] = beginning(one)
  }
  return values
}

/** What is sent: fields left empty are left out, so the server fills in their defaults. */
export function filled(schema: Schema, values: Values): Values {
  const out: Values = {}
  for (const [name, one] of Object.entries(schema.properties ?? {})) {
    let value = values[name]
    if (hasFields(one) && value && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Unparsed)) {
      value = filled(one, value as Values)
      if (!Object.keys(value as Values).length && !isRequired(schema, name)) continue
    }
    if (value === undefined || value === null || (value === '' && one.default !== '')) continue
    out[name] = value
  }
  return out
}

/** Whether an object is edited by fields rather than as JSON. */
export const hasFields = (schema: Schema) => typesOf(schema).length === 1 && typesOf(schema)[0] === 'object' && Object.keys(schema.properties ?? {}).length > 0 && Object.keys(schema.properties!).length <= 12

// Fields made from a JSON Schema: an app's inputs, its outputs when somebody puts them right, the answer to a task.
import { FileTextOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useId, useRef, useState, type ReactNode } from 'react'
import { useWords } from '../words/words'
import type { Schema, Values } from './calls'
import { hasFields, isRequired, nullable, typesOf, Unparsed, type Fault, type Faults } from './faults'
import { useSaid, useTitle } from './said'

interface Whole { schema: Schema; values: Values; change: (values: Values) => void; faults: Faults; path?: string; disabled?: boolean }

/** The fields of an object; `change` gets the whole object anew. */
export function Fields({ schema, values, change, faults, path = '', disabled }: Whole) {
  return (
    <div className="schema-fields">
      {Object.entries(schema.properties ?? {}).map(([name, one]) => (
        <Field key={name} name={name} schema={one} path={path ? `${path}.${name}` : name} required={isRequired(schema, name) && !nullable(one)} value={values[name]}
          change={(value) => change({ ...values, [name]: value })} faults={faults} disabled={disabled} />
      ))}
    </div>
  )
}

interface One { name: string; schema: Schema; path: string; required: boolean; value: unknown; change: (value: unknown) => void; faults: Faults; disabled?: boolean }

export function Field({ name, schema, path, required, value, change, faults, disabled }: One) {
  const { w } = useWords()
  const said = useSaid()
  const title = useTitle()
  const id = useId()
  const fault = faults[path]
  const label = title(name, schema)
  const hint = said(schema.description)
  const below = useFault(fault)
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined
  if (hasFields(schema) && !(value instanceof Unparsed)) {
    return (
      <fieldset className="schema-group" data-path={path}>
        <legend>{label}</legend>
        {hint && <p className="quiet">{hint}</p>}
        <Fields schema={schema} values={(value ?? {}) as Values} change={change} faults={faults} path={path} disabled={disabled} />
      </fieldset>
    )
  }
  const inner = { id, value, change, schema, disabled, wrong: Boolean(fault), described, label }
  return (
    <div className="schema-field" data-path={path}>
      {kindOf(schema) !== 'yes' && (
        <label htmlFor={id} className="schema-label">{label}{!required && <span className="quiet"> {w.optional}</span>}</label>
      )}
      {hint && <p id={`${id}-hint`} className="quiet schema-hint">{hint}</p>}
      <Control {...inner} />
      {fault && <p id={`${id}-fault`} className="schema-fault" role="alert">{below}</p>}
    </div>
  )
}

function useFault(fault: Fault | undefined) {
  const { w } = useWords()
  return fault ? w.work.schema.fault[fault.name](fault.fill) : ''
}

type Kind = 'choice' | 'yes' | 'number' | 'date' | 'moment' | 'text' | 'long' | 'texts' | 'json'

function kindOf(schema: Schema): Kind {
  const types = typesOf(schema)
  if (schema.enum?.every((one) => one === null || ['string', 'number', 'boolean'].includes(typeof one))) return 'choice'
  if (types.length !== 1) return 'json'
  switch (types[0]) {
    case 'boolean': return nullable(schema) ? 'choice' : 'yes'
    case 'number': case 'integer': return 'number'
    case 'string': return schema.format === 'date' ? 'date' : schema.format === 'date-time' ? 'moment' : schema.format || (schema.maxLength ?? Infinity) <= 300 ? 'text' : 'long'
    case 'array': return schema.items && typesOf(schema.items).join() === 'string' && !schema.items.format ? 'texts' : 'json'
    default: return 'json'
  }
}

interface Inner { id: string; value: unknown; change: (value: unknown) => void; schema: Schema; disabled?: boolean; wrong: boolean; described?: string; label: string }

function Control({ id, value, change, schema, disabled, wrong, described, label }: Inner): ReactNode {
  const { w } = useWords()
  const said = useSaid()
  const status = wrong ? 'error' as const : undefined
  const common = { id, disabled, status, 'aria-invalid': wrong || undefined, 'aria-describedby': described }
  const example = schema.examples?.length ? said(typeof schema.examples[0] === 'string' ? schema.examples[0] : JSON.stringify(schema.examples[0])) : undefined
  switch (kindOf(schema)) {
    case 'choice': {
      const all = schema.enum ?? [true, false]
      const name = (one: unknown) => (one === '' ? w.none : one === true ? w.work.yes : one === false ? w.work.no : String(one))
      const choices = all.filter((one) => one !== null)
      const at = choices.findIndex((one) => one === value)
      return <Select {...common} className="wide" allowClear={nullable(schema)} showSearch={choices.length > 7} value={at < 0 ? undefined : at} onChange={(chosen: number | undefined) => change(chosen === undefined ? null : choices[chosen])}
        optionFilterProp="label" options={choices.map((one, place) => ({ value: place, label: name(one) }))} placeholder={w.work.schema.choose} />
    }
    case 'yes': return <Checkbox id={id} disabled={disabled} checked={value === true} aria-describedby={described} onChange={(event) => change(event.target.checked)}>{label}</Checkbox>
    case 'number': return <InputNumber {...common} className="wide" value={value as number | null | undefined} onChange={(number) => change(number ?? undefined)} placeholder={example} />
    case 'date': return <Input {...common} type="date" className="dated" value={(value as string) ?? ''} onChange={(event) => change(event.target.value)} />
    case 'moment': return <Input {...common} className="dated" value={(value as string) ?? ''} onChange={(event) => change(event.target.value)} placeholder={example ?? '2026-11-25T10:00:00Z'} />
    case 'text': return <Input {...common} value={(value as string) ?? ''} onChange={(event) => change(event.target.value)} placeholder={example} />
    case 'long': return <LongText {...{ id, value, change, schema, disabled, wrong, described, label }} example={example} />
    case 'texts': {
      const options = schema.items?.enum?.map((one) => ({ value: String(one), label: String(one) }))
      return <Select {...common} className="wide" mode={options ? 'multiple' : 'tags'} value={(value as string[] | undefined) ?? []} onChange={change} options={options} tokenSeparators={options ? undefined : ['\n', ';', '；']} placeholder={example ?? (options ? w.work.schema.choose : w.work.schema.texts)} open={options ? undefined : false} suffixIcon={options ? undefined : null} />
    }
    case 'json': return <JsonText {...{ id, value, change, schema, disabled, wrong, described, label }} />
  }
}

const fileMost = 4_000_000

/** A long text may come from a file: what is in it is put into the field, nothing else of it is kept. */
function LongText({ id, value, change, schema, disabled, wrong, described, example }: Inner & { example?: string }) {
  const { w, number } = useWords()
  const picker = useRef<HTMLInputElement>(null)
  const [told, tell] = useState('')
  const text = (value as string | undefined) ?? ''
  const most = schema.maxLength
  const take = async (file: File) => {
    if (file.size > fileMost) { tell(w.work.schema.file_large); return }
    const bytes = new Uint8Array(await file.arrayBuffer())
    try {
      const read = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      if (read.includes('\0')) throw new Error('binary')
      change(read.replace(/\r\n?/g, '\n'))
      tell(w.work.schema.file_taken(file.name))
    } catch { tell(w.work.schema.file_binary) }
  }
  const big = (most ?? 0) > 5000
  return (
    <div className="long-text" onDragOver={(event) => { if (event.dataTransfer.types.includes('Files')) event.preventDefault() }}
      onDrop={(event) => { const file = event.dataTransfer.files[0]; if (file && !disabled) { event.preventDefault(); void take(file) } }}>
      <Input.TextArea id={id} disabled={disabled} status={wrong ? 'error' : undefined} aria-invalid={wrong || undefined} aria-describedby={described} value={text} placeholder={example}
        autoSize={{ minRows: big ? 4 : 2, maxRows: 14 }} onChange={(event) => change(event.target.value)} />
      <div className="long-foot">
        {big && !disabled && <Button size="small" type="text" icon={<FileTextOutlined />} onClick={() => picker.current?.click()}>{w.work.schema.from_file}</Button>}
        {big && <input ref={picker} type="file" hidden tabIndex={-1} accept=".txt,.md,.csv,.tsv,.json,.jsonl,.html,.xml,.eml,.log,.yaml,.yml,text/*" aria-label={w.work.schema.from_file}
          onChange={(event) => { const file = event.target.files?.[0]; event.target.value = ''; if (file) void take(file) }} />}
        {told && <span className="quiet" role="status">{told}</span>}
        {most !== undefined && text.length > 0.8 * most && <span className="quiet push">{number([...text].length)} / {number(most)}</span>}
      </div>
    </div>
  )
}

function JsonText({ id, value, change, disabled, wrong, described }: Inner) {
  const { w } = useWords()
  const [text, setText] = useState(() => (value instanceof Unparsed ? value.text : value === undefined ? '' : JSON.stringify(value, null, 2)))
  return (
    <>
      <Input.TextArea id={id} className="json" disabled={disabled} status={wrong ? 'error' : undefined} aria-invalid={wrong || undefined} aria-describedby={described} value={text} autoSize={{ minRows: 3, maxRows: 16 }} spellCheck={false} placeholder={w.work.schema.json_hint}
        onChange={(event) => {
          setText(event.target.value)
          if (!event.target.value.trim()) { change(undefined); return }
          try { change(JSON.parse(event.target.value)) } catch { change(new Unparsed(event.target.value)) }
        }} />
    </>
  )
}

/** The keys go to the first field that is wrong. */
export function toFirstFault(area: HTMLElement | null) {
  requestAnimationFrame(() => area?.querySelector<HTMLElement>('.schema-fault')?.closest('.schema-field')?.querySelector<HTMLElement>('input, textarea')?.focus())
}

// The cases that an app is held against: inputs with what should come of them. Sealed ones are not shown.
import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Checkbox, Input, Modal, Table, type TableColumnsType } from 'antd'
import { useRef, useState } from 'react'
import { asFailure, useLoad } from '../load'
import { Chip, Failed, Nothing, useSentence, Waiting } from '../parts'
import { link } from '../route'
import { useWords } from '../words/words'
import { work, type AppWhole, type Case, type Values } from './calls'
import { beginning, faultsOf, filled, type Faults } from './faults'
import { loosened } from './feedback'
import { Fields, toFirstFault } from './fields'
import { inShort, Named } from './shown'

export function Cases({ app, changed }: { app: AppWhole; changed: () => void }) {
  const { w, number } = useWords()
  const { message, modal } = App.useApp()
  const sentence = useSentence()
  const name = `cases ${app.app}`
  const { data, failure, reload } = useLoad(name, (signal) => work.cases(app.app, 0, signal))
  const [more, setMore] = useState<{ rows: Case[]; next: number | null; busy?: boolean }>()
  const [adding, add] = useState(false)
  if (failure && !data) return <Failed failure={failure} retry={reload} />
  if (!data) return <Waiting rows={6} />
  const all = [...data.cases, ...(more?.rows ?? [])]
  const rows = all.filter(({ sealed }) => !sealed)
  const sealed = all.length - rows.length
  const next = more ? more.next : data.next
  const again = () => { setMore(undefined); reload(); changed() }
  const loadMore = async () => {
    setMore({ rows: more?.rows ?? [], next, busy: true })
    try {
      const page = await work.cases(app.app, next!)
      setMore({ rows: [...(more?.rows ?? []), ...page.cases], next: page.next })
    } catch (thrown) { setMore(more); void message.error(sentence(asFailure(thrown))) }
  }
  const remove = (one: Case) => modal.confirm({
    title: w.work.cases.remove_title(one.id), content: w.work.cases.remove_text, okText: w.people.remove, okButtonProps: { danger: true }, cancelText: w.cancel,
    onOk: async () => { try { await work.removeCase(app.app, one.id); again() } catch (thrown) { void message.error(sentence(asFailure(thrown))) } },
  })
  const columns: TableColumnsType<Case> = [
    { title: w.work.cases.inputs, key: 'inputs', render: (_, one) => (
      <div className="doc-cell">
        <span>{inShort(one.inputs)}</span>
        <span className="narrow-only quiet">→ {one.refuse ? w.work.cases.refuse : inShort(one.expected)}</span>
        <span className="quiet">{one.id}{one.source && ` · ${w.work.cases.sources[one.source] ?? one.source}`}{one.never_break && <> <Chip look="guard">{w.work.cases.never_break}</Chip></>}</span>
      </div>
    ) },
    { title: w.work.cases.expected, key: 'expected', responsive: ['md'], width: '36%', render: (_, one) => (one.refuse ? <Chip look="care">{w.work.cases.refuse}</Chip> : inShort(one.expected)) },
    // A case of the file is removed in the file.
    { title: <span className="visually-hidden">{w.people.remove}</span>, key: 'act', width: 96, render: (_, one) => one.source !== 'file' && <Button size="small" danger onClick={() => remove(one)}>{w.people.remove}</Button> },
  ]
  return (
    <>
      <p className="over-list with-text"><Button type="primary" icon={<PlusOutlined />} onClick={() => add(true)}>{w.work.cases.add}</Button> <span className="quiet">{w.work.cases.count(number(rows.length), Boolean(next))}{sealed > 0 && ` ${w.work.cases.sealed(number(sealed))}`} {w.work.cases.hint}</span></p>
      <Table<Case> rowKey="id" size="middle" className="doc-table" columns={columns} dataSource={rows} pagination={false} locale={{ emptyText: <Nothing title={w.work.cases.none} hint={w.work.cases.none_hint} /> }}
        expandable={{ expandedRowRender: (one) => <Whole one={one} app={app} /> }}
        footer={next ? () => <div className="table-foot"><Button loading={more?.busy} onClick={() => void loadMore()}>{w.more}</Button></div> : undefined} />
      {adding && <AddCase app={app} close={() => add(false)} added={() => { add(false); again() }} />}
    </>
  )
}

function Whole({ one, app }: { one: Case; app: AppWhole }) {
  const { w } = useWords()
  return (
    <div className="case-whole">
      <section><h3>{w.work.inputs}</h3><Named values={one.inputs} schema={app.inputs} /></section>
      <section><h3>{w.work.cases.expected}</h3>{one.refuse ? <p>{w.work.cases.refuse}</p> : <Named values={one.expected ?? {}} schema={app.outputs} />}</section>
      <p className="quiet">{[one.note, one.who, one.time].filter(Boolean).join(' · ')} {one.run && <a href={link('run', { id: one.run })}>{w.work.see_run}</a>}</p>
    </div>
  )
}

function AddCase({ app, close, added }: { app: AppWhole; close: () => void; added: () => void }) {
  const { w } = useWords()
  const sentence = useSentence()
  const outputs = loosened(app.outputs)
  const [inputs, setInputs] = useState<Values>(() => beginning(app.inputs))
  const [expected, setExpected] = useState<Values>({})
  const [refuse, setRefuse] = useState(false)
  const [never, setNever] = useState(false)
  const [note, setNote] = useState('')
  const [faults, setFaults] = useState<{ inputs: Faults; expected: Faults }>({ inputs: {}, expected: {} })
  const [failed, fail] = useState('')
  const [busy, setBusy] = useState(false)
  const area = useRef<HTMLDivElement>(null)
  const save = async () => {
    const found = { inputs: faultsOf(app.inputs, inputs), expected: refuse ? {} : faultsOf(outputs, expected) }
    setFaults(found)
    if (Object.keys({ ...found.inputs, ...found.expected }).length) { toFirstFault(area.current); return }
    const wanted = filled(outputs, expected)
    if (!refuse && !Object.keys(wanted).length) { fail(w.work.cases.expected_needed); return }
    setBusy(true)
    try {
      await work.addCase(app.app, { inputs: filled(app.inputs, inputs), ...(refuse ? { refuse: true } : { expected: wanted }), ...(never ? { never_break: true } : {}), ...(note.trim() ? { note: note.trim() } : {}) })
      added()
    } catch (thrown) { fail(sentence(asFailure(thrown))); setBusy(false) }
  }
  return (
    <Modal open title={w.work.cases.add} okText={w.save} cancelText={w.cancel} confirmLoading={busy} onOk={() => void save()} onCancel={close} width={680}>
      <div ref={area} onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); void save() } }}>
        <h3>{w.work.inputs}</h3>
        <Fields schema={app.inputs} values={inputs} change={setInputs} faults={faults.inputs} />
        <h3>{w.work.cases.expected}</h3>
        <Checkbox checked={refuse} onChange={(event) => setRefuse(event.target.checked)}>{w.work.feedback.should_refuse}</Checkbox>
        {!refuse && <Fields schema={outputs} values={expected} change={setExpected} faults={faults.expected} />}
        <p><Checkbox checked={never} onChange={(event) => setNever(event.target.checked)}>{w.work.cases.never_break_hint}</Checkbox></p>
        <label><span className="schema-label">{w.work.note} <span className="quiet">{w.optional}</span></span><Input value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} /></label>
        {failed && <p className="schema-fault" role="alert">{failed}</p>}
      </div>
    </Modal>
  )
}

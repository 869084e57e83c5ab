// What people say of a result. An expert's word becomes a case at once, anybody else's goes to an expert.
import { CheckOutlined, CloseOutlined, EditOutlined } from '@ant-design/icons'
import { App, Button, Checkbox, Input, Modal } from 'antd'
import { useRef, useState } from 'react'
import { asFailure } from '../load'
import { useSentence } from '../parts'
import { link } from '../route'
import { useWords } from '../words/words'
import { work, type AppWhole, type Run, type Schema, type Values } from './calls'
import { faultsOf, filled, type Faults } from './faults'
import { Fields, toFirstFault } from './fields'

/** Outputs as somebody puts them right: what is not touched stands as it came out. */
export const loosened = (schema: Schema | undefined): Schema => ({ ...schema, required: [] })

export function FeedbackBox({ run, app }: { run: Run; app?: AppWhole }) {
  const { w, number } = useWords()
  const { message } = App.useApp()
  const sentence = useSentence()
  const [said, setSaid] = useState<{ verdict: string; case: string | null; task?: number | null }>()
  const [open, setOpen] = useState<'wrong' | 'edited'>()
  const [busy, setBusy] = useState(false)
  const send = async (verdict: 'right' | 'wrong' | 'edited', expected?: Values, why?: string) => {
    setBusy(true)
    try {
      const told = await work.feedback(run.id, { verdict, ...(expected ? { expected } : {}), ...(why ? { why } : {}) })
      setSaid({ verdict, case: told.case, task: told.task })
      setOpen(undefined)
    } catch (thrown) { void message.error(sentence(asFailure(thrown))) } finally { setBusy(false) }
  }
  return (
    <section className="feedback" aria-label={w.work.feedback.title}>
      {said ? (
        <p role="status"><CheckOutlined className="nothing-done small" aria-hidden /> {w.work.feedback.thanks} {said.case ? <>{w.work.feedback.became_case} <a href={link('app', { a: run.app, tab: 'cases' })}>{said.case}</a></> : said.task ? w.work.feedback.to_expert : ''}</p>
      ) : (
        <>
          <span className="quiet">{run.status === 'refused' ? w.work.feedback.ask_refused : w.work.feedback.ask}</span>
          <Button size="small" icon={<CheckOutlined />} loading={busy && !open} onClick={() => void send('right')}>{w.work.feedback.right}</Button>
          <Button size="small" icon={<CloseOutlined />} onClick={() => setOpen('wrong')}>{w.work.feedback.wrong}</Button>
          {app && <Button size="small" icon={<EditOutlined />} onClick={() => setOpen('edited')}>{w.work.feedback.edit}</Button>}
          {app?.expert && <span className="quiet">{w.work.feedback.expert_hint}</span>}
        </>
      )}
      <Correction open={open} busy={busy} run={run} app={app} close={() => setOpen(undefined)} send={send} />
      {said?.task ? <span className="visually-hidden">{number(said.task)}</span> : null}
    </section>
  )
}

function Correction({ open, busy, run, app, close, send }: { open?: 'wrong' | 'edited'; busy: boolean; run: Run; app?: AppWhole; close: () => void; send: (verdict: 'wrong' | 'edited', expected?: Values, why?: string) => Promise<void> }) {
  const { w } = useWords()
  const schema = loosened(app?.outputs)
  const [values, setValues] = useState<Values>(run.output ?? {})
  const [refuse, setRefuse] = useState(false)
  const [why, setWhy] = useState('')
  const [faults, setFaults] = useState<Faults>({})
  const area = useRef<HTMLDivElement>(null)
  const go = () => {
    if (open === 'wrong') { void send('wrong', undefined, why.trim()); return }
    const found = refuse ? {} : faultsOf(schema, values)
    setFaults(found)
    if (Object.keys(found).length) { toFirstFault(area.current); return }
    void send('edited', refuse ? { refuse: true } : filled(schema, values), why.trim())
  }
  return (
    <Modal open={open !== undefined} title={open === 'wrong' ? w.work.feedback.wrong_title : w.work.feedback.edit_title} okText={w.work.send} cancelText={w.cancel} confirmLoading={busy} onOk={go} onCancel={close} destroyOnHidden width={640}>
      <div ref={area} className="correction" onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); go() } }}>
        {open === 'edited' && (
          <>
            {run.status === 'done' && <Checkbox checked={refuse} onChange={(event) => setRefuse(event.target.checked)}>{w.work.feedback.should_refuse}</Checkbox>}
            {!refuse && <Fields schema={schema} values={values} change={setValues} faults={faults} />}
          </>
        )}
        <label className="schema-label" htmlFor="why">{w.work.feedback.why} <span className="quiet">{w.optional}</span></label>
        <Input.TextArea id="why" value={why} maxLength={2000} autoSize={{ minRows: 2, maxRows: 8 }} autoFocus={open === 'wrong'} onChange={(event) => setWhy(event.target.value)} />
      </div>
    </Modal>
  )
}

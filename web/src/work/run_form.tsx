// The form of an app and the run that it starts. Ctrl+Enter runs; the keys then go to the result.
import { PlayCircleOutlined } from '@ant-design/icons'
import { Alert, Button, Checkbox } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { asFailure } from '../load'
import { useSentence, Waiting } from '../parts'
import { useStatus } from '../status'
import { useWords } from '../words/words'
import { work, type AppWhole, type Run, type Values } from './calls'
import { beginning, faultsOf, filled, type Faults } from './faults'
import { Fields, toFirstFault } from './fields'
import { RunView } from './run_view'

export function RunForm({ app, changed }: { app: AppWhole; changed: () => void }) {
  const { w } = useWords()
  const { status } = useStatus()
  const sentence = useSentence()
  const [values, setValues] = useState<Values>(() => beginning(app.inputs))
  const [faults, setFaults] = useState<Faults>({})
  const [tried, setTried] = useState(false)
  const [draft, setDraft] = useState(app.live === null)
  const [state, set] = useState<{ run?: Run; busy?: boolean; failed?: string; turn: number }>({ turn: 0 })
  const form = useRef<HTMLFormElement>(null)
  const out = useRef<HTMLDivElement>(null)
  const stop = useRef<AbortController>(undefined)
  useEffect(() => () => stop.current?.abort(), [])
  const change = (next: Values) => { setValues(next); if (tried) setFaults(faultsOf(app.inputs, next)) }

  const go = async () => {
    if (state.busy) return
    const found = faultsOf(app.inputs, values)
    setTried(true)
    setFaults(found)
    if (Object.keys(found).length) { toFirstFault(form.current); return }
    stop.current = new AbortController()
    set({ busy: true, turn: state.turn + 1 })
    try {
      const run = await work.start(app.app, filled(app.inputs, values), draft, stop.current.signal)
      set({ run, turn: state.turn + 1 })
      changed()
      // A narrow window shows the result only when it is scrolled to.
      setTimeout(() => { out.current?.focus({ preventScroll: true }); out.current?.scrollIntoView({ block: 'nearest' }) }, 30)
    } catch (thrown) {
      if ((thrown as Error).name !== 'AbortError') set({ failed: sentence(asFailure(thrown)), turn: state.turn + 1 })
    }
  }
  const mayDraft = app.draft && status.me.administrator
  return (
    <div className="run-columns">
      <form ref={form} className="card run-form" aria-label={w.work.form} noValidate onSubmit={(event) => { event.preventDefault(); void go() }}
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); void go() } }}>
        {Object.keys(app.inputs.properties ?? {}).length === 0 && <p className="quiet">{w.work.no_inputs}</p>}
        <Fields schema={app.inputs} values={values} change={change} faults={faults} />
        <div className="actions">
          <Button type="primary" htmlType="submit" icon={<PlayCircleOutlined />} loading={state.busy} disabled={!app.may_run || (app.live === null && !mayDraft)}>{w.work.run_it}</Button>
          <span className="quiet wide-only"><kbd>Ctrl</kbd><kbd>Enter</kbd></span>
          {mayDraft && <Checkbox className="push" checked={draft} disabled={app.live === null} onChange={(event) => setDraft(event.target.checked)}>{w.work.run_draft}</Checkbox>}
        </div>
        {!app.may_run && <p className="quiet">{w.work.may_not_run}</p>}
        {app.may_run && app.live === null && !mayDraft && <p className="quiet">{w.work.not_live}</p>}
      </form>
      <div ref={out} className="run-out" tabIndex={-1} aria-live="polite" aria-busy={state.busy}>
        {state.failed ? <Alert type="error" showIcon role="alert" title={w.failure.title} description={state.failed} />
          : state.run ? <RunView key={state.turn} run={state.run} app={app} changed={changed} />
          : state.busy ? <div className="card"><Waiting rows={4} /></div>
          : <div className="run-before quiet">{w.work.before}</div>}
      </div>
    </div>
  )
}

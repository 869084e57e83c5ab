// Drag and drop, or choose; where it goes and who may see it; progress; the report.
import { InboxOutlined } from '@ant-design/icons'
import { Alert, App, Button, Form, Progress } from 'antd'
import { useRef, useState, type DragEvent } from 'react'
import type { AddReport, Failure } from './api'
import { forgetAnswers } from './answers'
import { IntakeFields } from './intake'
import { asFailure } from './load'
import { Failed } from './parts'
import { ReportView } from './report'
import { chosen, dropped, type Intake, type Outgoing, send } from './send'
import { useStatus } from './status'
import { useWords } from './words/words'

type State =
  | { at: 'idle' }
  | { at: 'sending'; done: number; all: number; files: number }
  | { at: 'done'; report: AddReport }
  | { at: 'failed'; failure: Failure }
  | { at: 'stopped' }

export function Upload({ collection, plain }: { collection?: string; plain?: boolean }) {
  const { w, number, size } = useWords()
  const { status, reload } = useStatus()
  const { message } = App.useApp()
  const [form] = Form.useForm<Intake>()
  const [state, set] = useState<State>({ at: 'idle' })
  const [over, setOver] = useState(false)
  const stop = useRef<AbortController>(null)
  const input = useRef<HTMLInputElement>(null)

  const take = async (files: Outgoing[]) => {
    if (!files.length) { void message.info(w.upload.empty); return }
    const intake = await form.validateFields().catch(() => undefined)
    if (!intake) return
    stop.current = new AbortController()
    const all = files.reduce((sum, { file }) => sum + file.size, 0)
    set({ at: 'sending', done: 0, all, files: files.length })
    try {
      const report = await send(files, intake, (done) => set({ at: 'sending', done, all, files: files.length }), stop.current.signal)
      set({ at: 'done', report })
    } catch (thrown) {
      set(stop.current.signal.aborted ? { at: 'stopped' } : { at: 'failed', failure: asFailure(thrown) })
    }
    forgetAnswers()
    reload()
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (state.at !== 'sending') void dropped(event.dataTransfer).then(take)
  }
  const sending = state.at === 'sending'
  return (
    <div className="upload">
      <Form<Intake> form={form} layout="vertical" requiredMark={false} disabled={sending} className={plain ? 'visually-hidden' : undefined} aria-hidden={plain}
        initialValues={{ collection: collection || (status.collections.length === 1 ? status.collections[0].name : 'default'), groups: [], label: 'internal' }}>
        {plain
          ? <><Form.Item name="collection" noStyle><input type="hidden" /></Form.Item><Form.Item name="groups" noStyle><Silent /></Form.Item><Form.Item name="label" noStyle><input type="hidden" /></Form.Item></>
          : <IntakeFields />}
      </Form>
      <input ref={input} type="file" multiple hidden onChange={(event) => { if (event.target.files) void take(chosen(event.target.files)); event.target.value = '' }} />
      <button
        type="button"
        className={`drop ${over ? 'over' : ''}`}
        disabled={sending}
        onClick={() => input.current?.click()}
        onDragOver={(event) => { event.preventDefault(); setOver(true) }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {state.at === 'sending' ? (
          <span className="drop-progress" role="status">
            {state.done < state.all ? w.upload.sending(size(state.done), size(state.all)) : w.upload.reading(number(state.files))}
            <Progress percent={state.all ? Math.round((state.done / state.all) * 100) : 100} status="active" showInfo={false} />
          </span>
        ) : (
          <>
            <InboxOutlined className="drop-icon" aria-hidden />
            <span className="drop-title">{over ? w.upload.drop_now : w.upload.drop}</span>
            <span className="quiet">{w.upload.formats}</span>
          </>
        )}
      </button>
      {sending && <Button onClick={() => stop.current?.abort()}>{w.upload.stop}</Button>}
      <div aria-live="polite">
        {state.at === 'done' && <ReportView report={state.report} />}
        {state.at === 'failed' && <Failed failure={state.failure} />}
        {state.at === 'stopped' && <Alert type="info" showIcon title={w.upload.stopped} />}
      </div>
    </div>
  )
}

/** A field that holds its value and draws nothing. */
function Silent() { return null }

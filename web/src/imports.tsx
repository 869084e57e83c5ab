// A folder on the server brought in: begun here, followed live, going on when nobody looks.
import { Alert, Button, Checkbox, Form, Input, Progress } from 'antd'
import { useEffect, useState } from 'react'
import { api, Failure, type AddReport, type Step } from './api'
import { forgetAnswers } from './answers'
import { events } from './events'
import { IntakeFields } from './intake'
import { asFailure } from './load'
import { Failed } from './parts'
import { ReportView } from './report'
import type { Intake } from './send'
import { useStatus } from './status'
import { useWords } from './words/words'

interface Fields extends Intake { path: string; allow_removals?: boolean }
const kept = 'groundwork.import'
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export function ImportFolder({ collection }: { collection?: string }) {
  const { w, number, told } = useWords()
  const { status, reload } = useStatus()
  const [form] = Form.useForm<Fields>()
  const [id, setId] = useState(() => sessionStorage.getItem(kept) ?? '')
  const [step, setStep] = useState<Step>()
  const [report, setReport] = useState<AddReport>()
  const [failure, setFailure] = useState<Failure>()
  const [starting, setStarting] = useState(false)

  useEffect(() => {
    if (!id) return
    const stop = new AbortController()
    const finish = (outcome: { report?: AddReport; failure?: Failure }) => {
      if (stop.signal.aborted) return
      sessionStorage.removeItem(kept)
      setId('')
      setStep(undefined)
      setReport(outcome.report)
      setFailure(outcome.failure)
      forgetAnswers()
      reload()
    }
    void follow(id, setStep, stop.signal).then((done) => finish({ report: done }), (thrown) => finish({ failure: asFailure(thrown) }))
    return () => stop.abort()
  }, [id])

  const start = async ({ path, allow_removals, ...intake }: Fields) => {
    setStarting(true)
    setReport(undefined)
    setFailure(undefined)
    try {
      const begun = await api.beginImport({ paths: [path.trim()], ...intake, allow_removals: Boolean(allow_removals) })
      sessionStorage.setItem(kept, begun.id)
      setId(begun.id)
    } catch (thrown) { setFailure(asFailure(thrown)) } finally { setStarting(false) }
  }
  const percent = !step ? 0 : step.all > 0 ? Math.floor((step.done / step.all) * 100) : step.stage.startsWith('indexing') ? 100 : 0
  return (
    <div className="import">
      <p className="quiet">{w.imports.hint}</p>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} disabled={Boolean(id)} onFinish={start}
        initialValues={{ path: '', collection: collection || (status.collections.length === 1 ? status.collections[0].name : 'default'), groups: [], label: 'internal', allow_removals: false }}>
        <Form.Item name="path" label={w.imports.path} rules={[{ required: true, pattern: /^\s*\//, message: w.imports.path_needed }]}><Input placeholder="/srv/documents" spellCheck={false} /></Form.Item>
        <IntakeFields />
        <Form.Item name="allow_removals" valuePropName="checked"><Checkbox>{w.imports.removals}</Checkbox></Form.Item>
        <Button type="primary" htmlType="submit" loading={starting || Boolean(id)}>{id ? w.imports.running : w.imports.start}</Button>
      </Form>
      <div aria-live="polite" className="import-outcome">
        {id && (
          <div role="status" className="import-progress">
            <span>{step ? w.imports.stages[step.stage] ?? step.stage : w.imports.running}{!step ? '' : step.all > 0 ? ` · ${w.imports.of(number(step.done), number(step.all))}` : step.done > 0 ? ` · ${number(step.done)}` : ''}</span>
            <Progress percent={percent} status="active" />
            <span className="quiet">{w.imports.leave}</span>
          </div>
        )}
        {report && <ReportView report={report} />}
        {failure && (failure.code === 'import' ? <Alert type="error" showIcon role="alert" title={w.imports.failed} description={told(failure.message)} /> : <Failed failure={failure} />)}
      </div>
    </div>
  )
}

/** Resolves with the report. The stream may break (a proxy, a nap of the machine): the state is asked for then, and the stream tried again. */
async function follow(id: string, show: (step: Step) => void, signal: AbortSignal): Promise<AddReport> {
  for (let lost = 0; ; lost++) {
    try {
      for await (const { event, data } of events(`imports/${encodeURIComponent(id)}/events`, signal)) {
        if (event === 'progress') show(data as Step)
        if (event === 'done') return data as AddReport
        if (event === 'error') {
          const told = data as { message?: string; error?: { message?: string } }
          throw new Failure('import', told.error?.message ?? told.message ?? '', 0)
        }
      }
    } catch (thrown) {
      if (signal.aborted || (thrown instanceof Failure && thrown.code !== 'unreachable')) throw thrown
    }
    const now = await api.importState(id)
    if (now.state === 'done' && now.report) return now.report
    if (now.state === 'failed') throw new Failure('import', typeof now.error === 'string' ? now.error : now.error?.message ?? '', 0)
    show(now)
    await pause(Math.min(5_000, 500 * 2 ** Math.min(lost, 4)))
  }
}

// The versions of an app and the gate that they pass to go live.
import { RocketOutlined, RollbackOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { Alert, App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { asFailure, useLoad } from '../load'
import { Chip, Failed, Nothing, useSentence, Waiting } from '../parts'
import { useStatus } from '../status'
import { useWords } from '../words/words'
import { work, type AppWhole, type Certificate, type Model, type Released, type Trained, type Version } from './calls'
import { useSaid } from './said'
import { percent } from './evaluations'

export function VersionsPage({ app, changed }: { app: AppWhole; changed: () => void }) {
  const { w, number, time } = useWords()
  const { status } = useStatus()
  const { message, modal } = App.useApp()
  const sentence = useSentence()
  const said = useSaid()
  const { data, failure, reload } = useLoad(`versions ${app.app}`, (signal) => work.versions(app.app, signal))
  const [releasing, release] = useState<number | 'draft'>()
  const [trained, setTrained] = useState<Trained>()
  const [busy, setBusy] = useState(false)
  if (failure && !data) return <Failed failure={failure} retry={reload} />
  if (!data) return <Waiting rows={6} />
  const again = () => { reload(); changed() }
  const back = (one: Version) => modal.confirm({
    title: w.work.gate.back_title(number(one.version)), content: w.work.gate.back_text, okText: w.work.gate.back, cancelText: w.cancel,
    onOk: async () => { try { await work.rollback(app.app, one.version); void message.success(w.work.gate.is_back(number(one.version))); again() } catch (thrown) { void message.error(sentence(asFailure(thrown))) } },
  })
  const train = async () => {
    setBusy(true)
    try { setTrained(await work.train(app.app)); changed() } catch (thrown) { void message.error(sentence(asFailure(thrown))) } finally { setBusy(false) }
  }
  const live = data.versions.find((one) => one.live)
  const versions = [...data.versions].sort((a, b) => b.version - a.version)
  return (
    <>
      <CertificateCard certificate={data.certificate} />
      <div className="actions over-list">
        {app.draft && status.me.administrator && <Button type="primary" icon={<RocketOutlined />} onClick={() => release('draft')} disabled={app.problems > 0}>{w.work.gate.release_draft}</Button>}
        {app.models && app.models.length > 0 && status.me.administrator && <Button loading={busy} onClick={() => void train()}>{w.work.gate.train}</Button>}
        <span className="quiet">{w.work.gate.hint}</span>
      </div>
      {app.models?.some((one) => one.newer) && <ul className="plain quiet stale">{app.models.filter((one) => one.newer).map((one) => <li key={one.name}>{said(one.sentence)}</li>)}</ul>}
      {trained && <Alert className="trained" type="success" showIcon closable={{ onClose: () => setTrained(undefined) }} title={trained.models.length ? w.work.gate.trained : w.work.gate.no_models} description={trained.models.length > 0 && <ul className="plain">{trained.models.map((model) => <li key={model.name}><strong>{model.name}</strong> <span className="quiet">{model.kind} · {w.work.gate.records(number(model.records))}<Shares of={model} /></span></li>)}</ul>} />}
      {versions.length === 0 ? <div className="card"><Nothing title={w.work.gate.none} hint={w.work.gate.none_hint} /></div> : (
        <ul className="plain card version-rows">
          {versions.map((one) => (
            <li key={one.version}>
              <span><strong>{w.work.version_n(number(one.version))}</strong> {one.live && <Chip look="good">{w.work.is_live}</Chip>}<br /><span className="quiet">{time(one.at)}{one.who && ` · ${one.who}`}{one.cases ? ` · ${w.work.score(number(one.right ?? 0), number(one.cases))}` : ''}{one.models ? ` · ${w.work.gate.with_models(number(one.models))}` : ''}</span></span>
              {!one.live && status.me.administrator && <span className="push">{live && one.version < live.version && data.releases.some(({ version }) => version === one.version)
                ? <Button size="small" icon={<RollbackOutlined />} onClick={() => back(one)}>{w.work.gate.back}</Button>
                : <Button size="small" icon={<RocketOutlined />} onClick={() => release(one.version)}>{w.work.gate.release}</Button>}</span>}
            </li>
          ))}
        </ul>
      )}
      {data.releases.length > 0 && (
        <section><h2 className="list-title">{w.work.gate.history}</h2>
          <ol className="plain card version-rows">{[...data.releases].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).map((one, at) => <li key={at}><span><strong>{w.work.gate.acts[one.act] ?? one.act} {w.work.version_n(number(one.version))}</strong><br /><span className="quiet">{time(one.at)} · {one.who || w.local_administrator}{one.note && ` · ${one.note}`}</span></span></li>)}</ol>
        </section>
      )}
      {releasing !== undefined && <ReleaseForm app={app} version={releasing} close={() => release(undefined)} released={again} />}
    </>
  )
}

/** How often a model is right on records that it has not seen. */
function Shares({ of }: { of: Model }) {
  const { w } = useWords()
  const figures = { ...of, ...(of.report as object | undefined) } as Record<string, unknown>
  const shares = (['accuracy', 'hit5', 'place', 'place3', 'nearest', 'frequent'] as const).flatMap((name) => {
    const told = figures[name]
    const share = typeof told === 'number' ? told : (told as { accuracy?: number } | null | undefined)?.accuracy
    return typeof share === 'number' ? [`${w.work.gate.shares[name]} ${percent(share)}`] : []
  })
  return shares.length ? <> · {shares.join(' · ')}</> : null
}

function CertificateCard({ certificate }: { certificate: Certificate | null }) {
  const { w } = useWords()
  const said = useSaid()
  if (!certificate) return <p className="quiet certificate-none"><SafetyCertificateOutlined aria-hidden /> {w.work.gate.no_certificate}</p>
  const why = said(certificate.void)
  return (
    <section className={why ? 'card certificate void' : 'card certificate'} aria-label={w.work.gate.certificate}>
      <div className="card-head"><SafetyCertificateOutlined aria-hidden /><h2>{w.work.gate.certificate}</h2>{why ? <Chip look="care">{w.work.gate.void}</Chip> : <Chip look="good">{w.work.gate.holds}</Chip>}</div>
      <p className="certificate-text">{said(certificate.sentence)}</p>
      {why && <p className="warn">{why}</p>}
    </section>
  )
}

/** The gate lets it through, or says why not. */
function ReleaseForm({ app, version, close, released }: { app: AppWhole; version: number | 'draft'; close: () => void; released: () => void }) {
  const { w, number } = useWords()
  const said = useSaid()
  const sentence = useSentence()
  const [note, setNote] = useState('')
  const [state, set] = useState<{ busy?: boolean; told?: Released; failed?: string }>({})
  const go = async () => {
    set({ busy: true })
    try {
      const told = await work.release(app.app, version, note.trim())
      set({ told })
      released()
    } catch (thrown) { set({ failed: sentence(asFailure(thrown)) }) }
  }
  const told = state.told
  return (
    <Modal open title={version === 'draft' ? w.work.gate.release_draft : w.work.gate.release_title(number(version))} onCancel={close} onOk={() => (told ? close() : void go())} okText={told ? w.close : w.work.gate.release} cancelText={w.cancel} cancelButtonProps={told ? { hidden: true } : undefined} confirmLoading={state.busy} width={600}>
      {told ? (
        <div role="status">
          <Alert type={told.released ? 'success' : 'warning'} showIcon title={told.released ? w.work.gate.went_live(number(told.version)) : w.work.gate.stopped} description={said(told.comparison?.sentence) || undefined} />
          {told.reasons.length > 0 && <ul className="gate-reasons">{told.reasons.map((reason, at) => <li key={at}>{said(reason)}</li>)}</ul>}
        </div>
      ) : (
        <>
          <p className="quiet">{w.work.gate.release_text}</p>
          <label><span className="schema-label">{w.work.note} <span className="quiet">{w.optional}</span></span><Input value={note} maxLength={2000} autoFocus onChange={(event) => setNote(event.target.value)} onPressEnter={() => void go()} /></label>
          {state.busy && <p className="quiet" role="status">{w.work.gate.testing}</p>}
          {state.failed && <p className="schema-fault" role="alert">{state.failed}</p>}
        </>
      )}
    </Modal>
  )
}

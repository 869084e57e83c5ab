// The first screen is the work: the question box, what is here, what waits, what changed.
import { AuditOutlined, ClockCircleOutlined, FileExclamationOutlined, QuestionCircleOutlined, ScanOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Change, Refused } from './api'
import { AskBox } from './ask_box'
import { forgetAnswer } from './answers'
import { useChange } from './changes'
import { Nothing } from './parts'
import { go, link } from './route'
import { useStatus } from './status'
import { Teach } from './teach'
import { Upload } from './upload'
import { HomeApps } from './work/gallery'
import { TaskWaits, useOpenTasks } from './work/home_tasks'
import { useWords } from './words/words'

export function Home() {
  const { w } = useWords()
  const { status } = useStatus()
  const fresh = status.documents === 0 && status.waiting === 0
  return (
    <>
      <section className="hero" aria-labelledby="hero">
        <h1 id="hero">{w.home.ask_title}</h1>
        <p className="quiet">{w.home.ask_hint}</p>
        <AskBox ask={(q, c) => { forgetAnswer(q, c, false); go(link('ask', { q, c })) }} />
      </section>
      {fresh ? <Fresh /> : <HomeApps />}
      {!fresh && (
        <div className="home-grid">
          <Here />
          <Waits />
          <Changed />
        </div>
      )}
    </>
  )
}

function Fresh() {
  const { w } = useWords()
  const { status } = useStatus()
  return (
    <section className="card fresh">
      <h2>{w.home.empty_title}</h2>
      {status.me.administrator ? <><p className="quiet">{w.home.empty_hint}</p><Upload plain /></> : <p className="quiet">{w.home.empty_reader}</p>}
    </section>
  )
}

function Here() {
  const { w, number } = useWords()
  const { status } = useStatus()
  return (
    <section className="card" aria-labelledby="here">
      <h2 id="here">{w.home.here}</h2>
      <p className="figures">
        <span><strong>{number(status.documents)}</strong> {w.home.documents}</span>
        <span><strong>{number(status.chunks)}</strong> {w.home.passages}</span>
      </p>
      <ul className="plain rows">
        {status.collections.map(({ name, documents }) => (
          <li key={name}><a className="row" href={link('documents', { c: name })}><span>{name}</span><span className="quiet">{number(documents)}</span></a></li>
        ))}
      </ul>
    </section>
  )
}

const refusedShown = 3

function Waits() {
  const { w, number } = useWords()
  const { status } = useStatus()
  const [teaching, teach] = useState<Refused>()
  const [all, showAll] = useState(false)
  const refused = latestOfEach(status.refused)
  const tasks = useOpenTasks()
  const nothing = tasks.length + refused.length + status.unread + status.reading + status.waiting === 0
  return (
    <section className="card waits" aria-labelledby="waits">
      <h2 id="waits">{w.home.waits}</h2>
      {nothing ? <Nothing done title={w.home.nothing_waits} /> : (
        <ul className="plain rows">
          {tasks.length > 0 && <TaskWaits tasks={tasks} />}
          {status.waiting > 0 && <Wait icon={<ClockCircleOutlined />} text={w.home.indexing(number(status.waiting))} />}
          {status.reading > 0 && <Wait icon={<ScanOutlined />} text={w.home.reading(number(status.reading))} href={link('documents', { state: 'reading' })} />}
          {status.unread > 0 && <Wait icon={<FileExclamationOutlined />} text={w.home.unread(number(status.unread))} href={link('documents', { tab: 'unread' })} more={w.home.see_why} />}
          {refused.length > 0 && <Wait icon={<QuestionCircleOutlined />} text={w.home.refused(number(refused.length))} />}
        </ul>
      )}
      {refused.length > 0 && (
        <ul className="plain refused-list">
          {refused.slice(0, all ? undefined : refusedShown).map((one) => (
            <li key={one.question}>
              <RefusedRow refused={one} teach={status.me.administrator ? () => teach(one) : undefined} />
            </li>
          ))}
        </ul>
      )}
      {!all && refused.length > refusedShown && <Button type="link" onClick={() => showAll(true)}>{w.more}</Button>}
      <Teach open={teaching !== undefined} question={teaching?.question ?? ''} collection="" close={() => teach(undefined)} done={() => {
        const question = teaching!.question
        teach(undefined)
        forgetAnswer(question, '', false)
        go(link('ask', { q: question }))
      }} />
    </section>
  )
}

/** A question asked three times is one task. The newest comes first, as it arrived. */
function latestOfEach(refused: Refused[]) {
  const seen = new Set<string>()
  return refused.filter(({ question }) => !seen.has(question) && seen.add(question))
}

function Wait({ icon, text, href, more }: { icon: ReactNode; text: string; href?: string; more?: string }) {
  const inside = <><span className="wait-icon" aria-hidden>{icon}</span><span>{text}</span>{more && <span className="row-more">{more}</span>}</>
  return <li>{href ? <a className="row" href={href}>{inside}</a> : <span className="row">{inside}</span>}</li>
}

function RefusedRow({ refused, teach }: { refused: Refused; teach?: () => void }) {
  const { w, decimal, time } = useWords()
  return (
    <div className="refused">
      <p className="refused-question">{refused.question}</p>
      <p className="quiet">{refused.reason} · {w.ask.confidence} {decimal(refused.confidence)} · {time(refused.at)}</p>
      <p className="refused-acts">
        <Button size="small" href={link('ask', { q: refused.question })}>{w.home.ask_again}</Button>
        {teach && <Button size="small" onClick={teach}>{w.home.write_answer}</Button>}
      </p>
    </div>
  )
}

function Changed() {
  const { w } = useWords()
  const { status } = useStatus()
  return (
    <section className="card" aria-labelledby="changed">
      <h2 id="changed">{w.home.changed}</h2>
      {!status.me.administrator ? <Nothing title={w.home.changes_hidden} />
        : status.changes.length === 0 ? <Nothing title={w.home.nothing_changed} />
        : (
          <>
            <ol className="plain changes">{status.changes.slice(0, 6).map((change, at) => <li key={at}><ChangeRow change={change} /></li>)}</ol>
            <a className="all-changes" href={link('people', { tab: 'audit' })}><AuditOutlined aria-hidden /> {w.home.all_changes}</a>
          </>
        )}
    </section>
  )
}

/** The end of a long path on the server; the whole of it is in the audit list. */
const tail = (path: string) => (path.startsWith('/') && path.split('/').length > 3 ? `…/${path.split('/').slice(-2).join('/')}` : path)

function ChangeRow({ change }: { change: Change }) {
  const { w, time } = useWords()
  const { act, subject, detail } = useChange(change)
  return (
    <>
      <span className="change-line"><strong>{change.who || w.local_administrator}</strong> {act} <span className="path" title={change.subject}>{tail(subject)}</span></span>
      <span className="quiet change-time">{time(change.at)}{detail && ` · ${detail}`}</span>
    </>
  )
}

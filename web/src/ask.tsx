// A question, its answer with the passages it rests on, or an honest refusal. The address holds the question, so an answer can be linked.
import { FileAddOutlined, FormOutlined, QuestionCircleOutlined, StopOutlined } from '@ant-design/icons'
import { Alert, Button, Segmented, Tooltip } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { api, type Answer, type Citation, type Near } from './api'
import { askedBefore, keepAnswer, keptAnswer, forgetAnswer } from './answers'
import { AskBox } from './ask_box'
import { CitationCard, Place } from './citation'
import { Confidence } from './confidence'
import { DocumentDrawer } from './document'
import { useWalk } from './keyboard'
import { useLoad } from './load'
import { Chip, Failed, Waiting } from './parts'
import { Passages } from './passages'
import { go, link, useRoute } from './route'
import { fromTable, RowAnswer } from './row_quote'
import { useStatus } from './status'
import { Teach } from './teach'
import { useWords } from './words/words'

export function Ask() {
  const { w } = useWords()
  const { query } = useRoute()
  const question = query.q ?? ''
  const collection = query.c ?? ''
  const passages = query.find === '1'
  const find = query.find
  return (
    <>
      <h1 className="visually-hidden">{w.ask.title}</h1>
      <AskBox
        question={question}
        collection={collection}
        button={passages ? w.ask.find : undefined}
        ask={(q, c) => {
          forgetAnswer(q, c, false)
          go(link('ask', { q, c, find, n: q === question && c === collection ? Number(query.n ?? 0) + 1 : undefined }))
        }}
      />
      <div className="ask-what">
        <Segmented
          aria-label={w.ask.show}
          value={passages ? 'passages' : 'answer'}
          options={[{ value: 'answer', label: w.ask.answer }, { value: 'passages', label: w.ask.passages }]}
          onChange={(what) => go(link('ask', { q: question, c: collection, find: what === 'passages' ? '1' : undefined }))}
        />
        <span className="quiet">{passages ? w.ask.passages_hint : w.ask.answer_hint}</span>
      </div>
      {question && passages ? <Passages key={`${question}\n${collection}\n${query.n ?? ''}`} question={question} collection={collection} />
        : question ? <Result key={`${question}\n${collection}\n${query.guess ?? ''}\n${query.n ?? ''}`} question={question} collection={collection} guess={query.guess === '1'} /> : <Before />}
    </>
  )
}

function Before() {
  const { w } = useWords()
  const before = askedBefore()
  useWalk('.recent a')
  return (
    <section className="before">
      <p className="quiet">{w.ask.hints}</p>
      {before.length > 0 && (
        <>
          <h2>{w.ask.recent}</h2>
          <ul className="plain recent">
            {before.map(({ question, collection }) => <li key={`${question}\n${collection}`}><a href={link('ask', { q: question, c: collection })}>{question}</a></li>)}
          </ul>
        </>
      )}
    </section>
  )
}

function Result({ question, collection, guess }: { question: string; collection: string; guess: boolean }) {
  const { w } = useWords()
  const { reload: reloadStatus } = useStatus()
  const { query } = useRoute()
  const here = { q: question, c: collection, guess: query.guess, n: query.n }
  const { data: answer, failure, reload } = useLoad('answer', async (signal) => {
    const kept = keptAnswer(question, collection, guess)
    if (kept) return kept
    const fresh = await api.ask(question, collection, guess ? 0 : undefined, signal)
    keepAnswer(question, collection, guess, fresh)
    // The server writes refusals down in groups, half a second later.
    if (fresh.status === 'refused') setTimeout(reloadStatus, 900)
    return fresh
  })
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    // The keys go to the answer once it is there; who is already typing the next question is left alone.
    const at = document.activeElement
    const box = at as HTMLTextAreaElement | null
    if (answer && !query.open && !query.near && (!at || at === document.body || at.tagName === 'BUTTON' || box?.value.trim() === question)) section.current?.focus({ preventScroll: true })
  }, [answer])
  useWalk('.citation, .near')
  const pushed = useRef(false)
  const open = (what: { open?: number; near?: number }) => { pushed.current = true; go(link('ask', { ...here, ...what })) }
  const close = () => { if (pushed.current) { pushed.current = false; history.back() } else go(link('ask', here), 'replace') }

  const cited = answer?.citations[Number(query.open) - 1]
  const near = answer?.nearest[Number(query.near) - 1]
  return (
    <section ref={section} className="result" tabIndex={-1} aria-live="polite" aria-busy={!answer && !failure}>
      {failure && !answer ? <Failed failure={failure} retry={reload} />
        : !answer ? <div className="card"><p className="quiet asking">{w.ask.asking}</p><Waiting rows={3} /></div>
        : answer.status === 'answered' ? <Answered answer={guess ? { ...answer, threshold: keptAnswer(question, collection, false)?.threshold ?? answer.threshold } : answer} guess={guess} open={open} here={here} />
        : <Refusal answer={answer} question={question} collection={collection} open={open} here={here} again={() => { forgetAnswer(question, collection, false); reload() }} />}
      <DocumentDrawer
        open={Boolean(cited ?? near)}
        collection={(cited ?? near)?.collection ?? ''}
        id={(cited ?? near)?.document ?? ''}
        mark={cited && { start: cited.start, end: cited.end }}
        close={close}
      />
    </section>
  )
}

type Here = Record<string, string | undefined>
interface Opening { open: (what: { open?: number; near?: number }) => void; here: Here }

function Answered({ answer, guess, open, here }: { answer: Answer; guess: boolean } & Opening) {
  const { w } = useWords()
  const first: Citation | undefined = answer.citations[0]
  return (
    <>
      <div className={`card answer ${guess ? 'is-guess' : ''}`}>
        <div className="card-head">
          <h2>{guess ? w.ask.guess : w.ask.answer}</h2>
          {guess && <Chip look="care">{w.ask.unverified}</Chip>}
          {answer.curated && <Tooltip title={w.ask.curated_hint}><span tabIndex={0}><Chip look="good">{w.ask.curated}</Chip></span></Tooltip>}
          <span className="quiet push">{w.ask.took(answer.ms < 10 ? answer.ms.toFixed(1) : String(Math.round(answer.ms)))}</span>
        </div>
        {guess && <Alert type="warning" showIcon className="guess-note" title={<><strong>{w.ask.guess_title}</strong> {w.ask.guess_hint}</>} />}
        {first && first.quote === answer.answer && fromTable(first) ? <RowAnswer citation={first} /> : <p className="answer-text">{answer.answer}</p>}
        <Confidence answer={answer} />
      </div>
      {answer.citations.length > 0 && (
        <>
          <h2 className="list-title">{w.ask.citations}</h2>
          <ol className="plain citations">
            {answer.citations.map((citation, at) => (
              <li key={at}><CitationCard citation={citation} number={at + 1} href={link('ask', { ...here, open: at + 1 })} open={() => open({ open: at + 1 })} /></li>
            ))}
          </ol>
        </>
      )}
    </>
  )
}

function Refusal({ answer, question, collection, open, here, again }: { answer: Answer; question: string; collection: string; again: () => void } & Opening) {
  const { w } = useWords()
  const { status } = useStatus()
  const [teaching, teach] = useState(false)
  return (
    <>
      <div className="card refusal">
        <div className="card-head">
          <StopOutlined aria-hidden className="refusal-icon" />
          <h2>{w.ask.refusal}</h2>
          <span className="quiet push">{w.ask.took(answer.ms < 10 ? answer.ms.toFixed(1) : String(Math.round(answer.ms)))}</span>
        </div>
        {answer.reason && <p className="reason">{answer.reason}</p>}
        <Confidence answer={answer} />
        <div className="actions">
          {status.me.administrator && <Button icon={<FormOutlined />} onClick={() => teach(true)}>{w.ask.write_answer}</Button>}
          {status.me.administrator && <Button icon={<FileAddOutlined />} href={link('documents', { tab: 'add', c: collection })}>{w.ask.add_document}</Button>}
          {answer.nearest.length > 0 && <Button href={link('ask', { ...here, guess: '1' })} icon={<QuestionCircleOutlined />}>{w.ask.show_guess}</Button>}
        </div>
      </div>
      <h2 className="list-title">{w.ask.nearest}</h2>
      {answer.nearest.length === 0 ? <p className="quiet">{w.ask.no_nearest}</p> : (
        <>
          <p className="quiet">{w.ask.nearest_hint}</p>
          <ol className="plain nearest">
            {answer.nearest.map((near, at) => <li key={at}><NearRow near={near} href={link('ask', { ...here, near: at + 1 })} open={() => open({ near: at + 1 })} /></li>)}
          </ol>
        </>
      )}
      <Teach open={teaching} question={question} collection={collection} close={() => teach(false)} done={() => { teach(false); again() }} />
    </>
  )
}

function NearRow({ near, href, open }: { near: Near; href: string; open: () => void }) {
  const { w, decimal } = useWords()
  return (
    <a className="card near" href={href} onClick={(event) => { if (!event.metaKey && !event.ctrlKey) { event.preventDefault(); open() } }}>
      <span className="near-title">{near.title || near.document}</span>
      <span className="quiet"><Place of={near} /></span>
      <span className="quiet near-score">{w.ask.score} {decimal(near.score, near.score < 10 ? 2 : 1)}</span>
    </a>
  )
}

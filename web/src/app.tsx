// The frame: who is signed in, which page is shown, the keys that work everywhere.
import { AppstoreOutlined, CheckSquareOutlined, FileTextOutlined, HomeOutlined, LogoutOutlined, MessageOutlined, QuestionCircleOutlined, TeamOutlined } from '@ant-design/icons'
import { App as Messages, Button, ConfigProvider } from 'antd'
import enGB from 'antd/locale/en_GB'
import zhCN from 'antd/locale/zh_CN'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, key, onLoginNeeded, type Status } from './api'
import { forgetAnswers } from './answers'
import { Ask } from './ask'
import { DocumentPage } from './document'
import { Documents } from './documents'
import { Home } from './home'
import { KeyboardHelp, useEverywhereKeys } from './keyboard'
import { useEvery, useLoad } from './load'
import { Login } from './login'
import { Failed, Guarded, Waiting } from './parts'
import { People } from './people'
import { link, useRoute } from './route'
import { StatusContext } from './status'
import { theme } from './theme'
import { AppPage } from './work/app_page'
import { Gallery } from './work/gallery'
import { RunPage } from './work/runs'
import { Tasks } from './work/tasks'
import { useWords } from './words/words'

export function App() {
  const { language } = useWords()
  return (
    <ConfigProvider theme={theme} locale={language === 'zh' ? zhCN : enGB} button={{ autoInsertSpace: false }}>
      <Messages>
        <Guarded><Entrance /></Guarded>
      </Messages>
    </ConfigProvider>
  )
}

/** Decides between the login and the page. */
function Entrance() {
  const [locked, lock] = useState(false)
  const [refusedKey, setRefusedKey] = useState(false)
  useEffect(() => onLoginNeeded(() => { setRefusedKey(key.read() !== ''); key.forget(); lock(true) }), [])
  // A new key is a new session: nothing that the former one saw stays on the screen.
  const [session, next] = useState(0)
  const status = useLoad(`status ${session}`, api.status)
  const { data, failure, reload } = status
  useEvery(data && data.waiting + data.reading > 0 ? 5_000 : 30_000, () => { if (!locked) reload() })
  const enter = useCallback((value: string) => { key.keep(value); forgetAnswers(); setRefusedKey(false); lock(false); next((n) => n + 1) }, [])
  const leave = useCallback(() => { key.forget(); forgetAnswers(); setRefusedKey(false); lock(true) }, [])

  if (locked || (data?.login_needed && !key.read())) return <Login enter={enter} wrong={refusedKey} />
  if (!data && failure && failure.code !== 'login') return <main className="alone"><Failed failure={failure} retry={reload} /></main>
  if (!data) return <main className="alone"><Waiting /></main>
  return <StatusContext value={{ status: data, reload, enter }}><Frame status={data} leave={leave} /></StatusContext>
}

const pages = [
  { page: 'home', icon: <HomeOutlined aria-hidden /> },
  { page: 'apps', icon: <AppstoreOutlined aria-hidden /> },
  { page: 'tasks', icon: <CheckSquareOutlined aria-hidden /> },
  { page: 'ask', icon: <MessageOutlined aria-hidden /> },
  { page: 'documents', icon: <FileTextOutlined aria-hidden /> },
  { page: 'people', icon: <TeamOutlined aria-hidden /> },
] as const

/** Pages that belong to one of the navigation. */
const parents: Record<string, string> = { document: 'documents', app: 'apps', run: 'apps' }

function Frame({ status, leave }: { status: Status; leave: () => void }) {
  const { w, language, choose } = useWords()
  const route = useRoute()
  const [help, showHelp] = useState(false)
  const main = useRef<HTMLElement>(null)
  useEverywhereKeys(() => showHelp(true))
  const workspace = status.name[language] || status.name.zh || status.name.en
  const current = parents[route.page] ?? route.page
  const heading = current in w.nav ? w.nav[current as 'home'] : w.nav.home
  useEffect(() => { document.title = [current === 'home' ? '' : heading, workspace || 'Groundwork'].filter(Boolean).join(' · ') }, [current, heading, workspace])
  useEffect(() => { window.scrollTo(0, 0) }, [route.page])

  return (
    <>
      <a className="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus() }}>{w.skip}</a>
      <header className="top">
        <a className="brand" href={link('home')}>
          <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
            <rect width="32" height="32" rx="7" fill="currentColor" />
            <path d="M7 22h18M7 16.500h13M7 11h8" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
          </svg>
          <span className="brand-name">{workspace || 'Groundwork'}</span>
        </a>
        <nav className="nav" aria-label={w.nav.label}>
          {pages.map(({ page, icon }) => (
            <a key={page} href={link(page)} aria-current={current === page ? 'page' : undefined}>{icon}<span>{w.nav[page]}</span></a>
          ))}
        </nav>
        <div className="top-right">
          <Button type="text" className="wide-only" icon={<QuestionCircleOutlined />} aria-label={w.keyboard} onClick={() => showHelp(true)} />
          <Button type="text" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={() => choose(language === 'zh' ? 'en' : 'zh')}>{w.other_language}</Button>
          {status.me.name
            ? <><span className="me" title={status.me.name}>{status.me.name}</span><Button type="text" icon={<LogoutOutlined />} aria-label={w.sign_out} title={w.sign_out} onClick={leave} /></>
            : <span className="quiet wide-only">{w.local_administrator}</span>}
        </div>
      </header>
      <main id="main" className="main" ref={main} tabIndex={-1}>
        <Guarded key={route.page}>
          {route.page === 'apps' ? <Gallery />
            : route.page === 'app' ? <AppPage key={route.query.a} />
            : route.page === 'run' ? <RunPage key={route.query.id} />
            : route.page === 'tasks' ? <Tasks />
            : route.page === 'ask' ? <Ask />
            : route.page === 'documents' ? <Documents />
            : route.page === 'document' ? <DocumentPage />
            : route.page === 'people' ? <People />
            : <Home />}
        </Guarded>
      </main>
      <KeyboardHelp open={help} close={() => showHelp(false)} />
    </>
  )
}

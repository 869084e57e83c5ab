// One application: use it, and, for those who keep it, its runs, cases, measurements, versions and worth.
import { ArrowLeftOutlined } from '@ant-design/icons'
import { Tabs } from 'antd'
import { useLoad } from '../load'
import { Chip, Failed, Waiting } from '../parts'
import { go, link, useRoute } from '../route'
import { useStatus } from '../status'
import { useWords } from '../words/words'
import { work } from './calls'
import { Cases } from './cases'
import { Evaluations } from './evaluations'
import { RunForm } from './run_form'
import { RunList } from './runs'
import { useSaid } from './said'
import { ValuePage } from './value'
import { VersionsPage } from './versions'

export function AppPage() {
  const { w, number } = useWords()
  const said = useSaid()
  const { status } = useStatus()
  const { query } = useRoute()
  const name = query.a ?? ''
  const { data: app, failure, reload } = useLoad(`app ${name}`, (signal) => work.app(name, signal))
  if (failure && !app) return <Failed failure={failure} retry={reload} />
  if (!app) return <Waiting rows={8} />
  const keeper = status.me.administrator || app.expert
  return (
    <>
      <a className="back" href={link('apps')}><ArrowLeftOutlined aria-hidden /> {w.work.apps}</a>
      <div className="app-head">
        <h1>{said(app.title) || app.app}</h1>
        {app.live !== null ? <Chip look="good">{w.work.live(number(app.live))}</Chip> : <Chip look="wait">{w.work.draft}</Chip>}
        {app.problems > 0 && <Chip look="guard">{w.work.problems(number(app.problems))}</Chip>}
        {app.open_tasks > 0 && <a href={link('tasks', { a: app.app })}>{w.work.open_tasks(number(app.open_tasks))}</a>}
      </div>
      {said(app.purpose) && <p className="quiet app-lead">{said(app.purpose)}</p>}
      <Tabs
        activeKey={query.tab ?? 'use'}
        onChange={(tab) => go(link('app', { a: name, tab: tab === 'use' ? undefined : tab }))}
        destroyOnHidden
        items={[
          { key: 'use', label: w.work.tab.use, children: <RunForm key={name} app={app} changed={reload} /> },
          { key: 'runs', label: w.work.tab.runs, children: <RunList app={name} /> },
          ...(keeper ? [
            { key: 'cases', label: w.work.tab.cases, children: <Cases app={app} changed={reload} /> },
            { key: 'evaluation', label: w.work.tab.evaluation, children: <Evaluations app={app} changed={reload} /> },
            { key: 'versions', label: w.work.tab.versions, children: <VersionsPage app={app} changed={reload} /> },
          ] : []),
          { key: 'value', label: w.work.tab.value, children: <ValuePage app={app} /> },
        ]}
      />
    </>
  )
}

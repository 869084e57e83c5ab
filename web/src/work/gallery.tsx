// The applications: what each is for, how it does, what waits in it.
import { Button } from 'antd'
import { useLoad } from '../load'
import { Chip, Failed, Nothing, Waiting } from '../parts'
import { useWalk } from '../keyboard'
import { link } from '../route'
import { useStatus } from '../status'
import { useWords } from '../words/words'
import { work, type AppRow } from './calls'
import { useSaid } from './said'

export function Gallery() {
  const { w } = useWords()
  const { status } = useStatus()
  const { data, failure, reload } = useLoad('apps', work.apps)
  useWalk('.app-card')
  return (
    <>
      <h1>{w.work.apps}</h1>
      {failure && !data ? <Failed failure={failure} retry={reload} />
        : !data ? <Waiting rows={6} />
        : data.apps.length === 0 ? <div className="card"><Nothing title={w.work.no_apps} hint={status.me.administrator ? w.work.no_apps_hint : undefined} /></div>
        : <AppCards apps={data.apps} />}
    </>
  )
}

export function AppCards({ apps }: { apps: AppRow[] }) {
  return <ul className="plain app-cards">{apps.map((app) => <li key={app.app}><AppCard app={app} /></li>)}</ul>
}

function AppCard({ app }: { app: AppRow }) {
  const { w, number, day } = useWords()
  const said = useSaid()
  return (
    <a className="card app-card" href={link('app', { a: app.app })}>
      <span className="app-title">{said(app.title) || app.app}</span>
      <span className="app-purpose quiet">{said(app.purpose)}</span>
      <span className="app-facts">
        {app.live !== null ? <Chip look="good">{w.work.live(number(app.live))}</Chip> : <Chip look="wait">{w.work.draft}</Chip>}
        {app.problems > 0 && <Chip look="guard">{w.work.problems(number(app.problems))}</Chip>}
        {app.open_tasks > 0 && <Chip look="care">{w.work.open_tasks(number(app.open_tasks))}</Chip>}
        {app.last && app.last.cases > 0
          ? <span className="quiet" title={day(app.last.at)}>{w.work.score(number(app.last.right), number(app.last.cases))}</span>
          : <span className="quiet">{w.work.not_measured}</span>}
      </span>
    </a>
  )
}

/** The first screen's part of it. */
export function HomeApps() {
  const { w } = useWords()
  const { data } = useLoad('apps', work.apps)
  const shown = data?.apps.slice(0, 6) ?? []
  if (!shown.length) return null
  return (
    <section className="home-apps" aria-labelledby="home-apps">
      <div className="card-head"><h2 id="home-apps">{w.work.apps}</h2>{data!.apps.length > shown.length && <Button type="link" className="push" href={link('apps')}>{w.work.all_apps}</Button>}</div>
      <AppCards apps={shown} />
    </section>
  )
}

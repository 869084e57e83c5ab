// What people are asked. A list and the one that is open; once it is answered the next one opens at once.
//   j k  another task     a  approve     e  edit     r  reject     Ctrl+Enter  send
import { ArrowLeftOutlined } from '@ant-design/icons'
import { Segmented, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useEvery, useLoad } from '../load'
import { Chip, Failed, Nothing, Waiting } from '../parts'
import { covered, typing } from '../keyboard'
import { go, link, useRoute } from '../route'
import { useStatus } from '../status'
import { useWords } from '../words/words'
import { work, type AppRow, type Task } from './calls'
import { useSaid } from './said'
import { inShort } from './shown'
import { TaskView } from './task_view'

type Which = 'mine' | 'open' | 'done'
const most = 200

export function Tasks() {
  const { w, number } = useWords()
  const { status, reload: reloadStatus } = useStatus()
  const { query } = useRoute()
  const said = useSaid()
  const which: Which = query.s === 'done' ? 'done' : query.s === 'open' ? 'open' : 'mine'
  const { data, failure, reload } = useLoad(`tasks ${which === 'done'}`, (signal) => work.tasks({ state: which === 'done' ? 'done' : 'open', limit: most }, signal))
  const { data: apps } = useLoad('apps', work.apps)
  const [closed, close] = useState<Set<number>>(new Set())
  useEvery(20_000, reload)
  const mine = (task: Task) => !status.me.name || task.person === status.me.name || (!task.person && (!task.group || status.me.groups.includes(task.group)))
  const all = (data?.tasks ?? []).filter((task) => (which === 'done' || !closed.has(task.task)) && (which !== 'mine' || mine(task)))
  const tasks = all.filter((task) => !query.a || task.app === query.a)
  const chosen = tasks.findIndex((task) => String(task.task) === query.t)
  const current = tasks[chosen] ?? (data && query.t === undefined && !narrow() ? tasks[0] : undefined)
  const to = (task: Task | undefined) => go(link('tasks', { s: query.s, a: query.a, t: task?.task }), 'replace')
  const list = useRef<HTMLUListElement>(null)
  const titles = new Map<string, AppRow>((apps?.apps ?? []).map((app) => [app.app, app]))
  const titleOf = (name: string) => said(titles.get(name)?.title) || name

  const walk = useRef((_: number) => {})
  walk.current = (step) => {
    if (!tasks.length) return
    const at = current ? tasks.indexOf(current) : -1
    const next = tasks[Math.max(0, Math.min(tasks.length - 1, at + step))]
    to(next)
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-task="${next.task}"]`)?.scrollIntoView({ block: 'nearest' }))
  }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const step = event.key === 'j' || event.key === 'ArrowDown' ? 1 : event.key === 'k' || event.key === 'ArrowUp' ? -1 : 0
      if (!step || typing(event) || event.ctrlKey || event.metaKey || event.altKey || covered() || (event.target as HTMLElement).closest('[role="radiogroup"], [role="listbox"], .ant-segmented')) return
      event.preventDefault()
      walk.current(step)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])

  const done = (task: Task) => {
    const at = tasks.indexOf(task)
    const next = tasks[at + 1] ?? tasks[at - 1]
    close(new Set([...closed, task.task]))
    to(next)
    reload()
    reloadStatus()
  }
  const open = current !== undefined
  return (
    <div className={open ? 'tasks has-open' : 'tasks'}>
      <div className="tasks-list">
        <h1>{w.work.tasks}</h1>
        <div className="filters">
          <Segmented<Which> aria-label={w.work.which_tasks} value={which} onChange={(next) => go(link('tasks', { s: next === 'mine' ? undefined : next, a: query.a }))}
            options={[{ value: 'mine', label: w.work.mine }, ...(status.me.administrator && status.me.name ? [{ value: 'open' as const, label: w.work.open_all }] : []), { value: 'done', label: w.work.done_tasks }]} />
          {(apps?.apps.length ?? 0) > 1 && <Select aria-label={w.work.app} value={query.a ?? ''} onChange={(app) => go(link('tasks', { s: query.s, a: app }))} options={[{ value: '', label: w.work.every_app }, ...apps!.apps.map(({ app }) => ({ value: app, label: titleOf(app) }))]} />}
        </div>
        {failure && !data ? <Failed failure={failure} retry={reload} />
          : !data ? <Waiting rows={5} />
          : tasks.length === 0 ? <div className="card"><Nothing done={which !== 'done'} title={which === 'done' ? w.work.none_done : w.work.none_open} /></div>
          : (
            <>
              <ul className="plain task-rows" ref={list}>
                {tasks.map((task) => <li key={task.task}><TaskRow task={task} title={titleOf(task.app)} current={task === current} href={link('tasks', { s: query.s, a: query.a, t: task.task })} /></li>)}
              </ul>
              <p className="quiet wide-only">{w.work.task_keys}</p>
              {data.next !== null && data.next !== undefined && <p className="quiet">{w.work.first_tasks(number(most))}</p>}
            </>
          )}
      </div>
      <div className="tasks-open">
        {open && <a className="back narrow-only" href={link('tasks', { s: query.s, a: query.a })}><ArrowLeftOutlined aria-hidden /> {w.work.tasks}</a>}
        {current && <TaskView key={current.task} task={current} title={titleOf(current.app)} app={titles.get(current.app)} done={() => done(current)} />}
      </div>
    </div>
  )
}

const narrow = () => window.innerWidth < 900

function TaskRow({ task, title, current, href }: { task: Task; title: string; current: boolean; href: string }) {
  const { w, time } = useWords()
  const said = useSaid()
  const overdue = task.state === 'open' && task.due !== null && Date.parse(task.due) < Date.now()
  return (
    <a className="task-row" href={href} data-task={task.task} aria-current={current || undefined}>
      <span className="task-what">{subjectOf(task) || said(task.asked.ask)}</span>
      <span className="quiet task-about">
        {title}
        {w.work.task_kinds[task.kind] && task.kind !== 'review' && <Chip look="role">{w.work.task_kinds[task.kind]}</Chip>}
        {overdue && <Chip look="care">{w.work.overdue}</Chip>}
        {task.state === 'done' && <Chip look={task.said?.verdict === 'rejected' ? 'care' : 'good'}>{w.work.verdicts[task.said?.verdict ?? ''] ?? ''}</Chip>}
        <span className="nowrap">{time(task.made ?? '')}</span>
      </span>
    </a>
  )
}

/** What tells one task from the next: the question that was asked, else what is shown. */
function subjectOf(task: Task) {
  const show = task.asked.show
  if (show && typeof show === 'object' && 'question' in show) return String((show as { question: unknown }).question)
  return show === undefined || show === null ? '' : inShort(show, 110)
}

// The tasks that wait for the one who looks, on the first screen.
import { CheckSquareOutlined } from '@ant-design/icons'
import { useLoad } from '../load'
import { link } from '../route'
import { useWords } from '../words/words'
import { work, type Task } from './calls'
import { useSaid } from './said'
import { inShort } from './shown'

const shown = 4

export function useOpenTasks() {
  return useLoad('home tasks', (signal) => work.tasks({ state: 'open', limit: 100 }, signal).catch(() => ({ tasks: [] as Task[], next: null }))).data?.tasks ?? []
}

export function TaskWaits({ tasks }: { tasks: Task[] }) {
  const { w, number } = useWords()
  const said = useSaid()
  return (
    <>
      <li><a className="row" href={link('tasks')}><span className="wait-icon" aria-hidden><CheckSquareOutlined /></span><span>{w.work.tasks_wait(tasks.length >= 100 ? '100+' : number(tasks.length))}</span><span className="row-more">{w.work.see_tasks}</span></a></li>
      {tasks.slice(0, shown).map((task) => {
        const question = task.asked.show && typeof task.asked.show === 'object' && 'question' in task.asked.show ? String((task.asked.show as { question: unknown }).question) : inShort(task.asked.show ?? '', 90)
        return <li key={task.task}><a className="row task-wait" href={link('tasks', { t: task.task })}><span>{said(task.asked.ask)}{question && question !== '–' && <span className="quiet"> {question}</span>}</span></a></li>
      })}
    </>
  )
}

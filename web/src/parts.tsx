// Small things that every page shows alike: waiting, nothing, failure, rights, the state of a document.
import { CheckCircleOutlined, LockOutlined, TeamOutlined } from '@ant-design/icons'
import { Alert, Button, Skeleton } from 'antd'
import { Component, type ReactNode } from 'react'
import { type Failure, type Label } from './api'
import { useWords } from './words/words'

export function useSentence() {
  const { w, told } = useWords()
  return (failure: Failure) => {
    if (failure.code === 'status') return w.failure.status(String(failure.status))
    const known = (w.failure as unknown as Record<string, unknown>)[failure.code]
    return told(failure.message) || (typeof known === 'string' ? known : w.failure.internal)
  }
}

export function Failed({ failure, retry }: { failure: Failure; retry?: () => void }) {
  const { w } = useWords()
  const sentence = useSentence()
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={w.failure.title}
      description={sentence(failure)}
      action={retry && <Button size="small" onClick={retry}>{w.retry}</Button>}
    />
  )
}

export function Nothing({ title, hint, done, children }: { title: string; hint?: string; done?: boolean; children?: ReactNode }) {
  return (
    <div className="nothing">
      {done && <CheckCircleOutlined className="nothing-done" aria-hidden />}
      <p className="nothing-title">{title}</p>
      {hint && <p className="quiet">{hint}</p>}
      {children}
    </div>
  )
}

export function Waiting({ rows = 4 }: { rows?: number }) {
  const { w } = useWords()
  return <div role="status" aria-label={w.loading}><Skeleton active title={false} paragraph={{ rows }} /></div>
}

/** A word in a frame. The colours hold 4.5 : 1 in their small size, which Ant Design's tags do not. */
export function Chip({ look, icon, children }: { look?: 'good' | 'wait' | 'care' | 'guard' | 'role'; icon?: ReactNode; children: ReactNode }) {
  return <span className={`chip ${look ?? ''}`}>{icon}{children}</span>
}

const looks = { public: 'good', internal: undefined, confidential: 'care', restricted: 'guard' } as const
export function LabelTag({ label }: { label: Label }) {
  const { w } = useWords()
  return <Chip look={looks[label]} icon={label === 'confidential' || label === 'restricted' ? <LockOutlined aria-hidden /> : undefined}>{w.labels[label] ?? label}</Chip>
}

export function Rights({ groups, label }: { groups: string[]; label: Label }) {
  const { w } = useWords()
  return (
    <span className="rights">
      <LabelTag label={label} />
      <span className="quiet"><TeamOutlined aria-hidden /> {groups.length ? groups.join(', ') : w.everyone}</span>
    </span>
  )
}

export function StateTag({ state }: { state: string }) {
  const { w } = useWords()
  return <Chip look={state === 'ready' ? 'good' : 'wait'}>{w.states[state] ?? state}</Chip>
}

/** One broken part costs that part, not the page. */
class Boundary extends Component<{ children: ReactNode; instead: ReactNode }, { broken: boolean }> {
  state = { broken: false }
  static getDerivedStateFromError() { return { broken: true } }
  render() { return this.state.broken ? this.props.instead : this.props.children }
}
export function Guarded({ children }: { children: ReactNode }) {
  const { w } = useWords()
  return <Boundary instead={<Alert type="error" showIcon title={w.failure.page} description={w.failure.page_hint} />}>{children}</Boundary>
}

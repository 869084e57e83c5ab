// What a run did, step by step, with what each gave folded away.
import { Chip } from '../parts'
import { useWords } from '../words/words'
import type { RunStep } from './calls'

const looks: Record<string, 'good' | 'care' | 'wait' | 'guard' | undefined> = { done: 'good', refused: 'care', failed: 'guard', waiting: 'wait', retrying: 'wait', begun: 'wait' }

export function Trace({ steps, kinds }: { steps: RunStep[]; kinds: Map<string, string> }) {
  const { w, told, decimal, number } = useWords()
  return (
    <ol className="plain trace">
      {steps.map((step, at) => (
        <li key={at}>
          <div className="trace-line">
            <span className="trace-name">{String(step.step)}{step.item !== undefined && <span className="quiet"> [{step.item}]</span>}</span>
            {kinds.get(String(step.step)) && <span className="quiet">{kinds.get(String(step.step))}</span>}
            <Chip look={looks[step.status]}>{w.work.step_states[step.status] ?? step.status}</Chip>
            {step.needed_model && <Chip look="role">{w.work.model}</Chip>}
            {step.tries > 0 && <span className="quiet">{w.work.tries(number(step.tries))}</span>}
            <span className="quiet push nowrap">{w.ask.took(step.ms < 10 ? decimal(step.ms, 1) : number(Math.round(step.ms)))}</span>
          </div>
          {step.reason && <p className="quiet trace-reason">{told(step.reason)}</p>}
          {Object.keys(step.result ?? {}).length > 0 && (
            <details><summary>{w.work.result}</summary><pre className="trace-json">{JSON.stringify(step.result, null, 2)}</pre></details>
          )}
        </li>
      ))}
    </ol>
  )
}

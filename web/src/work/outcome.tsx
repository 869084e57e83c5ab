// What became of a result later, told by hand: accepted, bought again, and what it brought.
import { App, Button, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { asFailure } from '../load'
import { useSentence } from '../parts'
import { useWords } from '../words/words'
import { work, type Run } from './calls'

export function OutcomeForm({ run }: { run: Run }) {
  const { w } = useWords()
  const { message } = App.useApp()
  const sentence = useSentence()
  const [kind, setKind] = useState('accepted')
  const [amount, setAmount] = useState<number | null>(0)
  const [note, setNote] = useState('')
  const [state, set] = useState<'' | 'busy' | 'kept'>('')
  const word = /^[A-Za-z_]\w*$/.test(kind)
  const keep = async () => {
    set('busy')
    try { await work.outcome(run.id, { kind, amount: amount ?? 0, note: note.trim() }); set('kept') } catch (thrown) { set(''); void message.error(sentence(asFailure(thrown))) }
  }
  return (
    <details className="card trace-card">
      <summary>{w.work.outcome.title} <span className="quiet">{w.work.outcome.hint}</span></summary>
      {state === 'kept' ? <p role="status">{w.work.outcome.kept}</p> : (
        <form className="outcome-form" onSubmit={(event) => { event.preventDefault(); if (word) void keep() }}>
          <label>{w.work.outcome.kind}<Input value={kind} status={word ? undefined : 'error'} maxLength={64} onChange={(event) => setKind(event.target.value)} /></label>
          <label>{w.work.outcome.amount}<InputNumber className="wide" value={amount} onChange={setAmount} /></label>
          <label>{w.work.note}<Input value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} /></label>
          <Button htmlType="submit" loading={state === 'busy'} disabled={!word}>{w.save}</Button>
          {!word && <p className="schema-fault" role="alert">{w.work.outcome.word}</p>}
        </form>
      )}
    </details>
  )
}

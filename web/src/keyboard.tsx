// Keys that work everywhere, and j/k over a list. A key typed into a field is text and nothing else.
import { Modal } from 'antd'
import { useEffect, useRef } from 'react'
import { go, link } from './route'
import { useWords } from './words/words'

export const questionBox = 'question'

export function typing(event: KeyboardEvent) {
  const at = event.target as HTMLElement
  return at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)
}
export const covered = () => document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open') !== null

export function focusQuestion() {
  const box = document.getElementById(questionBox) as HTMLTextAreaElement | null
  box?.focus()
  box?.select()
  return box !== null
}

const places: Record<string, string> = { h: 'home', s: 'apps', t: 'tasks', a: 'ask', d: 'documents', p: 'people' }

export function useEverywhereKeys(showHelp: () => void) {
  const latest = useRef(showHelp)
  latest.current = showHelp
  useEffect(() => {
    let after_g = false
    const press = (event: KeyboardEvent) => {
      if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || covered()) return
      if (after_g && places[event.key]) go(link(places[event.key]))
      else if (event.key === '/') {
        event.preventDefault()
        if (!focusQuestion()) { go(link('ask')); setTimeout(focusQuestion, 60) }
      } else if (event.key === '?') latest.current()
      after_g = event.key === 'g'
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

/** j, k and the arrows move the focus over the elements that `selector` finds; they work when nothing else holds the keys. */
export function useWalk(selector: string) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const step = event.key === 'j' || event.key === 'ArrowDown' ? 1 : event.key === 'k' || event.key === 'ArrowUp' ? -1 : 0
      if (!step || typing(event) || event.ctrlKey || event.metaKey || event.altKey || covered()) return
      const all = [...document.querySelectorAll<HTMLElement>(selector)]
      if (!all.length) return
      const at = all.indexOf(document.activeElement as HTMLElement)
      event.preventDefault()
      all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + step))].focus()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [selector])
}

export function KeyboardHelp({ open, close }: { open: boolean; close: () => void }) {
  const { w } = useWords()
  return (
    <Modal open={open} onCancel={close} footer={null} title={w.keys.title} width={440}>
      <dl className="keys">
        {w.keys.rows.map(([keys, meaning]) => (
          <div key={keys}><dt>{keys.split(/\s{2,}/).map((one) => <kbd key={one}>{one}</kbd>)}</dt><dd>{meaning}</dd></div>
        ))}
      </dl>
    </Modal>
  )
}

// A quote from a text that was put into the form: it opens that text at its place.
import { Drawer } from 'antd'
import { createContext, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { slice, unitsOf, type Units } from '../text'
import { useWords } from '../words/words'
import type { Values } from './calls'

const Texts = createContext<Units[]>([])

/** What went into a run, so that quotes from it find their place. */
export function FromInputs({ inputs, children }: { inputs: Values; children: React.ReactNode }) {
  const texts = useMemo(() => Object.values(inputs).filter((one): one is string => typeof one === 'string' && one.length > 200).map(unitsOf), [inputs])
  return <Texts value={texts}>{children}</Texts>
}

/** `start` and `end` count code points. */
export function Quote({ quote, start, end }: { quote: string; start: number; end: number }) {
  const { w } = useWords()
  const texts = useContext(Texts)
  const [open, setOpen] = useState(false)
  const place = useMemo(() => {
    const text = texts.find((one) => slice(one, start, end) === quote)
    return text && { before: slice(text, 0, start), after: slice(text, end, text.length) }
  }, [texts, quote, start, end])
  const short = quote.length > 300 ? `${quote.slice(0, 300)}…` : quote
  if (!place) return <q className="citation-quote"><span>{short}</span></q>
  return (
    <>
      <button type="button" className="quote-link" title={w.work.to_place} onClick={() => setOpen(true)}><q className="citation-quote"><span>{short}</span></q></button>
      <Drawer open={open} onClose={() => setOpen(false)} size={Math.min(820, window.innerWidth)} destroyOnHidden className="document-drawer" title={w.work.inputs} closable={{ 'aria-label': w.close }}>
        <Marked {...place} quote={quote} />
      </Drawer>
    </>
  )
}

function Marked({ before, quote, after }: { before: string; quote: string; after: string }) {
  const mark = useRef<HTMLElement>(null)
  useEffect(() => { const timer = setTimeout(() => mark.current?.scrollIntoView({ block: 'center' }), 60); return () => clearTimeout(timer) }, [])
  return <div className="reader in-text">{before}<mark ref={mark}>{quote}</mark>{after}</div>
}

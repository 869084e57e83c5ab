// The language of the page: the one chosen before, else the browser's; and how it writes numbers, sizes and times.
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { en, type Words } from './en'
import { inChinese } from './told.ts'
import { zh } from './zh'

export type Language = 'zh' | 'en'
const kept = 'groundwork.language'

interface Spoken {
  language: Language
  choose: (language: Language) => void
  w: Words
  number: (n: number) => string
  decimal: (n: number, digits?: number) => string
  size: (bytes: number) => string
  time: (rfc3339: string) => string
  day: (rfc3339: string) => string
  /** A sentence or word of the server, which speaks English. */
  told: (sentence: string) => string
}

function first(): Language {
  const chosen = localStorage.getItem(kept)
  if (chosen === 'zh' || chosen === 'en') return chosen
  return /^zh\b/i.test(navigator.language) ? 'zh' : 'en'
}

function speak(language: Language, choose: (language: Language) => void): Spoken {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const numbers = new Intl.NumberFormat(locale)
  const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const when = (text: string, format: Intl.DateTimeFormat) => {
    const moment = Date.parse(text)
    return Number.isNaN(moment) || moment === 0 ? text : format.format(moment)
  }
  return {
    language,
    choose,
    w: language === 'zh' ? zh : en,
    number: (n) => numbers.format(n),
    decimal: (n, digits = 2) => n.toFixed(digits),
    size: (bytes) => {
      const units = ['B', 'kB', 'MB', 'GB', 'TB']
      let step = 0
      while (bytes >= 1000 && step < units.length - 1) { bytes /= 1000; step++ }
      return `${bytes >= 100 || step === 0 ? Math.round(bytes) : bytes.toFixed(1)} ${units[step]}`
    },
    time: (text) => when(text, times),
    day: (text) => when(text, days),
    told: language === 'zh' ? inChinese : (sentence) => sentence,
  }
}

const Tongue = createContext<Spoken>(speak('en', () => {}))
export const useWords = () => useContext(Tongue)

export function Speaking({ children }: { children: ReactNode }) {
  const [language, set] = useState<Language>(first)
  useEffect(() => { document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en' }, [language])
  const spoken = useMemo(() => speak(language, (next) => { localStorage.setItem(kept, next); set(next) }), [language])
  return <Tongue value={spoken}>{children}</Tongue>
}

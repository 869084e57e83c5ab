// Texts of an app's file in the language of the page.
import { useWords } from '../words/words'
import type { Said, Schema } from './calls'

export function useSaid() {
  const { language, told } = useWords()
  const other = language === 'zh' ? 'en' : 'zh'
  return (said: Said | null | undefined): string => (said == null ? '' : typeof said === 'string' ? told(said) : said[language] || said[other] || '')
}

const spaced = (name: string) => name.replace(/_/g, ' ').replace(/^./, (first) => first.toUpperCase())

/** The title of a field, else its name. */
export function useTitle() {
  const said = useSaid()
  const { w } = useWords()
  return (name: string, schema?: Schema) => said(schema?.title) || w.work.shown_names[name] || spaced(name)
}

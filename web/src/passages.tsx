// The passages that fit a query best, without any answer drawn from them.
import { useRef } from 'react'
import { api } from './api'
import { CitationCard } from './citation'
import { DocumentDrawer } from './document'
import { useWalk } from './keyboard'
import { useLoad } from './load'
import { Failed, Nothing, Waiting } from './parts'
import { go, link, useRoute } from './route'
import { useWords } from './words/words'

export function Passages({ question, collection }: { question: string; collection: string }) {
  const { w } = useWords()
  const { query } = useRoute()
  const { data, failure, reload } = useLoad('passages', (signal) => api.search(question, collection, signal))
  const here = { q: question, c: collection, find: '1', n: query.n }
  const pushed = useRef(false)
  useWalk('.citation')
  const close = () => { if (pushed.current) { pushed.current = false; history.back() } else go(link('ask', here), 'replace') }
  const opened = data?.hits[Number(query.open) - 1]
  return (
    <section className="result" aria-live="polite" aria-busy={!data && !failure}>
      {failure && !data ? <Failed failure={failure} retry={reload} />
        : !data ? <div className="card"><p className="quiet asking">{w.ask.asking}</p><Waiting rows={3} /></div>
        : data.hits.length === 0 ? <div className="card"><Nothing title={w.ask.no_passages} hint={w.documents.none_hint} /></div>
        : (
          <ol className="plain citations">
            {data.hits.map((hit) => (
              <li key={hit.rank}>
                <CitationCard whole citation={{ ...hit, quote: hit.text }} number={hit.rank} href={link('ask', { ...here, open: hit.rank })}
                  open={() => { pushed.current = true; go(link('ask', { ...here, open: hit.rank })) }} />
              </li>
            ))}
          </ol>
        )}
      <DocumentDrawer open={Boolean(opened)} collection={opened?.collection ?? ''} id={opened?.document ?? ''} mark={opened && { start: opened.start, end: opened.end }} close={close} />
    </section>
  )
}

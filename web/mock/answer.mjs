// A small stand-in for search: the sentence that shares most of the question's pieces, and how much it shares.
import { sentences } from './parse.mjs'

const empty = new Set('the a an is are of to in on for and or what which who how when where does do 的 了 是 吗 在 多少 什么 哪 谁'.split(' '))

function pieces(text) {
  const found = new Set()
  for (const word of text.toLowerCase().match(/[a-z0-9_-]+/g) ?? []) if (!empty.has(word)) found.add(word.replace(/(ing|es|ed|s)$/, ''))
  for (const run of text.match(/\p{Script=Han}+/gu) ?? []) {
    const signs = [...run]
    for (let n = 0; n + 1 < signs.length; n++) found.add(signs[n] + signs[n + 1])
  }
  return found
}
function share(asked, text) {
  const there = pieces(text)
  let hits = 0
  for (const piece of asked) if (there.has(piece)) hits++
  return asked.size ? hits / asked.size : 0
}

export function answer(question, documents, threshold) {
  const asked = pieces(question)
  const plain = (text) => text.toLowerCase().replace(/[\s\p{P}]/gu, '')
  const found = []
  for (const one of documents) {
    for (const pair of one.pairs) if (plain(pair.question) === plain(question)) return curated(one, pair, threshold)
    for (const sentence of sentences(one)) found.push({ one, ...sentence, score: 0.85 * share(asked, sentence.quote) + 0.15 * share(asked, one.title) })
  }
  found.sort((a, b) => b.score - a.score)
  const best = found[0]
  const confidence = Math.min(0.98, best?.score ?? 0)
  const common = { confidence, threshold, certified: false, curated: false, ms: 3.4 }
  const cite = ({ one, quote, start, end, page }) => ({ collection: one.collection, document: one.document, title: one.title, quote, start, end, page })
  if (best && confidence > 0 && confidence >= threshold) {
    const others = found.slice(1, 3).filter((other) => other.score > 0.6 * best.score)
    return { status: 'answered', answer: best.quote, reason: 'quoted', citations: [cite(best), ...others.map(cite)], nearest: [], ...common }
  }
  const nearest = []
  for (const { one, score } of found) if (score > 0 && nearest.length < 4 && !nearest.some((near) => near.document === one.document)) nearest.push({ collection: one.collection, document: one.document, title: one.title, score })
  const reason = /\p{Script=Han}/u.test(question) ? '文档中没有一句话足够明确地回答这个问题。' : 'No sentence in the documents answers this clearly enough.'
  return { status: 'refused', reason, citations: [], nearest, ...common }
}

export function passages(query, documents, most) {
  const asked = pieces(query)
  const found = documents.flatMap((one) => sentences(one).map((sentence) => ({ one, ...sentence, score: share(asked, sentence.quote) }))).filter(({ score }) => score > 0)
  found.sort((a, b) => b.score - a.score)
  return found.slice(0, most).map(({ one, quote, start, end, page, score }, at) => ({ rank: at + 1, collection: one.collection, document: one.document, title: one.title, score, text: quote, start, end, page }))
}

function curated(one, pair, threshold) {
  const citation = { collection: one.collection, document: one.document, title: one.title, quote: pair.answer, start: pair.start, end: pair.end, page: 0 }
  return { status: 'answered', answer: pair.answer, reason: 'curated', confidence: 0.99, threshold, certified: false, curated: true, citations: [citation], nearest: [], ms: 1.2 }
}

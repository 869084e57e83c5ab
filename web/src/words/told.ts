// A sentence of the server in Chinese; one that is not known is left as it is.
import { sentences } from './sentences.ts'

interface Known { shape: RegExp; chinese: string; weight: number }

/** Where several fit, the one with the most words of its own is meant. */
const known: Known[] = sentences
  .map(([english, chinese]) => {
    const own = english.split('{}')
    return { shape: new RegExp(`^${own.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('([\\s\\S]*?)')}$`), chinese, weight: own.join('').length }
  })
  .sort((a, b) => b.weight - a.weight)

export function inChinese(told: string): string {
  return whole(told) ?? oneByOne(told) ?? told
}

function whole(told: string): string | undefined {
  for (const { shape, chinese } of known) {
    const found = shape.exec(told)
    if (!found) continue
    let next = 0
    return chinese.replace(/\{(\d*)(:told)?\}/g, (_, number: string, how?: string) => {
      next = number ? Number(number) : next + 1
      return how ? inChinese(found[next]) : found[next]
    })
  }
  return undefined
}

/** A note may be several sentences. */
function oneByOne(told: string): string | undefined {
  const each = told.split(/(?<=\.) (?=["A-Z0-9])/)
  return each.length > 1 ? each.map((one) => whole(one) ?? `${one} `).join('') : undefined
}

// Answers of this tab, so that going back shows what was there instead of asking again. Forgotten with the tab and at every change of key.
import type { Answer } from './api'

const most = 30
const answers = new Map<string, { question: string; collection: string; guess: boolean; answer: Answer }>()
const name = (question: string, collection: string, guess: boolean) => JSON.stringify([question, collection, guess])

export const keptAnswer = (question: string, collection: string, guess: boolean) => answers.get(name(question, collection, guess))?.answer
export function keepAnswer(question: string, collection: string, guess: boolean, answer: Answer) {
  answers.delete(name(question, collection, guess))
  answers.set(name(question, collection, guess), { question, collection, guess, answer })
  if (answers.size > most) answers.delete(answers.keys().next().value!)
}
export const forgetAnswer = (question: string, collection: string, guess: boolean) => { answers.delete(name(question, collection, guess)) }
export const forgetAnswers = () => answers.clear()
export const askedBefore = () => [...answers.values()].filter((one) => !one.guess).reverse().slice(0, 8)

// A row of the record of changes in the reader's words: the server writes it down as a name of an act, a subject and a detail of a few fixed shapes.
import { labels, type Change, type Label } from './api'
import { useWords } from './words/words'

export function useChange({ act, subject, detail }: Change) {
  const { w } = useWords()
  const inWords = useDetail()
  const several = /^(.*) and (\d+) more$/s.exec(subject)
  return { act: w.acts[act] ?? act, subject: several ? w.audit.and_more(several[1], several[2]) : subject, detail: act.startsWith('key.') && detail ? `${w.login.key} ${detail}` : inWords(detail) }
}

function useDetail() {
  const { w, number, size } = useWords()
  const label = (name: string) => (labels.includes(name as Label) ? w.labels[name as Label] : name)
  const shapes: [RegExp, (found: string[]) => string][] = [
    // The counts without the noughts.
    [/^collection (\S+): ((?:\d+ \w+(?:, )?)+)$/, ([, collection, counts]) => {
      const words = w.report as unknown as Record<string, string>
      return [collection, ...counts.split(', ').map((one) => one.split(' ')).filter(([count]) => count !== '0').map(([count, what]) => `${words[what] ?? what} ${number(Number(count))}`)].join(' · ')
    }],
    [/^(\d+) problems$/, ([, count]) => w.audit.problems(number(Number(count)))],
    [/^(\d+) bytes$/, ([, bytes]) => size(Number(bytes))],
    [/^(\w+) for (.+)$/, ([, name, groups]) => `${label(name)} · ${groups === 'everyone' ? w.everyone : groups.replaceAll(',', ', ')}`],
    [/^label (\w+)((?:, administrator)?)((?:, group .+)?)$/, ([, name, administrator, groups]) =>
      [label(name), ...(administrator ? [w.people.administrator] : []), ...(groups ? [groups.split(', group ').filter(Boolean).join(', ')] : [])].join(' · ')],
  ]
  return (detail: string) => {
    for (const [shape, say] of shapes) {
      const found = shape.exec(detail)
      if (found) return say(found)
    }
    return detail
  }
}

// Server-sent events read with fetch, because EventSource cannot carry a key.
import { address, authorization, Failure, key, reply } from './api'

export interface ServerEvent { event: string; data: unknown }

/** Yields events until the server ends the stream or `signal` stops it. */
export async function* events(path: string, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  const sent = key.read()
  const response = await fetch(address(path), { headers: { ...authorization(), Accept: 'text/event-stream' }, signal })
  if (!response.ok || !response.body) { reply(response.status, await response.text(), sent); throw new Failure('status', '', response.status) }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let waiting = ''
  for (;;) {
    const { value, done } = await reader.read()
    waiting = (waiting + (value ?? '')).replaceAll('\r\n', '\n')
    for (let end = waiting.indexOf('\n\n'); end >= 0; end = waiting.indexOf('\n\n')) {
      const found = parseEvent(waiting.slice(0, end))
      waiting = waiting.slice(end + 2)
      if (found) yield found
    }
    if (done) return
  }
}

export function parseEvent(lines: string): ServerEvent | undefined {
  let event = 'message'
  const data: string[] = []
  for (const line of lines.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim()
    else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''))
  }
  if (!data.length) return undefined
  try { return { event, data: JSON.parse(data.join('\n')) } } catch { return undefined }
}

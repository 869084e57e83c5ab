// Files on their way to the server: in batches, with progress, one bad batch costing only itself.
import { address, authorization, Failure, key, type AddReport, type Label, reply } from './api'

export interface Outgoing { name: string; file: File }
export interface Intake { collection: string; groups: string[]; label: Label }
export type Sent = (done: number, all: number) => void

const batchFiles = 16
const batchBytes = 16_000_000

export function emptyReport(): AddReport {
  return { added: 0, updated: 0, unchanged: 0, removed: 0, moved: 0, empty: 0, failed: [], failed_count: 0, read: 0, seen: 0, unread_formats: {}, seconds: 0 }
}
export function together(a: AddReport, b: AddReport): AddReport {
  const sum: AddReport = { ...a, failed: [...a.failed, ...(b.failed ?? [])], unread_formats: { ...a.unread_formats } }
  for (const name of ['added', 'updated', 'unchanged', 'removed', 'moved', 'empty', 'failed_count', 'read', 'seen', 'seconds'] as const) sum[name] = a[name] + (b[name] ?? 0)
  for (const [format, count] of Object.entries(b.unread_formats ?? {})) sum.unread_formats[format] = (sum.unread_formats[format] ?? 0) + count
  return sum
}

function batches(files: Outgoing[]) {
  const all: Outgoing[][] = []
  let bytes = 0
  for (const one of files) {
    const last = all.at(-1)
    if (last && last.length < batchFiles && bytes + one.file.size <= batchBytes) { last.push(one); bytes += one.file.size }
    else { all.push([one]); bytes = one.file.size }
  }
  return all
}

/** Rejects with a Failure when the server is gone or wants a key; anything else it says of a batch becomes a line of the report. */
export async function send(files: Outgoing[], intake: Intake, sent: Sent, signal: AbortSignal): Promise<AddReport> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0)
  let report = emptyReport()
  let done = 0
  for (const batch of batches(files)) {
    const size = batch.reduce((sum, { file }) => sum + file.size, 0)
    try {
      report = together(report, await post(batch, intake, (part) => sent(done + Math.round(part * size), total), signal))
    } catch (thrown) {
      if (signal.aborted || !(thrown instanceof Failure) || thrown.code === 'login' || thrown.code === 'unreachable' || thrown.code === 'forbidden') throw thrown
      const reason = thrown.message || `HTTP ${thrown.status}`
      report = together(report, { ...emptyReport(), failed: batch.map(({ name }) => ({ path: name, reason })), failed_count: batch.length, seen: batch.length })
    }
    done += size
    sent(done, total)
  }
  return report
}

/** fetch tells nothing about the way up, so this is an XMLHttpRequest. */
function post(batch: Outgoing[], intake: Intake, sent: (part: number) => void, signal: AbortSignal): Promise<AddReport> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const sentKey = key.read()
    request.open('POST', address('documents', { collection: intake.collection, groups: intake.groups.join(','), label: intake.label }))
    for (const [name, value] of Object.entries(authorization())) request.setRequestHeader(name, value)
    request.upload.onprogress = (event) => { if (event.lengthComputable) sent(event.loaded / event.total) }
    request.onload = () => { try { resolve(reply<AddReport>(request.status, request.responseText, sentKey)) } catch (thrown) { reject(thrown) } }
    request.onerror = () => reject(new Failure('unreachable', '', 0))
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    const body = new FormData()
    for (const { name, file } of batch) body.append('file', file, name)
    request.send(body)
  })
}

/** Everything in a drop, folders opened; names keep the path inside the drop. */
export async function dropped(transfer: DataTransfer): Promise<Outgoing[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry): entry is FileSystemEntry => Boolean(entry))
  if (!entries.length) return [...transfer.files].map((file) => ({ name: file.name, file }))
  const found: Outgoing[] = []
  const waiting = entries.map((entry) => ({ entry, path: entry.name }))
  while (waiting.length) {
    const { entry, path } = waiting.pop()!
    if (entry.isFile) found.push({ name: path, file: await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)) })
    else {
      const reader = (entry as FileSystemDirectoryEntry).createReader()
      // readEntries hands out a hundred at a time and an empty list at the end.
      for (;;) {
        const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
        if (!some.length) break
        for (const one of some) if (!one.name.startsWith('.')) waiting.push({ entry: one, path: `${path}/${one.name}` })
      }
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}
export const chosen = (list: FileList): Outgoing[] => [...list].map((file) => ({ name: file.webkitRelativePath || file.name, file }))

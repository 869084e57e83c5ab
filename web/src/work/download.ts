// A file of a run, fetched with the key and handed to the browser to keep.
import { address, authorization, Failure, key, reply } from '../api'

export async function download(path: string, name: string) {
  const sent = key.read()
  let response: Response
  try { response = await fetch(address(path), { headers: authorization() }) } catch { throw new Failure('unreachable', '', 0) }
  if (!response.ok) reply(response.status, await response.text(), sent)
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

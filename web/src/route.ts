// Where the page is, kept in the hash, so that the server needs one address and every view can be linked, reloaded and gone back to.
import { useSyncExternalStore } from 'react'

export interface Route { page: string; query: Record<string, string> }

function parse(hash: string): Route {
  const [path, search = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  return { page: path || 'home', query: Object.fromEntries(new URLSearchParams(search)) }
}

let now = parse(location.hash)
const listeners = new Set<() => void>()
window.addEventListener('hashchange', () => {
  now = parse(location.hash)
  listeners.forEach((call) => call())
})

export function useRoute(): Route {
  return useSyncExternalStore((call) => { listeners.add(call); return () => listeners.delete(call) }, () => now)
}

export function link(page: string, query: Record<string, string | number | undefined> = {}) {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value))
  const tail = search.toString()
  return `#/${page === 'home' ? '' : page}${tail ? `?${tail}` : ''}`
}
export function go(target: string, how: 'push' | 'replace' = 'push') {
  if (how === 'push') location.hash = target
  else location.replace(target)
}

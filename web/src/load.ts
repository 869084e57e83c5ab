// Loading with what was there before kept on the screen until the new has come, so nothing jumps.
import { useCallback, useEffect, useRef, useState } from 'react'
import { Failure } from './api'

export interface Loaded<T> { data?: T; failure?: Failure; loading: boolean; reload: () => void }

/** Loads anew when `key` changes; another key drops the old data, `reload` keeps it. */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, set] = useState<{ key: string; data?: T; failure?: Failure; loading: boolean }>({ key, loading: true })
  const [turn, again] = useState(0)
  const latest = useRef(load)
  latest.current = load
  useEffect(() => {
    const stop = new AbortController()
    set((old) => (old.key === key ? { ...old, loading: true } : { key, loading: true }))
    latest.current(stop.signal).then(
      (data) => { if (!stop.signal.aborted) set({ key, data, loading: false }) },
      (thrown) => { if (!stop.signal.aborted) set((old) => ({ ...old, failure: asFailure(thrown), loading: false })) },
    )
    return () => stop.abort()
  }, [key, turn])
  const reload = useCallback(() => again((n) => n + 1), [])
  return { data: state.key === key ? state.data : undefined, failure: state.failure, loading: state.loading, reload }
}

export function asFailure(thrown: unknown): Failure {
  return thrown instanceof Failure ? thrown : new Failure('internal', String((thrown as Error)?.message ?? thrown), 0)
}

/** Calls `act` every `ms` while the page is visible. */
export function useEvery(ms: number, act: () => void) {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const timer = setInterval(() => { if (document.visibilityState === 'visible') latest.current() }, ms)
    return () => clearInterval(timer)
  }, [ms])
}

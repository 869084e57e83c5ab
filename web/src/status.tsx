// What the whole page knows of the server: the status, loaded once and again when something changed.
import { createContext, useContext } from 'react'
import type { Status } from './api'

export interface Known { status: Status; reload: () => void; enter: (key: string) => void }
export const StatusContext = createContext<Known | null>(null)

export function useStatus(): Known {
  const known = useContext(StatusContext)
  if (!known) throw new Error('useStatus outside of the signed-in page')
  return known
}

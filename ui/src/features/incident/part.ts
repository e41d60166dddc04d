import type { IncidentAction, IncidentView } from '@/ipc'

/** What every part of an incident's screen is given. */
export interface Part {
  view: IncidentView
  busy: boolean
  /** Why whoever looks changes nothing here. */
  why: string | undefined
  act: (action: IncidentAction, place?: (error: unknown) => boolean) => Promise<boolean>
}

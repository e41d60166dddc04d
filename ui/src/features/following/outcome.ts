/** What came of a call, as it is being noted. */
import type { Action, ContactWhy, Satisfaction, Solved } from '@/ipc'
import { fromHallTime, hallTime } from '@/shared/format'

/** Solved or not, or nobody was reached; a customer who waits is only told how far it is. */
export type Outcome = Solved | 'reached' | 'missed'

export interface Typed {
  outcome: Outcome | null
  satisfied: Satisfaction | null
  remark: string
  next: string | null
  next_typed: string
}
export const blank = (): Typed => ({
  outcome: null,
  satisfied: null,
  remark: '',
  next: null,
  next_typed: '',
})

/** As the record takes it; undefined while a question is open. */
export function outcomeOf(why: ContactWhy, typed: Typed): Action | undefined {
  const { outcome, satisfied, remark, next } = typed
  if (outcome === null) return undefined
  if (outcome === 'missed' && next === null) return undefined
  if (why === 'waiting') {
    const reached = outcome !== 'missed'
    return { do: 'contact_waiting', reached, note: remark, next: reached ? null : next }
  }
  if (outcome === 'missed') return { do: 'call_back', opinion: null, emotion: null, note: remark, next }
  if (outcome === 'reached' || satisfied === null) return undefined
  const opinion = { solved: outcome, satisfied, remark }
  return { do: 'call_back', opinion, emotion: null, note: '', next: null }
}

/** In the morning one tries again in the evening, later on the next morning: people can be reached then. */
export function nextAttempt(now: Date): Date {
  const { year, month, day, hour } = hallTime(now)
  return hour < 16 ? fromHallTime(year, month, day, 18, 30) : fromHallTime(year, month, day + 1, 10)
}

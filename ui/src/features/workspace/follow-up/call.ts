import type { Action } from '@/ipc'
import { noOpinion, opinionOf, type OpinionTyped } from './opinion'

/** A call-back as it is being noted. */
export interface CallTyped extends OpinionTyped {
  reached: boolean | null
  note: string
}

export const noCall = (): CallTyped => ({ reached: null, note: '', ...noOpinion() })

/** As the record takes it; undefined while somebody was reached but not asked both questions. */
export function callOf(call: CallTyped): Action | undefined {
  if (call.reached === null) return undefined
  if (!call.reached) return { do: 'call_back', opinion: null, emotion: null, note: call.note }
  const opinion = opinionOf(call)
  return opinion && { do: 'call_back', opinion, emotion: call.emotion, note: call.note }
}

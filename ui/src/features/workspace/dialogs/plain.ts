/** Dialogs that ask for one text: which action they perform, and by which name the record refuses the text. */
import type { Action } from '@/ipc'
import type { DialogName } from '../panel'

export type PlainName = Extract<
  DialogName,
  | 'decide_escalation'
  | 'return_escalation'
  | 'refuse_extension'
  | 'raise'
  | 'add_note'
  | 'break_off'
  | 'withdraw'
  | 'reopen'
  | 'came_back'
>

export const plain: Record<PlainName, { field: string; action: (words: string) => Action }> = {
  decide_escalation: { field: 'explanation', action: (decision) => ({ do: 'decide_escalation', decision }) },
  return_escalation: { field: 'reason', action: (reason) => ({ do: 'return_escalation', reason }) },
  refuse_extension: { field: 'reason', action: (reason) => ({ do: 'refuse_extension', reason }) },
  raise: { field: 'reason', action: (reason) => ({ do: 'raise', reason }) },
  add_note: { field: 'note', action: (text) => ({ do: 'add_note', text }) },
  break_off: { field: 'reason', action: (reason) => ({ do: 'break_off', reason }) },
  withdraw: { field: 'reason', action: (reason) => ({ do: 'withdraw', reason }) },
  came_back: { field: 'statement', action: (words) => ({ do: 'came_back', words }) },
  // Within ten minutes the same person needs no reason; the desk knows whether that is so.
  reopen: { field: 'reason', action: (reason) => ({ do: 'reopen', reason: reason.trim() || null }) },
}
export const isPlain = (name: DialogName): name is PlainName => name in plain

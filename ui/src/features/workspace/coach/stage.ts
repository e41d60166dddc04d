/** For tests: a coach that has nothing to say, and sentences with and without gaps. */
import type { Coaching, Part, SlotName, Suggestion } from '@/ipc'

export const nothing: Coaching = {
  statements: [],
  statements_until: null,
  situations: [],
  playbook: null,
  wordings: [],
  guide: null,
  offers: [],
  reminders: null,
  facts: [],
  checklist: null,
}

export const words = (text: string): Part => ({ text, slot: null, filled: true })
export const gap = (slot: SlotName, label: string): Part => ({ text: label, slot, filled: false })

export const wording = (id: string, ...parts: Part[]): Suggestion => ({
  id,
  parts,
  specific: true,
  complete: parts.every(({ filled }) => filled),
})

/** The lists out of which a playbook's fields choose, in the order of the record. */
import { text } from '@/i18n'
import type { Basis, Emotion, Fact, RemedyKind, Step } from '@/ipc'

export const STEPS = [
  'listen',
  'apologize',
  'gather',
  'propose',
  'ask',
  'follow_up',
] as const satisfies readonly Step[]
export const EMOTIONS = ['calm', 'anxious', 'disappointed', 'angry'] as const satisfies readonly Emotion[]
export const FACTS = ['who', 'when', 'where', 'what', 'why', 'how'] as const satisfies readonly Fact[]
export const BASES = ['law', 'published_promise', 'contract', 'goodwill'] as const satisfies readonly Basis[]
export const REMEDIES = [
  'written_apology',
  'correction',
  'bill_credit',
  'refund',
  'doubled_refund',
  'free_service',
  'rent_waiver',
  'late_penalty',
  'device',
  'gift',
  'other',
] as const satisfies readonly RemedyKind[]

export const stepOptions = () => STEPS.map((value) => ({ value, label: text(`names.step.${value}`) }))
export const emotionOptions = () =>
  EMOTIONS.map((value) => ({ value, label: text(`names.emotion.${value}`) }))
export const basisOptions = () => BASES.map((value) => ({ value, label: text(`agreement.basis.${value}`) }))

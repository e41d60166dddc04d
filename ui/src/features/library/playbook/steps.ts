/** The lists out of which a playbook's fields choose, in the order of the record. */
import { text } from '@/i18n'
import type { Emotion, Fact, Step } from '@/ipc'
import { BASES } from '@/shared/remedy'

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

export const stepOptions = () => STEPS.map((value) => ({ value, label: text(`names.step.${value}`) }))
export const emotionOptions = () =>
  EMOTIONS.map((value) => ({ value, label: text(`names.emotion.${value}`) }))
export const basisOptions = () => BASES.map((value) => ({ value, label: text(`agreement.basis.${value}`) }))

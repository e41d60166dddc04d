import { text } from '@/i18n'
import type { Line } from '@/ipc'

const STEPS = ['listen', 'apologize', 'gather', 'propose', 'ask', 'follow_up'] as const

/** 007, the part of a number that is said out loud; the whole one stands in the preview. */
export const numberOf = (line: Pick<Line, 'number'>) => line.number.split('-').at(-1) ?? line.number

/** 6 回访 · 6 回访（第 2 轮） */
export function stepText({ step, round }: Pick<Line, 'step' | 'round'>): string {
  const name = text('queue.step', { n: STEPS.indexOf(step) + 1, name: text(`names.step.${step}`) })
  return round > 1 ? `${name} · ${text('queue.round', { n: round })}` : name
}

/** The course of a customer's mood over a talk. */
import type { Mood } from '@/ipc'

/** A feeling at its strongest. */
export const MOST = 5

/** Where the line of moods goes in a picture of this size; the strongest feeling is at the top. */
export function linePoints(
  moods: readonly Mood[],
  width: number,
  height: number,
): { x: number; y: number }[] {
  const gap = moods.length > 1 ? width / (moods.length - 1) : 0
  return moods.map(({ strength }, at) => ({
    x: Math.round(at * gap),
    y: Math.round(height - (Math.min(MOST, Math.max(0, strength)) / MOST) * height),
  }))
}

/** Whether a feeling became weaker or stronger. */
export const movedFrom = (before: Mood, after: Mood): 'better' | 'worse' | 'same' =>
  after.strength < before.strength ? 'better' : after.strength > before.strength ? 'worse' : 'same'

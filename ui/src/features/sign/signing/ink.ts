import type { Ink } from '@/ipc'

/** A stroke as the pad gives it: places in CSS pixels of the field, pressure from 0 to 1. */
export interface Stroke {
  points: readonly { x: number; y: number; pressure: number }[]
}

/** Units of the record in one CSS pixel: a tenth of a pixel is finer than any screen shows. */
const FINENESS = 10
/** What the record takes in all; a real signature has a few hundred. */
export const POINTS_MAX = 20_000
/** What stands for "the device gives no pressure". */
const EVEN = 128

/** The strokes in whole numbers, inside their box; undefined while nothing has been drawn. */
export function inkOf(strokes: readonly Stroke[], width: number, height: number): Ink | undefined {
  const total = strokes.reduce((sum, { points }) => sum + points.length, 0)
  if (total === 0) return undefined
  const box = { width: Math.round(width * FINENESS), height: Math.round(height * FINENESS) }
  const place = (at: number, most: number) => Math.min(Math.max(Math.round(at * FINENESS), 0), most)
  // Each stroke keeps its first and last point besides, hence the allowance.
  const every = Math.ceil(total / (POINTS_MAX - 2 * strokes.length))
  return {
    ...box,
    strokes: strokes
      .filter(({ points }) => points.length > 0)
      .map(({ points }) =>
        points
          .filter((_, at) => at % every === 0 || at === points.length - 1)
          .map(({ x, y, pressure }) => [place(x, box.width), place(y, box.height), force(pressure)]),
      ),
  }
}

/** A mouse gives 0.5, a finger often 0: both mean "not measured". */
function force(pressure: number): number {
  if (pressure === 0 || pressure === 0.5) return EVEN
  return Math.min(Math.max(Math.round(pressure * 255), 1), 255)
}

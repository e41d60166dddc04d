import type { Avoid, Extent } from '@/ipc'

/** Why a wording is to be avoided, in the order of the list. */
export const AVOID = [
  'doubts',
  'denies',
  'orders',
  'rules',
  'pushes_away',
  'threatens',
  'compares',
  'belittles',
  'uncovered_promise',
  'soothing',
] as const satisfies readonly Avoid[]
/** How much a rewrite takes the place of. */
export const EXTENTS = ['hit', 'clause', 'sentence'] as const satisfies readonly Extent[]

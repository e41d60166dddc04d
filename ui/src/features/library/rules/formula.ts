/** How an amount is worked out, as parts to choose and as a sentence. */
import { text } from '@/i18n'
import type { Formula, Input } from '@/ipc'
import { formatMoney } from '@/shared/format'

export const INPUTS = [
  'monthly_rent',
  'installation_fee',
  'charge',
  'promised_amount',
  'deposit',
] as const satisfies readonly Input[]
export const FORMULAS = ['none', 'per_day', 'percent', 'multiple', 'same', 'open'] as const
export type FormulaKind = (typeof FORMULAS)[number]

export interface FormulaParts {
  kind: FormulaKind
  input: Input
  /** Divisor, percent or times, whichever the kind has. */
  n: number
  /** At least so many fen. */
  least: number
}

export function partsOf(formula: Formula | null): FormulaParts {
  const blank = { input: 'charge' as Input, n: 1, least: 0 }
  if (formula === null) return { ...blank, kind: 'none' }
  if (formula.per_day_of !== undefined)
    return { ...blank, kind: 'per_day', input: formula.per_day_of, n: formula.divisor }
  if (formula.percent_per_day_of !== undefined)
    return { ...blank, kind: 'percent', input: formula.percent_per_day_of, n: formula.percent }
  if (formula.multiple_of !== undefined)
    return { kind: 'multiple', input: formula.multiple_of, n: formula.times, least: formula.at_least_fen }
  if (formula.same_as !== undefined) return { ...blank, kind: 'same', input: formula.same_as }
  return { ...blank, kind: 'open' }
}

export function formulaOf({ kind, input, n, least }: FormulaParts): Formula | null {
  const formulas: Record<FormulaKind, Formula | null> = {
    none: null,
    per_day: { per_day_of: input, divisor: Math.max(1, n) },
    percent: { percent_per_day_of: input, percent: n },
    multiple: { multiple_of: input, times: n, at_least_fen: least },
    same: { same_as: input },
    open: { open: true },
  }
  return formulas[kind]
}

export function formulaWords(formula: Formula | null): string {
  const { kind, input, n, least } = partsOf(formula)
  const of = text(`library.input.${input}`)
  if (kind === 'none' || kind === 'open') return text(`library.formula.${kind}`)
  if (kind === 'same') return text('library.formula.same', { of })
  if (kind === 'multiple' && least > 0)
    return text('library.formula.multipleAtLeast', { of, n, least: formatMoney(least) })
  return text(`library.formula.${kind}`, { of, n })
}

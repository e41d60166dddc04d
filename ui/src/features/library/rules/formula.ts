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
  'arrears',
] as const satisfies readonly Input[]
export const FORMULAS = ['none', 'per_day', 'percent', 'per_mille', 'multiple', 'same', 'open'] as const
export type FormulaKind = (typeof FORMULAS)[number]

export interface FormulaParts {
  kind: FormulaKind
  input: Input
  /** Divisor, percent, per mille or times, whichever the kind has. */
  n: number
  /** At least so many fen. */
  least: number
  /** Paid besides the refund. */
  besides: boolean
}

export function partsOf(formula: Formula | null): FormulaParts {
  const blank = { input: 'charge' as Input, n: 1, least: 0, besides: false }
  if (formula === null) return { ...blank, kind: 'none' }
  if (formula.per_day_of !== undefined)
    return { ...blank, kind: 'per_day', input: formula.per_day_of, n: formula.divisor }
  if (formula.percent_per_day_of !== undefined)
    return { ...blank, kind: 'percent', input: formula.percent_per_day_of, n: formula.percent }
  if (formula.per_mille_per_day_of !== undefined)
    return { ...blank, kind: 'per_mille', input: formula.per_mille_per_day_of, n: formula.per_mille }
  if (formula.multiple_of !== undefined)
    return {
      kind: 'multiple',
      input: formula.multiple_of,
      n: formula.times,
      least: formula.at_least_fen,
      besides: formula.besides_refund ?? false,
    }
  if (formula.same_as !== undefined) return { ...blank, kind: 'same', input: formula.same_as }
  return { ...blank, kind: 'open' }
}

export function formulaOf({ kind, input, n, least, besides }: FormulaParts): Formula | null {
  const formulas: Record<FormulaKind, Formula | null> = {
    none: null,
    per_day: { per_day_of: input, divisor: n },
    percent: { percent_per_day_of: input, percent: n },
    per_mille: { per_mille_per_day_of: input, per_mille: n },
    multiple: { multiple_of: input, times: n, at_least_fen: least, besides_refund: besides },
    same: { same_as: input },
    open: { open: true },
  }
  return formulas[kind]
}

export function formulaWords(formula: Formula | null): string {
  const { kind, input, n, least, besides } = partsOf(formula)
  const of = text(`library.input.${input}`)
  if (kind === 'none' || kind === 'open') return text(`library.formula.${kind}`)
  if (kind === 'same') return text('library.formula.same', { of })
  const sum =
    kind === 'multiple' && least > 0
      ? text('library.formula.multipleAtLeast', { of, n, least: formatMoney(least) })
      : text(`library.formula.${kind}`, { of, n })
  return besides ? text('library.formula.besides', { sum, of }) : sum
}

/** What a customer receives, in a few words: 话费减免 ¥129.00 · 赠送月租或流量 3 个月. */
import { text, type MessageKey } from '@/i18n'
import type { Basis, RemedyKind } from '@/ipc'
import { formatMoney } from './format'

type Kind = Extract<MessageKey, `names.remedy.${string}`> extends `names.remedy.${infer K}` ? K : never

export interface RemedyLike {
  kind: Kind
  amount?: number | null
  months?: number | null
}

export function remedyText({ kind, amount, months }: RemedyLike): string {
  return [
    text(`names.remedy.${kind}`),
    amount ? formatMoney(amount) : '',
    months ? text('agreement.months', { n: months }) : '',
  ]
    .filter(Boolean)
    .join(' ')
}

/** What a customer can be offered. */
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
/** On what an offer can rest. */
export const BASES = ['law', 'published_promise', 'contract', 'goodwill'] as const satisfies readonly Basis[]

export const hasWorth = (kind: RemedyKind | 'none') =>
  !['none', 'written_apology', 'correction'].includes(kind)
export const hasMonths = (kind: RemedyKind | 'none') =>
  ['bill_credit', 'free_service', 'rent_waiver'].includes(kind)

/** What a customer receives, in a few words: 话费减免 ¥129.00 · 赠送月租或流量 3 个月. */
import { text, type MessageKey } from '@/i18n'
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

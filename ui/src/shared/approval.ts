/** How an offer's approval stands, in a line. */
import { text } from '@/i18n'
import type { Approval, Extension, Ticket } from '@/ipc'
import { formatMoney } from './format'

/** `given` is the offer's amount as it stands; a colleague's name comes from whoever knows it. */
export function approvalText(
  approval: Approval,
  given: number | null | undefined,
  nameOf: (id: string) => string,
): string {
  switch (approval.state) {
    case 'within':
      return text('agreement.approval.within')
    case 'needed':
    case 'requested':
      return text(`agreement.approval.${approval.state}`, { from: text(`names.grantor.${approval.from}`) })
    case 'granted':
      if (approval.decision) return text('authority.approval.grantedAbove', { by: nameOf(approval.by) })
      return approval.asked && given
        ? text('authority.approval.grantedOther', {
            by: nameOf(approval.by),
            asked: formatMoney(approval.asked),
            given: formatMoney(given),
          })
        : text('agreement.approval.granted', { by: nameOf(approval.by) })
    case 'returned':
      return text('agreement.approval.returned', { by: nameOf(approval.by), reason: approval.reason })
  }
}

/** How a request for more time stands, in a line. */
export function extensionText(
  { state, hours }: Extension,
  nameOf: (id: string) => string,
): string | undefined {
  switch (state.state) {
    case 'requested':
      return undefined
    case 'granted':
      return text('authority.approval.extended', { by: nameOf(state.by), n: hours })
    case 'refused':
      return text('authority.approval.notExtended', { by: nameOf(state.by), reason: state.reason })
  }
}

/** Whether a text names an amount in figures: then another amount needs another wording. */
export function names(words: string, fen: number): boolean {
  const yuan = String(fen / 100)
  const figures = words.replaceAll(',', '').match(/\d+(?:\.\d+)?/g) ?? []
  return figures.some((figure) => Number(figure) === Number(yuan))
}

const HALL: readonly string[] = ['duty_manager', 'hall_manager']
/**
 * The last decision of a level above the hall, as an approval names it: what is above the hall's limits rests on it (domain §9, §11). Nothing
 * where there is none; the desk leaves it out where the hall's own limits cover the offer.
 */
export function namedDecision({ escalations }: Pick<Ticket, 'escalations'>): { decision?: number } {
  const at = escalations.findLastIndex(
    ({ level, state }) => state.state === 'decided' && !HALL.includes(level),
  )
  return at < 0 ? {} : { decision: at + 1 }
}

/** How people on a ticket are named. */
import { text } from '@/i18n'
import type { Complainant, TicketView } from '@/ipc'

/** 张先生; the name as given where no form of address is known. `say` is `recordText` where it goes on record. */
export function customerName(
  { name, address }: Pick<Complainant, 'name' | 'address'>,
  say: typeof text = text,
): string {
  return name === '' ? say('names.person.noName') : say(`names.person.${address}`, { name })
}

/** A colleague's name by the number on the badge. */
export const staffName = (view: TicketView, id: string) =>
  view.people.find((one) => one.id === id)?.name ?? id

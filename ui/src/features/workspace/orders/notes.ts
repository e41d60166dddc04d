/** Which units have been asked and have not answered; the one that is due first. */
import { computed, type ComputedRef } from 'vue'
import { keyMap } from '@/app/keys'
import { text } from '@/i18n'
import { dueText } from '@/shared/formats'
import type { Note } from '@/shared/notes'
import { useWorkspace } from '../panel'
import { dueOf, isOpen } from './order'

export function useOrderNotes(): ComputedRef<Note[]> {
  const { view, now, open } = useWorkspace()
  const waiting = computed(() =>
    view.value.ticket.work_orders
      .filter(isOpen)
      .toSorted((a, b) => Date.parse(dueOf(a)) - Date.parse(dueOf(b))),
  )
  return computed(() => {
    const [first] = waiting.value
    if (!first || view.value.ticket.end) return []
    const { unit } = first
    const { length: n } = waiting.value
    return [
      {
        id: 'orders-note',
        gravity: Date.parse(dueOf(first)) < now.value ? 'red' : 'sky',
        title: n > 1 ? text('orders.noteMore', { unit, n }) : text('orders.note', { unit }),
        line: dueText(dueOf(first), now.value),
        deeds: [
          {
            id: 'orders-look',
            label: text('orders.look'),
            keys: keyMap.order,
            variant: 'quiet',
            press: () => open('work_orders'),
          },
        ],
      },
    ]
  })
}

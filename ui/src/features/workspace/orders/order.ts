/** What the screen says of a work order. */
import { computed } from 'vue'
import { text } from '@/i18n'
import type { OrderStep, WorkOrder } from '@/ipc'
import { momentText } from '@/shared/formats'
import { useWorkspace } from '../panel'

export const REMINDERS_MAX = 2

export type OrderState = 'sent' | OrderStep['what']
export const stateOf = ({ course }: WorkOrder): OrderState => course.at(-1)?.what ?? 'sent'
export const isOpen = (order: WorkOrder) => !['replied', 'withdrawn'].includes(stateOf(order))
export const remindersOf = ({ course }: WorkOrder) => course.filter(({ what }) => what === 'reminded').length
/** By when it is to be answered, as it was asked last. */
export const dueOf = ({ course, due }: WorkOrder): string =>
  course.findLast((step) => step.what === 'returned')?.due ?? due

/** One entry in words. */
export function stepText(step: OrderStep, now: number): string {
  switch (step.what) {
    case 'reminded':
      return text('orders.step.reminded', { means: text(`orders.means.${step.means}`) })
    case 'replied':
      return text('orders.step.replied', { text: step.text })
    case 'returned':
      return text('orders.step.returned', { reason: step.reason, due: momentText(step.due, now) })
    case 'withdrawn':
      return step.reason === null
        ? text('orders.step.slip')
        : text('orders.step.withdrawn', { reason: step.reason })
  }
}

/** The order that a dialog is about, by the number with which it was opened. */
export function useOrder(seed: Record<string, unknown> | undefined) {
  const { view } = useWorkspace()
  const order = computed(() => view.value.ticket.work_orders.find(({ no }) => no === seed?.order))
  return { no: Number(seed?.order), unit: computed(() => order.value?.unit ?? ''), order }
}

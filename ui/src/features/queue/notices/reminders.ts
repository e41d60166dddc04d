/** What came due in this sitting, what came last first, until it is put away. How many are overdue the lanes say. */
import { computed, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { text } from '@/i18n'
import type { ReminderView } from '@/ipc'
import { useReminders } from '@/ipc/reminders'
import { momentText } from '@/shared/formats'
import type { Note, NoteDeed } from '@/shared/notes'

export function useReminderNotes(): ComputedRef<Note[]> {
  const router = useRouter()
  const { recent, putAway } = useReminders()
  function deeds(one: ReminderView): NoteDeed[] {
    const look = () => router.push({ name: 'ticket', params: { id: one.reminder.ticket } })
    const all = { id: 'reminders-all', label: text('reminding.putAllAway'), press: () => putAway() }
    return [
      { id: 'reminder-open', label: text('reminding.open'), press: look },
      { id: 'reminders-away', label: text('reminding.putAway'), press: () => putAway(one) },
      ...(recent.value.length > 1 && one === recent.value[0] ? [all] : []),
    ]
  }
  return computed(() =>
    recent.value.map((one) => {
      const { kind, point, due } = one.reminder
      return {
        id: 'reminders',
        gravity: point === 'passed' ? 'red' : 'amber',
        title: text(`reminding.one.${point}`, {
          number: one.number,
          what: text(`names.deadline.${kind.kind}`),
          at: momentText(due),
        }),
        deeds: deeds(one),
      }
    }),
  )
}

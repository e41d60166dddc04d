/** What the desk suggests for a step: wordings, reminders, questions. Filled from the ticket, so read anew after a write. */
import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { language } from '@/i18n'
import { commands, type Step, type TicketView } from '@/ipc'
import { useWorkspace } from '../panel'

export function useCoaching(step: () => Step, view: Readonly<Ref<TicketView>> = useWorkspace().view) {
  const id = computed(() => view.value.ticket.id)
  const { data } = useQuery({
    queryKey: computed(() => ['coach', id.value, step(), language.value]),
    queryFn: () => commands.coach({ id: id.value }, step(), null),
    // What stood there stays until the new lines are here: nothing flickers while the clerk writes.
    placeholderData: (before) => before,
  })
  return { coaching: data }
}

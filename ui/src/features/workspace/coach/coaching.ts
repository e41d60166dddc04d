/** What the desk suggests for a step: wordings, questions, offers, reminders. Filled from the ticket, so read anew after a write. */
import { useQuery } from '@tanstack/vue-query'
import { computed, shallowReactive, type Ref } from 'vue'
import { language } from '@/i18n'
import { commands, type Step, type TicketView } from '@/ipc'
import { useWorkspace } from '../panel'

/** The situation that the clerk chose for a ticket, for as long as the program runs; it names no person. */
const chosen = shallowReactive(new Map<string, string>())

export function useCoaching(step: () => Step, view: Readonly<Ref<TicketView>> = useWorkspace().view) {
  const id = computed(() => view.value.ticket.id)
  const choice = computed(() => chosen.get(id.value) ?? null)
  const { data } = useQuery({
    queryKey: computed(() => ['coach', id.value, step(), language.value, choice.value]),
    queryFn: () => commands.coach({ id: id.value }, step(), choice.value),
    // What stood there stays until the new lines are here: nothing flickers while the clerk writes.
    placeholderData: (before) => before,
  })
  return {
    coaching: data,
    /** The situation chosen by hand; null = as recognised. */
    choice,
    choose: (playbook: string | null) => {
      if (playbook === null) chosen.delete(id.value)
      else chosen.set(id.value, playbook)
    },
  }
}

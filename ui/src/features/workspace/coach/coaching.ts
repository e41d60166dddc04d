/** What the desk suggests for a step: wordings, questions, offers, reminders. Filled from the ticket, so read anew after a write. */
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose, shallowReactive, watch, type Ref } from 'vue'
import { language } from '@/i18n'
import { commands, type Step, type Telling, type TicketView } from '@/ipc'
import { useWorkspace } from '../panel'

/** The situation that the clerk chose for a ticket, for as long as the program runs; it names no person. */
const chosen = shallowReactive(new Map<string, string>())

/** Step 1 while it is on the screen: what is typed there just now, and what of it the coach has heard. */
interface Ear {
  telling: () => Telling | null
  heard: Telling | null
}
const ears = new Map<string, Ear>()
const same = (one: Telling | null, other: Telling | null) =>
  one?.statement === other?.statement && one?.emotion === other?.emotion

export function useCoaching(step: () => Step, view: Readonly<Ref<TicketView>> = useWorkspace().view) {
  const id = computed(() => view.value.ticket.id)
  const choice = computed(() => chosen.get(id.value) ?? null)
  const { data, refetch, isPlaceholderData } = useQuery({
    queryKey: computed(() => ['coach', id.value, step(), language.value, choice.value]),
    queryFn: () => {
      const ear = step() === 'listen' ? ears.get(id.value) : undefined
      if (ear) ear.heard = ear.telling()
      return commands.coach({ id: id.value }, step(), choice.value, ear?.heard ?? null)
    },
    // What stood there stays until the new lines are here: nothing flickers while the clerk writes.
    placeholderData: (before) => before,
  })
  return {
    coaching: data,
    /** What stands there is of the step or the situation before. */
    outdated: isPlaceholderData,
    /** Reads it anew; done when it is here. */
    reread: () => refetch(),
    /** Done when the coach has heard all that is typed. */
    caughtUp: async () => {
      const ear = step() === 'listen' ? ears.get(id.value) : undefined
      if (ear && !same(ear.heard, ear.telling())) await refetch()
    },
    /** The situation chosen by hand; null = as recognised. */
    choice,
    choose: (playbook: string | null) => {
      if (playbook === null) chosen.delete(id.value)
      else chosen.set(id.value, playbook)
    },
  }
}

/** Milliseconds without a key after which the coach hears what was typed. */
const PAUSE = 400

/** Has the coach hear what is typed in step 1 at every pause, before any of it is on record. */
export function useListening(telling: () => Telling | null): void {
  const { id } = useWorkspace().view.value.ticket
  const queries = useQueryClient()
  const ear: Ear = { telling, heard: null }
  ears.set(id, ear)
  let pause: ReturnType<typeof setTimeout> | undefined
  watch(
    () => JSON.stringify(telling()),
    () => {
      clearTimeout(pause)
      pause = setTimeout(() => {
        if (!same(ear.heard, telling())) void queries.invalidateQueries({ queryKey: ['coach', id, 'listen'] })
      }, PAUSE)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(pause)
    if (ears.get(id) === ear) ears.delete(id)
  })
}

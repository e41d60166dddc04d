/** One incident, read and written through one door. */
import { useQuery } from '@tanstack/vue-query'
import { computed, shallowRef, watch, type Ref } from 'vue'
import { text } from '@/i18n'
import { asDeskError, commands, lineOf, queryClient, refresh } from '@/ipc'
import type { Incident, IncidentAction, IncidentForm, IncidentTicket, IncidentView } from '@/ipc'
import { toast } from '@/shared/toasts'

/** What else was read and says something of an incident. */
export const CHANGED = ['incidents', 'incident', 'similar', 'queue', 'ticket']

/** How often a screen of incidents looks what colleagues have done, while it is in sight. */
export const LIVE_MS = 20_000

export function useIncident(id: Readonly<Ref<string>>) {
  const reading = useQuery(
    {
      queryKey: computed(() => ['incident', id.value]),
      queryFn: () => commands.incident(id.value),
      staleTime: 0,
      // Two counters call from one list.
      refetchInterval: LIVE_MS,
    },
    queryClient,
  )
  const view = shallowRef<IncidentView>()
  watch(reading.data, (next) => (view.value = next), { immediate: true })
  const busy = shallowRef(false)

  /** Carries an action out; what is refused is told, unless `place` takes it. */
  async function act(
    action: IncidentAction,
    place: (error: unknown) => boolean = () => false,
  ): Promise<boolean> {
    const before = view.value
    if (!before || busy.value) return false
    busy.value = true
    try {
      view.value = await commands.workOnIncident(before.incident.id, before.incident.revision, action)
      await refresh(CHANGED)
      return true
    } catch (error) {
      if (asDeskError(error).code === 'stale') await reading.refetch()
      if (!place(error)) toast(lineOf(error), { tone: 'red' })
      return false
    } finally {
      busy.value = false
    }
  }
  return { view, busy, act, error: reading.error, again: () => reading.refetch() }
}

/** As it is being typed; a form that lacks a moment, or holds one that isn't understood, can't be sent. */
export interface Typed {
  cause: string
  kind: IncidentForm['at']['kind']
  name: string
  category: string | null
  began: string | null
  began_typed: string
  expected: string | null
  expected_typed: string
}
const UNREAD = { began_typed: '', expected_typed: '' }
export const blank = (): Typed => ({
  cause: '',
  kind: 'area',
  name: '',
  category: null,
  began: null,
  expected: null,
  ...UNREAD,
})
export const typedOf = ({ cause, at, category, began, expected }: IncidentForm): Typed => ({
  cause,
  kind: at.kind,
  name: at.name,
  category,
  began,
  expected: expected ?? null,
  ...UNREAD,
})
export function formOf(typed: Typed): IncidentForm | undefined {
  const { cause, kind, name, category, began, expected } = typed
  if (category === null || began === null || typed.expected_typed !== '') return undefined
  return { cause, at: { kind, name }, category, began, expected }
}
/** Why a moment is wanted: nothing stands there, or something that isn't understood. */
export const missingMoment = (typed: string) =>
  text(typed === '' ? 'shared.empty' : 'shared.moment.notUnderstood')

/** The common remedy that customers may be told of. */
export function standing({ remedy }: Incident) {
  const given = remedy?.approval.state === 'within' || remedy?.approval.state === 'granted'
  return given ? remedy : undefined
}

export const toldOf = (tickets: readonly IncidentTicket[]) => ({
  all: tickets.length,
  told: tickets.filter(({ telling, again }) => telling.telling === 'told' && !again).length,
  missed: tickets.filter(({ telling }) => telling.telling === 'not_reached').length,
})

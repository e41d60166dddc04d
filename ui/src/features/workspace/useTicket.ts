/** The ticket of the workspace: read once, written through one door, refusals kept where they can be shown. */
import { useQuery } from '@tanstack/vue-query'
import { computed, nextTick, shallowRef, watch } from 'vue'
import { asDeskError, commands, DeskError, lineOf, queryClient, refresh } from '@/ipc'
import type { Action, ActionKind, Outcome, TicketView } from '@/ipc'
import { SHOWN } from '@/ipc/acting'
import { useOpening } from '@/ipc/opening'
import { propose, useWorded } from '@/ipc/worded'
import { text, textFor } from '@/i18n'
import { useNow } from '@/shared/now'
import { toast } from '@/shared/toasts'
import type { Kept } from './form'
import type { Proof } from './panel'
import { notePerformed } from './saving'

export type Attempt = { outcome: Outcome } | { error: DeskError }

/** What else is read of tickets, and follows from what happens to one. */
const FOLLOW = SHOWN.filter((name) => name !== 'ticket')

export function useTicket(id: string) {
  const reading = useQuery({
    queryKey: ['ticket', id],
    queryFn: () => commands.ticket({ id }),
    // Clocks move from one state to the next by themselves.
    refetchInterval: 60_000,
  })
  const { atWork } = useOpening()

  /* The cache tells its readers a moment later; a write must stand on the screen when it answers. */
  const view = shallowRef<TicketView>()
  /** How far the desk's clock is ahead of the window's: a demonstration hall has a clock of its own. */
  const ahead = shallowRef(0)
  function show(next: TicketView) {
    view.value = next
    ahead.value = new Date(next.now).getTime() - Date.now()
  }
  watch(reading.data, (next) => next && next !== view.value && show(next), { immediate: true })
  const tick = useNow(1_000)
  const now = computed(() => tick.value + ahead.value)

  const busy = shallowRef(false)
  const refusal = shallowRef<DeskError>()
  const worded = useWorded(id)

  /* Writes go one after the other: leaving a field may write while a button is being pressed. */
  let running: Promise<unknown> = Promise.resolve()
  function attempt(actions: Action[], forms: readonly Kept[] = []): Promise<Attempt> {
    const mine = running.then(() => write(actions, forms))
    running = mine
    return mine
  }

  async function write(actions: Action[], forms: readonly Kept[]): Promise<Attempt> {
    const before = view.value
    if (!before) return { error: new DeskError('unknown_ticket') }
    busy.value = true
    refusal.value = undefined
    try {
      await Promise.all(forms.map((form) => form.flush()))
      const settle = forms.map((form) => form.sending())
      const outcome = await commands.perform({
        ticket: before.ticket.id,
        revision: before.ticket.revision,
        actions,
        clears: forms.map((form) => form.key),
      })
      await adopt(outcome)
      settle.forEach((settled) => settled())
      void propose(id, outcome.worded)
      notePerformed()
      tell(outcome, actions)
      return { outcome }
    } catch (thrown) {
      return { error: asDeskError(thrown) }
    } finally {
      busy.value = false
    }
  }

  async function adopt({ view: next }: Outcome): Promise<void> {
    show(next)
    // A link stands on both tickets: what else was read of them is read anew when it is looked at.
    await queryClient.invalidateQueries({ queryKey: ['ticket'], refetchType: 'none' })
    queryClient.setQueryData(['ticket', next.ticket.id], next)
    void refresh(FOLLOW)
  }

  /** One after the other with all other writes; what is being typed in the step's own fields is not touched. */
  function inPerson(proof: Proof, action: Action, said: string): Promise<DeskError | undefined> {
    const mine = running.then(() => decideInPerson(proof, action, said))
    running = mine
    return mine
  }

  async function decideInPerson({ number, password }: Proof, action: Action, said: string) {
    const before = view.value
    if (!before) return new DeskError('unknown_ticket')
    busy.value = true
    try {
      const { id: ticket, revision } = before.ticket
      const request = { ticket, revision, actions: [action], clears: [] }
      const outcome = await commands.performInPerson(number, password, request)
      await adopt(outcome)
      void propose(id, outcome.worded)
      notePerformed()
      toast(said)
      return undefined
    } catch (thrown) {
      const error = asDeskError(thrown)
      if (error.code === 'stale') await reread()
      return error
    } finally {
      busy.value = false
    }
  }

  async function perform(actions: Action[], forms: readonly Kept[] = []): Promise<Outcome | undefined> {
    const done = await attempt(actions, forms)
    if ('outcome' in done) return done.outcome
    await refuse(done.error)
    return undefined
  }

  /** Puts a refusal where it belongs: to its field if that is on the screen, else into a toast. */
  async function refuse(error: DeskError): Promise<void> {
    if (error.code === 'stale') return void (await reread())
    refusal.value = error
    await nextTick()
    const field = document.querySelector<HTMLElement>('[aria-invalid="true"]')
    if (typeof error.params.field === 'string' && field) field.focus()
    else toast(lineOf(error), { tone: 'red' })
  }

  /** Somebody else wrote meanwhile: the record is read anew, what is typed stays as drafts lie over it. */
  async function reread(): Promise<void> {
    await reading.refetch()
    toast(text('workspace.stale'), { tone: 'red' })
  }

  function tell({ undo, worded: proposed }: Outcome, actions: Action[]): void {
    // What is proposed then says enough, and a toast would lie over it.
    if (proposed.length > 0 && !undo) return
    const kind = undo?.of ?? actions.at(-1)?.do
    const said = textFor(`workspace.did.${kind}`, {}) ?? textFor(`escalation.did.${kind}`, {})
    if (!said) return
    // Taken back on the record as it is then, should something else have been done since.
    toast(said, undo ? { undo: () => perform(undo.perform.actions) } : {})
  }

  const refusals = computed(
    () =>
      new Map(
        view.value?.allowed.flatMap(({ action, refusal }) => (refusal ? [[action, refusal] as const] : [])),
      ),
  )
  const why = (kind: ActionKind) => {
    const refused = refusals.value.get(kind)
    return refused && lineOf(refused)
  }
  const refused = (field: string) =>
    refusal.value?.params.field === field ? lineOf(refusal.value) : undefined

  return {
    view,
    error: reading.error,
    staff: computed(() => atWork.value ?? undefined),
    now,
    busy,
    worded,
    why,
    /** Every write asked for so far has been answered. */
    settled: () => running,
    attempt,
    perform,
    inPerson,
    refuse,
    refused,
    /** Typing is an answer to a refusal: its words go. */
    forgive: () => (refusal.value = undefined),
  }
}

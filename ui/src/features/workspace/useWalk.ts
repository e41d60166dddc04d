/** Walking through the six steps: looking at reached ones is free, leaving the present one records and asks its gate. */
import { computed, nextTick, shallowRef, watch, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import { DeskError, type Action, type Missing, type Step } from '@/ipc'
import { toast } from '@/shared/toasts'
import { text } from '@/i18n'
import type { Panel } from './panel'
import { isReached, isStep, stepAfter, stepBefore } from './steps'
import type { useTicket } from './useTicket'

/** What a gate lacked when the step was to be left. */
export interface Shortfall {
  step: Step
  missing: Missing[]
}

/**
 * A written reason opens every gate but the last, where it stands in for the call-back alone. What the gate lacked says so
 * better than the ticket in sight: what was typed with the press counted as well and is not on the record.
 */
export const isOverridable = ({ step, missing }: Shortfall) =>
  step !== 'follow_up' || missing.every((one) => one === 'call_back')

export function useWalk(
  desk: ReturnType<typeof useTicket>,
  wanted: () => string | undefined,
  panel: Ref<Panel | undefined>,
) {
  const router = useRouter()
  const view = desk.view
  const step = computed<Step>(() => {
    const asked = wanted()
    const at = view.value
    if (!at) return 'listen'
    return isStep(asked) && isReached(at, asked) ? asked : at.ticket.step
  })
  const present = computed(() => step.value === view.value?.ticket.step)
  const shortfall = shallowRef<Shortfall>()
  watch([step, () => view.value?.ticket.revision], () => (shortfall.value = undefined))

  async function look(at: Step): Promise<void> {
    await Promise.allSettled(panel.value?.forms.map((form) => form.flush()) ?? [])
    await router.replace({ name: 'ticket', params: { id: view.value?.ticket.id, step: at } })
  }

  const leave = (reason?: string): Action =>
    step.value === 'follow_up'
      ? { do: 'close', override_reason: reason ?? null }
      : { do: 'advance', override_reason: reason ?? null }

  let leaving = false
  /** Records what was typed and goes on; with a written reason also past a gate that is not met. */
  async function next(reason?: string): Promise<boolean> {
    if (leaving) return false
    leaving = true
    try {
      await desk.settled()
      const field = panel.value?.unfinished?.()
      if (field !== undefined) {
        await desk.refuse(new DeskError('required', { field }))
        return false
      }
      const from = step.value
      const actions = [...(panel.value?.pending() ?? []), ...(present.value ? [leave(reason)] : [])]
      if (actions.length > 0 && !(await record(actions))) return false
      const to = stepAfter(from)
      if (to) await look(to)
      return true
    } finally {
      leaving = false
    }
  }

  async function record(actions: Action[]): Promise<boolean> {
    const done = await desk.attempt(actions, panel.value?.forms)
    if ('outcome' in done) return true
    const missing = missingOf(done.error)
    if (missing) await fallShort(missing)
    else await desk.refuse(done.error)
    return false
  }

  async function fallShort(missing: Missing[]): Promise<void> {
    shortfall.value = { step: step.value, missing }
    await nextTick()
    focusMissing(missing[0])
  }

  async function back(): Promise<void> {
    const to = stepBefore(step.value)
    if (to) await look(to)
    else toast(text('workspace.foot.noBack'))
  }

  return { step, present, shortfall, look, next, back }
}

const missingOf = (error: DeskError) =>
  error.code === 'gate_not_met' && typeof error.params.missing === 'string'
    ? (error.params.missing.split(',') as Missing[])
    : undefined

const FIELD =
  ':is(input:not([type=hidden]), textarea, button, [tabindex="0"]):not(:disabled, [aria-hidden=true], [tabindex="-1"])'

/** Puts the caret where this is filled in; the step's panel marks the place with `data-missing`. */
export function focusMissing(missing: Missing | undefined): void {
  const place = document.querySelector<HTMLElement>(`main [data-missing~="${missing}"]`)
  const field = place?.matches(FIELD) ? place : place?.querySelector<HTMLElement>(FIELD)
  field?.focus()
  field?.scrollIntoView({ block: 'nearest' })
}

/** Puts the caret where the work of a step begins: at what its gate lacks, else at its first field. */
export function focusWork(missing: readonly Missing[]): void {
  focusMissing(missing[0])
  const main = document.querySelector('main')
  if (!main?.contains(document.activeElement) || document.activeElement === main)
    main?.querySelector<HTMLElement>(FIELD)?.focus()
}

/** A rule of the hall on the desk, set whole over the version that was seen: what is typed, what holds, and the one step from one to the other. */
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { text } from '@/i18n'
import { asDeskError, commands, lineOf, queryClient, refresh, wordsOf, type ErrorWords } from '@/ipc'
import { useDraft } from '@/shared/draft'
import { toast } from '@/shared/toasts'

/** A rule as the desk gives it. */
export interface Rule {
  version: number
  author: string | null
  at: string | null
}
/** What is typed, and the version that it began from. */
export interface Work<F> {
  form: F
  basedOn: number
}
/** What was typed before and not saved; a draft that can't be read is no reason to withhold the rule. */
export async function readWork<F>(name: string): Promise<Work<F> | undefined> {
  try {
    const json = await commands.draft(name)
    return json === null ? undefined : ((JSON.parse(json) as Work<F> | null) ?? undefined)
  } catch (error) {
    reportError(error)
    return undefined
  }
}

export interface RuleOf<V extends Rule, F> {
  /** Key of its reads and of its draft. */
  name: string
  view: Ref<V>
  stored: Work<F> | undefined
  formOf: (view: V) => F
  same: (a: F, b: F) => boolean
  /** Sets what is typed; undefined where it can't be sent as it is. */
  put: (form: F, basedOn: number) => Promise<V> | undefined
  /** Sets what held before. */
  putBack: (before: V, basedOn: number) => Promise<V>
  /** Other reads that follow from it. */
  moves: readonly string[]
  /** What is said when it is set, and when it is taken back. */
  done: () => string
  back?: () => string
  /** Takes a refusal that belongs to a field. */
  place?: (error: unknown) => boolean
}

export function useHallRule<V extends Rule, F>(rule: RuleOf<V, F>) {
  const { name, view, stored, formOf, same } = rule
  const form = ref(stored?.form ?? formOf(view.value)) as Ref<F>
  const basedOn = ref(stored?.basedOn ?? view.value.version)
  const busy = ref(false)
  const fault = shallowRef<ErrorWords>()
  const changed = computed(() => !same(form.value, formOf(view.value)))
  const stale = computed(() => changed.value && view.value.version > basedOn.value)
  const why = computed(() => {
    if (!changed.value) return text('rule.save.nothing')
    return stale.value ? text('rule.save.stale') : undefined
  })
  const draft = useDraft<Work<F> | null>(
    name,
    () => (changed.value ? { form: form.value, basedOn: basedOn.value } : null),
    (of, work) => (work ? commands.saveDraft(of, JSON.stringify(work)) : commands.discardDraft(of)),
  )

  function take(now: V) {
    form.value = formOf(now)
    basedOn.value = now.version
    fault.value = undefined
  }
  // Somebody else has set it, and nothing of one's own stands against it.
  watch(view, (now, before) => same(form.value, formOf(before)) && take(now))

  async function setting(deed: Promise<V>): Promise<V> {
    try {
      const now = await deed
      queryClient.setQueryData([name], now)
      await refresh(rule.moves)
      return now
    } catch (error) {
      if (asDeskError(error).code === 'hall_rule_stale') await refresh([name])
      throw error
    }
  }
  /** Sets it; what is typed meanwhile begins from what was set. */
  async function save() {
    if (busy.value || why.value) return
    fault.value = undefined
    const [sent, before] = [JSON.stringify(form.value), view.value]
    const deed = rule.put(form.value, basedOn.value)
    if (!deed) return
    busy.value = true
    try {
      const now = await setting(deed)
      if (JSON.stringify(form.value) === sent) take(now)
      else basedOn.value = now.version
      await draft.flush().catch(() => undefined)
      toast(rule.done(), { undo: () => putBack(before, now.version) })
    } catch (error) {
      if (!rule.place?.(error)) fault.value = wordsOf(error)
    } finally {
      busy.value = false
    }
  }
  async function putBack(before: V, over: number) {
    try {
      await setting(rule.putBack(before, over))
      if (rule.back) toast(rule.back())
    } catch (error) {
      toast(lineOf(error), { tone: 'red' })
    }
  }
  /** One's own goes over the newer one, knowingly. */
  function goOver() {
    basedOn.value = view.value.version
    fault.value = undefined
  }
  /** Back to what holds; what was typed can be had back. */
  function discard() {
    const before = { form: form.value, basedOn: basedOn.value }
    take(view.value)
    toast(text('rule.save.discarded'), {
      undo: () => {
        form.value = before.form
        basedOn.value = before.basedOn
      },
    })
  }
  return { form, changed, stale, why, busy, fault, save, goOver, discard }
}

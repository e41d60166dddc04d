/** Calendar and norms on the desk: what is typed, what the hall goes by, and the one step from one to the other. */
import {
  computed,
  inject,
  onScopeDispose,
  provide,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type InjectionKey,
  type Ref,
} from 'vue'
import { text } from '@/i18n'
import {
  asDeskError,
  commands,
  lineOf,
  queryClient,
  refresh,
  wordsOf,
  type CalendarFault,
  type ErrorWords,
  type Timing,
  type TimingView,
} from '@/ipc'
import { useOpening } from '@/ipc/opening'
import { useDraft } from '@/shared/draft'
import { toast } from '@/shared/toasts'
import { wrongIn, type Wrong } from './faults'
import { raiseIds, read, sameForm, toForm, type TimingForm } from './form'

const DRAFT = 'timing'
/** How long after the last key the desk is asked what is wrong, and the year drawn anew. */
const PAUSE_MS = 200

/** What is typed, and the version that it began from. */
export interface Work {
  form: TimingForm
  basedOn: number
}

/** What was typed before and not saved. */
export async function readWork(draft: (key: string) => Promise<string | null>): Promise<Work | undefined> {
  const json = await draft(DRAFT)
  const work = json === null ? null : (JSON.parse(json) as Work | null)
  if (work) raiseIds(work.form)
  return work ?? undefined
}

/** What the fields know. */
export interface TimingContext {
  form: Ref<TimingForm>
  mayEdit: ComputedRef<boolean>
  mayConfirm: ComputedRef<boolean>
  /** What is wrong at a place; undefined where nothing is. */
  wrongAt: (place: string) => string | undefined
}
const key: InjectionKey<TimingContext> = Symbol('timing')

export function useTimingContext(): TimingContext {
  const context = inject(key)
  if (!context) throw new Error('a field of the calendar stands in its panel')
  return context
}

export function provideTiming(view: Ref<TimingView>, stored: Work | undefined) {
  const { may, atWork } = useOpening()
  const mayEdit = computed(() => may('put_timing'))
  const mayConfirm = computed(() => mayEdit.value && atWork.value?.role === 'administrator')
  const form = ref<TimingForm>(stored?.form ?? toForm(view.value.timing))
  const basedOn = ref(stored?.basedOn ?? view.value.version)
  const busy = ref(false)
  const fault = shallowRef<ErrorWords>()
  const stands = computed(() => toForm(view.value.timing))
  const changed = computed(() => !sameForm(form.value, stands.value))
  const stale = computed(() => changed.value && view.value.version > basedOn.value)

  const looked = useFaults(form)
  const wrong = computed<Wrong>(() => wrongIn(form.value, looked.reading.value, looked.faults.value))
  const why = computed(() => {
    if (!changed.value) return text('timing.save.nothing')
    if (stale.value) return text('timing.save.stale')
    return wrong.value.size > 0 ? text('timing.save.wrong', { n: wrong.value.size }) : undefined
  })

  const draft = useDraft<Work | null>(
    DRAFT,
    () => (changed.value ? { form: form.value, basedOn: basedOn.value } : null),
    (of, work) => (work ? commands.saveDraft(of, JSON.stringify(work)) : commands.discardDraft(of)),
  )

  function take(now: TimingView) {
    form.value = toForm(now.timing)
    basedOn.value = now.version
    fault.value = undefined
  }
  // Somebody else has set it, and nothing of one's own stands against it.
  watch(view, (now, before) => {
    if (sameForm(form.value, toForm(before.timing))) take(now)
  })

  /** Sets it; gives whether it was set. What is typed meanwhile begins from what was set. */
  async function put(timing: Timing, over: number): Promise<TimingView | undefined> {
    try {
      const now = await commands.putTiming(timing, over)
      queryClient.setQueryData(['timing'], now)
      await refresh(['queue', 'ticket'])
      return now
    } catch (error) {
      if (asDeskError(error).code === 'hall_rule_stale') await refresh(['timing'])
      throw error
    }
  }
  async function save() {
    await looked.now()
    if (busy.value || why.value) return
    busy.value = true
    fault.value = undefined
    const [sent, before] = [JSON.stringify(form.value), view.value.timing]
    try {
      const now = await put(read(form.value).timing, basedOn.value)
      if (!now) return
      if (JSON.stringify(form.value) === sent) take(now)
      else basedOn.value = now.version
      await draft.flush().catch(() => undefined)
      toast(text('timing.save.done'), { undo: () => putBack(before, now.version) })
    } catch (error) {
      fault.value = wordsOf(error)
    } finally {
      busy.value = false
    }
  }
  const putBack = (before: Timing, over: number) =>
    put(before, over).catch((error: unknown) => toast(lineOf(error), { tone: 'red' }))

  /** One's own goes over the newer one, knowingly. */
  function goOver() {
    basedOn.value = view.value.version
    fault.value = undefined
  }
  /** Back to what the hall goes by; what was typed can be had back. */
  function discard() {
    const before = { form: form.value, basedOn: basedOn.value }
    take(view.value)
    toast(text('timing.save.discarded'), {
      undo: () => {
        form.value = before.form
        basedOn.value = before.basedOn
      },
    })
  }

  provide(key, { form, mayEdit, mayConfirm, wrongAt: (place) => wrong.value.get(place) })
  const shown = computed(() => looked.reading.value.timing.calendar)
  const { settled, error: lookError } = looked
  return {
    form,
    mayEdit,
    changed,
    stale,
    why,
    busy,
    fault,
    shown,
    settled,
    lookError,
    save,
    goOver,
    discard,
  }
}

/** What the desk finds wrong, a moment after the last key. */
function useFaults(form: Ref<TimingForm>) {
  const reading = shallowRef(read(form.value))
  const faults = shallowRef<readonly CalendarFault[]>([])
  const error = shallowRef<unknown>()
  const settled = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  async function look() {
    clearTimeout(timer)
    const ask = ++asked
    const now = read(form.value)
    try {
      const found = await commands.calendarFaults(now.timing.calendar)
      if (ask !== asked) return
      faults.value = found
      error.value = undefined
    } catch (thrown) {
      if (ask === asked) error.value = thrown
    }
    if (ask !== asked) return
    reading.value = now
    settled.value = true
  }
  watch(
    form,
    () => {
      settled.value = false
      clearTimeout(timer)
      timer = setTimeout(() => void look(), PAUSE_MS)
    },
    { deep: true },
  )
  void look()
  onScopeDispose(() => {
    clearTimeout(timer)
    asked++
  })
  const now = () => (settled.value ? Promise.resolve() : look())
  return { reading, faults, error, settled, now }
}

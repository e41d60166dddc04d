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
import { commands, type CalendarFault, type TimingView } from '@/ipc'
import { useOpening } from '@/ipc/opening'
import { useHallRule, type Work } from '../hall-rule/useHallRule'
import { wrongIn, type Wrong } from './faults'
import { raiseIds, read, sameForm, toForm, type TimingForm } from './form'

/** How long after the last key the desk is asked what is wrong, and the year drawn anew. */
const PAUSE_MS = 200

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

export function provideTiming(view: Ref<TimingView>, stored: Work<TimingForm> | undefined) {
  const { may, atWork } = useOpening()
  const mayEdit = computed(() => may('put_timing'))
  const mayConfirm = computed(() => mayEdit.value && atWork.value?.role === 'administrator')
  if (stored) raiseIds(stored.form)
  const rule = useHallRule({
    name: 'timing',
    view,
    stored,
    formOf: (of) => toForm(of.timing),
    same: sameForm,
    put: (typed, basedOn) => commands.putTiming(read(typed).timing, basedOn),
    putBack: (before, basedOn) => commands.putTiming(before.timing, basedOn),
    moves: ['queue', 'ticket'],
    done: () => text('timing.save.done'),
  })

  const looked = useFaults(rule.form)
  const wrong = computed<Wrong>(() => wrongIn(rule.form.value, looked.reading.value, looked.faults.value))
  const why = computed(
    () =>
      rule.why.value ??
      (wrong.value.size > 0 ? text('timing.save.wrong', { n: wrong.value.size }) : undefined),
  )
  async function save() {
    await looked.now()
    if (!why.value) await rule.save()
  }

  provide(key, { form: rule.form, mayEdit, mayConfirm, wrongAt: (place) => wrong.value.get(place) })
  const shown = computed(() => looked.reading.value.timing.calendar)
  const { settled, error: lookError } = looked
  return { ...rule, mayEdit, why, shown, settled, lookError, save }
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

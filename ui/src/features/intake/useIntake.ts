import { computed, nextTick, onMounted, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { useRouter } from 'vue-router'
import { text } from '@/i18n'
import { asDeskError, commands, lineOf, queryClient, refresh, wordsOf, type ErrorWords } from '@/ipc'
import { carried, numberBeside } from '@/shared/carried'
import { useDraft } from '@/shared/draft'
import { toast } from '@/shared/toasts'
import { blank, fieldOf, firstMissing, FOLDED, restore, toIntake, type FieldName } from './form'

const DRAFT = 'new'

/** The form, its draft, and registering it. `focus` puts the caret into a field. */
export function useIntake(focus: (field: FieldName) => void) {
  const router = useRouter()
  const form = reactive(blank())
  const errors = reactive<Partial<Record<FieldName, string>>>({})
  /** What was refused without being about a field. */
  const fault = shallowRef<ErrorWords>()
  const restored = ref(false)
  const unfolded = ref(false)
  const busy = ref(false)
  /** What was left from last time stands in the form. */
  const begun = ref(false)
  const draft = useDraft(
    DRAFT,
    () => ({ ...form }),
    (key, content) => commands.saveDraft(key, JSON.stringify(content)),
  )

  onMounted(async () => {
    try {
      const stored = restore(await commands.draft(DRAFT))
      // Whoever began to type before the answer came goes on typing.
      if (JSON.stringify(form) === JSON.stringify(blank())) {
        restored.value = JSON.stringify(stored) !== JSON.stringify(form)
        take(stored)
      }
    } catch (error) {
      fault.value = wordsOf(error)
    }
    begun.value = true
  })
  function take(content: typeof form) {
    Object.assign(form, content)
    draft.adopt()
  }

  /** What was typed in the quick entry goes where nothing stands yet; a complaint from another number is in the way. */
  watch([carried, begun], () => begun.value && carry())
  function carry() {
    const from = carried.value
    if (!from) return
    carried.value = undefined
    if (form.phone !== '' && form.phone !== from.phone)
      return void toast(text('contact.whose'), { tone: 'red' })
    form.phone ||= from.phone
    form.name ||= from.name
    form.category ??= from.category
    const said = form.phenomenon.trim()
    if (!said.includes(from.phenomenon.trim()))
      form.phenomenon = [said, from.phenomenon.trim()].filter(Boolean).join('\n')
    from.taken()
    toast(text('intake.carried'))
  }

  watch(
    () => form.phone,
    (phone) => (numberBeside.value = phone),
  )
  onScopeDispose(() => (numberBeside.value = ''))

  // What is corrected is no longer wrong.
  watch(
    () => ({ ...form }),
    (now, before) => {
      for (const key of Object.keys(errors) as FieldName[])
        if (now[key] !== before[key]) errors[key] = undefined
      if (now.occurred_typed !== before.occurred_typed) errors.occurred = undefined
    },
    { flush: 'sync' },
  )
  // A call or a letter has nobody at the counter.
  watch(
    () => form.channel,
    (channel) => {
      if (form.presence !== 'represented') form.presence = channel === 'counter' ? 'in_person' : 'remote'
    },
  )

  async function show(field: FieldName, words: string) {
    errors[field] = words
    if (FOLDED.includes(field)) unfolded.value = true
    await nextTick()
    focus(field)
  }

  async function register() {
    if (busy.value) return
    fault.value = undefined
    const missing = firstMissing(form)
    if (missing || form.emotion === null) {
      const emotion = missing === undefined || missing === 'emotion'
      return show(missing ?? 'emotion', text(emotion ? 'intake.needed.emotion' : 'intake.needed.period'))
    }
    busy.value = true
    try {
      // A draft that can't be stored now is no reason not to register; a save under way must not come after it.
      await draft.flush().catch(() => undefined)
      const { view } = await commands.register(toIntake(form, form.emotion), form.follows, [DRAFT])
      draft.adopt()
      // Tickets of the same number show this one from now on.
      await refresh(['queue', 'contacts', 'ticket'])
      queryClient.setQueryData(['ticket', view.ticket.id], view)
      toast(text('intake.registered', { number: view.ticket.number }))
      await router.push({ name: 'ticket', params: { id: view.ticket.id } })
    } catch (error) {
      const { code, params } = asDeskError(error)
      const field = fieldOf(code, params.field)
      // The words were typed as a time.
      if (field === 'when' && form.when === '') await show('occurred', lineOf(error))
      else if (field) await show(field, lineOf(error))
      else fault.value = wordsOf(error)
    } finally {
      busy.value = false
    }
  }

  async function discard() {
    const before = { ...form }
    restored.value = false
    take(blank())
    focus('phone')
    try {
      await commands.discardDraft(DRAFT)
      toast(text('intake.discarded'), { undo: () => Object.assign(form, before) })
    } catch (error) {
      fault.value = wordsOf(error)
    }
  }

  return {
    form,
    errors,
    fault,
    restored,
    unfolded,
    busy,
    state: computed(() => draft.state.value),
    register,
    discard,
  }
}

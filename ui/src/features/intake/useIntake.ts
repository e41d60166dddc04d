import { computed, nextTick, onMounted, reactive, ref, shallowRef, watch } from 'vue'
import { useRouter } from 'vue-router'
import { text } from '@/i18n'
import { asDeskError, commands, lineOf, queryClient, refresh, wordsOf, type ErrorWords } from '@/ipc'
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
  })
  function take(content: typeof form) {
    Object.assign(form, content)
    draft.adopt()
  }

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
      const { view } = await commands.register(toIntake(form, form.emotion), [DRAFT])
      draft.adopt()
      queryClient.setQueryData(['ticket', view.ticket.id], view)
      await refresh(['queue', 'contacts'])
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

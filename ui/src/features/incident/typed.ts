/** What is typed about an incident: kept as a draft until it is on the record, so that no key and no power cut loses it. */
import { onMounted, ref } from 'vue'
import { commands } from '@/ipc'
import { useDraft } from '@/shared/draft'

export function useTyped<T extends object>(key: string, form: T) {
  const ready = ref(false)
  const draft = useDraft(
    key,
    () => ({ ...form }),
    (of, content) => commands.saveDraft(of, JSON.stringify(content)),
  )
  onMounted(async () => {
    try {
      const kept = await commands.draft(key)
      if (kept !== null) Object.assign(form, JSON.parse(kept))
    } catch (error) {
      // A draft that can't be read is no reason to withhold the form.
      reportError(error)
    }
    draft.adopt()
    ready.value = true
  })
  /** It is on the record. */
  async function done(): Promise<void> {
    // A save under way must not come after the draft was thrown away.
    await draft.flush().catch(() => undefined)
    draft.adopt()
    await commands.discardDraft(key)
  }
  return { ready, done }
}

/** How a part sounds and whether it holds together, looked at again a moment after each change. */
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { commands, type Heard, type Item, type Language, type LibraryFault } from '@/ipc'
import { lookable } from './texts'

/** Short enough that a warning comes while the sentence is still in mind. */
const PAUSE_MS = 250

export function useLookOver(item: Readonly<Ref<Item>>) {
  const faults = shallowRef<readonly LibraryFault[]>([])
  const heard = shallowRef(new Map<string, Heard>())
  const error = shallowRef<unknown>()
  /** The last change has been looked at. */
  const settled = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  async function look() {
    const ask = ++asked
    try {
      const found = await commands.lookOver(lookable(item.value))
      if (ask !== asked) return
      faults.value = found.faults
      heard.value = new Map(found.heard.map((one) => [nameOf(one.language, one.written), one]))
      error.value = undefined
    } catch (thrown) {
      if (ask === asked) error.value = thrown
    } finally {
      if (ask === asked) settled.value = true
    }
  }
  watch(
    () => JSON.stringify(item.value),
    () => {
      settled.value = false
      clearTimeout(timer)
      timer = setTimeout(() => void look(), PAUSE_MS)
    },
  )
  void look()
  onScopeDispose(() => {
    clearTimeout(timer)
    asked++
  })
  return {
    faults,
    error,
    settled,
    heard: (language: Language, written: string) => heard.value.get(nameOf(language, written)),
  }
}

const nameOf = (language: Language, written: string) => `${language} ${written}`

import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue'

/**
 * What to search for: the text at rest for `delay` ms. Bound to a TextInput its model changes only after an input
 * method has finished composing, so that half-typed pinyin is never searched. An empty text counts at once.
 */
export function useSearchText(typed: Readonly<Ref<string>>, delay = 120): Readonly<Ref<string>> {
  const settled = ref(typed.value.trim())
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(typed, (value) => {
    clearTimeout(timer)
    const next = value.trim()
    if (next === '') settled.value = ''
    else timer = setTimeout(() => (settled.value = next), delay)
  })
  onScopeDispose(() => clearTimeout(timer))
  return readonly(settled)
}

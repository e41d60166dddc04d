import { onScopeDispose, shallowRef, type Ref } from 'vue'

/** The present moment, ticking for as long as the component lives; by default often enough for minutes. */
export function useNow(everyMs = 10_000): Ref<number> {
  const now = shallowRef(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), everyMs)
  onScopeDispose(() => clearInterval(timer))
  return now
}

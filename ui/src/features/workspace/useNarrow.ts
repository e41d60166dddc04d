import { onScopeDispose, shallowRef, type Ref } from 'vue'

/** Whether the window is too narrow for a third column; the same bound as in the styles of Screen. */
export function useNarrow(): Readonly<Ref<boolean>> {
  const query = window.matchMedia('(width < 1200px)')
  const narrow = shallowRef(query.matches)
  const follow = () => (narrow.value = query.matches)
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))
  return narrow
}

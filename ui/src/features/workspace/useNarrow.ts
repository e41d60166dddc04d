import { computed, onScopeDispose, shallowRef, type Ref } from 'vue'
import { preferences } from '@/shared/preferences'

/** Whether the window is too narrow for a third column; the same bound as in the styles of Screen. */
export function useNarrow(): Readonly<Ref<boolean>> {
  const query = window.matchMedia('(width < 1200px)')
  const narrow = shallowRef(query.matches)
  const follow = () => (narrow.value = query.matches)
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))
  return narrow
}

/** Whether the top bar has to be brief: the window is narrow, or the text so large that a wide one is no wider. */
export function useBrief(): Readonly<Ref<boolean>> {
  const narrow = useNarrow()
  return computed(() => narrow.value || preferences.textSize === 'xl')
}

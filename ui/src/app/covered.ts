import { ref, watch, type Ref } from 'vue'
import { pauseReads } from '@/ipc'
import { coverCounter, useOpening } from '@/ipc/opening'

/**
 * Whether the screen is covered. The shell knows it as well and answers nothing before the password, so that loading the page anew, which
 * the web view's own menu offers, does not take the cover away.
 */
export function useCovered(): Ref<boolean> {
  const { opening } = useOpening()
  const covered = ref(false)
  watch(
    () => opening.value?.covered,
    (now) => (covered.value ||= now ?? false),
    { immediate: true, flush: 'sync' },
  )
  watch(
    covered,
    (now) => {
      pauseReads(now)
      // What can't be stored at once is tried again by itself, also behind the cover.
      if (now) coverCounter().catch(() => undefined)
    },
    { immediate: true, flush: 'sync' },
  )
  return covered
}

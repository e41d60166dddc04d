import { ref, watch, type Ref } from 'vue'

const KEY = 'covered'

/** Whether the screen is covered. Loading the page anew, which the web view's own menu offers, does not take the cover away. */
export function useCovered(): Ref<boolean> {
  const covered = ref(sessionStorage.getItem(KEY) !== null)
  watch(covered, (now) => (now ? sessionStorage.setItem(KEY, 'yes') : sessionStorage.removeItem(KEY)), {
    flush: 'sync',
  })
  return covered
}

import { ref, shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { wordsOf, type ErrorWords, type Opening } from '@/ipc'
import { adoptOpening } from '@/ipc/opening'

/** Doing something that opens a hall or puts somebody to work. With both there is work; else this screen goes on. */
export function useStart() {
  const router = useRouter()
  const busy = ref(false)
  const fault = shallowRef<ErrorWords>()

  /**
   * `place` takes a refusal that belongs to a field; what it does not take is shown as a fault. `to` is the screen where the work
   * begins.
   */
  async function go(
    open: () => Promise<Opening>,
    place: (error: unknown) => boolean = () => false,
    to: 'queue' | 'sheet' = 'queue',
  ) {
    if (busy.value) return
    busy.value = true
    fault.value = undefined
    try {
      const opening = await open()
      adoptOpening(opening)
      if (opening.start.hall && opening.at_work && !opening.provisional) await router.replace({ name: to })
    } catch (error) {
      if (!place(error)) fault.value = wordsOf(error)
    } finally {
      busy.value = false
    }
  }
  return { busy, fault, go }
}

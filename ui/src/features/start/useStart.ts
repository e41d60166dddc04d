import { useRouter } from 'vue-router'
import type { Opening } from '@/ipc'
import { useDeed } from '@/ipc/deed'
import { adoptOpening } from '@/ipc/opening'

/** Doing something that opens a hall or puts somebody to work. With both there is work; else this screen goes on. */
export function useStart() {
  const router = useRouter()
  const { busy, fault, run } = useDeed()

  /**
   * `place` takes a refusal that belongs to a field; what it does not take is shown as a fault. `to` is the screen where the work
   * begins.
   */
  async function go(
    open: () => Promise<Opening>,
    place: (error: unknown) => boolean = () => false,
    to: 'queue' | 'sheet' = 'queue',
  ) {
    await run(async () => {
      const opening = await open()
      adoptOpening(opening)
      if (opening.start.hall && opening.at_work && !opening.provisional) await router.replace({ name: to })
    }, place)
  }
  return { busy, fault, go }
}

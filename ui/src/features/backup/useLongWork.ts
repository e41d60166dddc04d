import { ref, shallowRef } from 'vue'
import { asDeskError, commands, type ErrorWords, type ProgressView } from '@/ipc'
import { channelTo } from '@/ipc/channel'
import { troubleOf, type Kind } from './trouble'

type Channel = ReturnType<typeof channelTo<ProgressView>>

/** One long work at a time: how far it has come, stopping it, and what went wrong. To be stopped is nothing wrong. */
export function useLongWork(kind: Kind, backup: () => string | undefined = () => undefined) {
  const busy = ref(false)
  const stopping = ref(false)
  const stopped = ref(false)
  const at = shallowRef<ProgressView>()
  const fault = shallowRef<ErrorWords>()
  /** By which the shell knows what to stop; never that of an earlier work, also not of one before the page was loaded anew. */
  let number = 0

  /** `place` takes a refusal that belongs to a field. Gives back nothing where nothing came of it. */
  async function run<T>(
    work: (number: number, progress: Channel) => Promise<T>,
    place: (error: unknown) => boolean = () => false,
  ): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    stopping.value = stopped.value = false
    at.value = fault.value = undefined
    try {
      number = crypto.getRandomValues(new Uint32Array(1))[0] || 1
      return await work(
        number,
        channelTo((now) => (at.value = now)),
      )
    } catch (error) {
      if (asDeskError(error).code === 'cancelled') stopped.value = true
      else if (!place(error)) fault.value = troubleOf(kind, error, backup())
      return undefined
    } finally {
      busy.value = false
    }
  }
  /** Asks; the work ends at the next part. */
  async function stop() {
    stopping.value = true
    // What can't be asked to stop goes on, and its end is shown as ever.
    await commands.stopBackup(number).catch(() => (stopping.value = false))
  }
  return { busy, stopping, stopped, at, fault, run, stop }
}

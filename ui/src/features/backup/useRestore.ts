import { onScopeDispose, ref, shallowRef } from 'vue'
import { commands, type BackupView, type OpenerForm, type Restored, type RestorePreview } from '@/ipc'
import { useLongWork } from './useLongWork'

export type RestoreStep = 'choose' | 'open' | 'look' | 'done'

/** For so long a proven backup waits to be put in place before its secret is asked for again. */
const KEPT_MS = 5 * 60_000

/** The way back: which backup, who opens it, what it would change, and then the change. */
export function useRestore() {
  const step = ref<RestoreStep>('choose')
  const chosen = shallowRef<BackupView>()
  const preview = shallowRef<RestorePreview>()
  const restored = shallowRef<Restored>()
  const work = useLongWork('restore', () => chosen.value?.folder)
  // The secret is needed twice, for looking and for putting in place; in between it is here and nowhere on the page.
  let opener: OpenerForm | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function forget() {
    clearTimeout(timer)
    opener = undefined
  }
  onScopeDispose(forget)

  function go(to: RestoreStep) {
    if (work.busy.value) return
    if (to !== 'look') forget()
    work.fault.value = undefined
    work.stopped.value = false
    step.value = to
  }
  function choose(backup: BackupView) {
    chosen.value = backup
    go('open')
  }
  async function look(by: OpenerForm, place: (error: unknown) => boolean): Promise<boolean> {
    const folder = chosen.value?.folder
    if (folder === undefined) return false
    preview.value = await work.run((...news) => commands.previewRestore(folder, by, ...news), place)
    if (!preview.value) return false
    opener = by
    timer = setTimeout(() => go('open'), KEPT_MS)
    go('look')
    return true
  }
  async function restore() {
    const [by, folder] = [opener, chosen.value?.folder]
    if (by === undefined || folder === undefined) return go('open')
    clearTimeout(timer)
    restored.value = await work.run((...news) => commands.restore(folder, by, ...news))
    if (restored.value) go('done')
    else timer = setTimeout(() => go('open'), KEPT_MS)
  }
  return { step, chosen, preview, restored, work, go, choose, look, restore }
}

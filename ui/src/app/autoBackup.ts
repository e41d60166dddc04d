import { onScopeDispose, watch, type Ref } from 'vue'
import { text } from '@/i18n'
import { asDeskError, commands, lineOf, refresh } from '@/ipc'
import { useOpening } from '@/ipc/opening'
import { toast } from '@/shared/toasts'

/** Nobody waits for a backup: it begins when the hand has rested for so long. */
const REST_MS = 4_000
const SIGNS_OF_WORK = ['keydown', 'pointerdown', 'wheel', 'touchstart'] as const
/** Whoever has left meanwhile is not told, and one made by hand this second will do. */
const NOTHING_WRONG = ['signed_out', 'in_demonstration', 'backup_exists', 'cancelled']

/** The day's backup, by itself, once after each sign-in, not behind the cover. It says nothing unless it fails. */
export function useAutoBackup(covered: Ref<boolean>): void {
  const { opening, may } = useOpening()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function run() {
    if (covered.value) return rest()
    timer = undefined
    try {
      if (await commands.backUpIfDue()) await refresh(['backups', 'second'])
    } catch (error) {
      if (NOTHING_WRONG.includes(asDeskError(error).code)) return
      const key = may('backup') ? 'backup.auto.failed' : 'backup.auto.failedOther'
      toast(text(key, { what: lineOf(error) }), { tone: 'red', stays: true })
    }
  }
  function rest() {
    clearTimeout(timer)
    timer = setTimeout(() => void run(), REST_MS)
  }
  function cease() {
    clearTimeout(timer)
    timer = undefined
  }
  const works = () => {
    const now = opening.value
    return now && !now.demonstration && !now.provisional ? now.at_work?.id : undefined
  }
  watch(works, (person) => (person === undefined ? cease() : rest()), { immediate: true })

  const abort = new AbortController()
  for (const sign of SIGNS_OF_WORK)
    window.addEventListener(sign, () => timer !== undefined && rest(), {
      capture: true,
      passive: true,
      signal: abort.signal,
    })
  onScopeDispose(() => {
    cease()
    abort.abort()
  })
}

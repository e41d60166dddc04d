/** What the person at work was reminded of: asked for by the frame, shown by the queue, told on the desktop. */
import { computed, readonly, shallowRef } from 'vue'
import { commands, type RemindersView, type ReminderView } from '.'

/** How tickets in hand stand; undefined before the first answer and while nobody is at work. */
const standing = shallowRef<RemindersView>()
/** What was told in this sitting and not put away, what came last first. */
const recent = shallowRef<readonly ReminderView[]>([])
/** More than these nobody reads one by one; the queue has them all. */
const RECENT_MAX = 20

export const useReminders = () => ({
  standing: readonly(standing),
  recent: computed(() => recent.value),
  /** One that was read, or all. */
  putAway: (one?: ReminderView) => (recent.value = one ? recent.value.filter((other) => other !== one) : []),
})

/** Asks what is new; gives what was not told yet. */
export async function askReminders(): Promise<readonly ReminderView[]> {
  const now = await commands.reminders()
  standing.value = now
  if (now.fresh.length > 0) recent.value = [...[...now.fresh].reverse(), ...recent.value].slice(0, RECENT_MAX)
  return now.fresh
}

/** Somebody else is at work, or nobody: what was told is not theirs. */
export function forgetReminders(): void {
  standing.value = undefined
  recent.value = []
}

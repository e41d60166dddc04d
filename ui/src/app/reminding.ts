import { onScopeDispose, watch, type Ref } from 'vue'
import { text } from '@/i18n'
import { commands, type ReminderView } from '@/ipc'
import { inShell } from '@/ipc/client'
import { useOpening } from '@/ipc/opening'
import { askReminders, forgetReminders, useReminders } from '@/ipc/reminders'
import { listText, momentText } from '@/shared/formats'

/** Often enough for a matter of minutes, and cheap: it reads the tickets in one hand. */
const EVERY_MS = 30_000

/** What the desktop is told: a ticket's number and what is due, or how many there are. Never whose it is. */
export function wordsOf(fresh: readonly ReminderView[]): string {
  const [first] = fresh
  if (first && fresh.length === 1) {
    const { kind, point, due } = first.reminder
    return text(`reminding.one.${point}`, {
      number: first.number,
      what: text(`names.deadline.${kind.kind}`),
      at: momentText(due),
    })
  }
  const groups = ['passed', 'passed_promise', 'last_warning', 'ahead'] as const
  // A clock runs over; a promise is not kept in time.
  const groupOf = ({ reminder: { point, norm } }: ReminderView) =>
    point === 'passed' && norm === 'promise' ? 'passed_promise' : point
  const count = (group: string) => fresh.filter((one) => groupOf(one) === group).length
  return listText(
    groups
      .filter((group) => count(group) > 0)
      .map((group) => text(`reminding.many.${group}`, { n: count(group) })),
  )
}

/**
 * Looks every half minute what has come due for the person at work. Behind the cover, and while nobody is at work, nothing is asked and nothing
 * shown. It says nothing where it fails: the queue shows the same clocks, and its own failure.
 */
export function useReminding(covered: Readonly<Ref<boolean>>): void {
  const { opening } = useOpening()
  const { standing } = useReminders()
  const works = () => {
    const now = opening.value
    return now && !now.provisional && !covered.value ? now.at_work?.id : undefined
  }

  async function look() {
    const person = works()
    if (person === undefined) return
    try {
      const fresh = await askReminders()
      if (works() !== person) return forgetReminders()
      if (fresh.length > 0) await commands.tellDesktop(text('reminding.title'), wordsOf(fresh))
    } catch {
      // Whoever has just left or covered the counter is told nothing.
    }
  }
  const timer = setInterval(() => void look(), EVERY_MS)
  watch(
    () => opening.value?.at_work?.id,
    () => forgetReminders(),
  )
  watch(works, () => void look(), { immediate: true })
  watch(
    () => (works() === undefined ? 0 : (standing.value?.overdue ?? 0)),
    (overdue) => inShell() && void commands.countInTitle(overdue).catch(() => undefined),
  )
  onScopeDispose(() => clearInterval(timer))
}

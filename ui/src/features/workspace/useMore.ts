/** What can be done besides the steps: in the menu, and by name in the palette. Each respects what the desk allows. */
import { computed } from 'vue'
import { runCommand, usePaletteCommand } from '@/app/keys'
import { text } from '@/i18n'
import type { ActionKind } from '@/ipc'
import { showPaper } from '@/ipc/papers'
import type { MenuItem } from '@/shared/components/Menu.vue'
import { toast } from '@/shared/toasts'
import type { Workspace } from './panel'

/** Handing over comes first: it stands beside escalating, for which the foot has a button. */
const DEEDS = [
  'hand_over',
  'add_note',
  'came_back',
  'raise',
  'report_sensitive',
  'amend_intake',
  'agree_to_wait',
  'accept_escalation',
  'decide_escalation',
  'return_escalation',
  'link_referral',
  'break_off',
  'withdraw',
  'join_incident',
  'leave_incident',
  'link',
  'merge',
  'transfer',
  'reopen',
] as const satisfies readonly ActionKind[]
/** What moves the clocks: in their own dialog and in the palette. The menu leads to the dialog. */
const OF_CLOCKS = [
  'record_repair',
  'pause_clock',
  'request_extension',
  'grade_case',
] as const satisfies readonly ActionKind[]
type Deed = (typeof DEEDS | typeof OF_CLOCKS)[number]
/** Only there while there is something to do it to. */
const OF_ESCALATION: readonly Deed[] = ['accept_escalation', 'decide_escalation', 'return_escalation']

export function useMore({ view, why, open, perform }: Workspace) {
  const escalation = computed(() => view.value.ticket.escalations.at(-1)?.state.state)
  function isThere(deed: Deed): boolean {
    if (deed === 'reopen') return view.value.ticket.end !== null
    if (deed === 'join_incident') return view.value.ticket.incident === null
    if (deed === 'leave_incident') return view.value.ticket.incident !== null
    if (deed === 'report_sensitive') return view.value.ticket.sensitive === null
    if (deed === 'accept_escalation') return escalation.value === 'waiting'
    return !OF_ESCALATION.includes(deed) || escalation.value === 'waiting' || escalation.value === 'accepted'
  }
  const run = (deed: Deed) =>
    deed === 'accept_escalation' || deed === 'leave_incident' ? perform([{ do: deed }]) : open(deed)
  function title(deed: Deed): string {
    if (deed === 'link_referral') return text('escalation.referral.menu')
    if (deed === 'report_sensitive') return text('sensitive.report.title')
    return text(`workspace.dialog.${deed}.title`)
  }
  /** The palette lists every deed; one without an object says why by the desk's own refusal. */
  const reason = (deed: Deed) => why(deed)

  for (const deed of [...DEEDS, ...OF_CLOCKS])
    usePaletteCommand(
      deed,
      () => title(deed),
      () => run(deed),
      () => reason(deed),
    )
  usePaletteCommand(
    'log',
    () => text('workspace.dialog.log.title'),
    () => open('log'),
  )
  usePaletteCommand('authorisation', () => text('paper.kind.authorisation_letter'), letter)
  usePaletteCommand(
    'breathe',
    () => text('coach.care.breathe'),
    () => open('breathe'),
  )

  function letter() {
    showPaper({ kind: 'authorisation_letter', ticket: view.value.ticket.id })
  }
  const item = (deed: Deed): MenuItem => ({
    id: deed,
    label: title(deed),
    disabled: reason(deed) !== undefined,
    why: reason(deed),
    danger: deed === 'break_off' || deed === 'withdraw',
  })
  const items = computed<MenuItem[]>(() => {
    const [first, ...deeds] = DEEDS.filter(isThere).map(item)
    return [
      ...(first ? [first] : []),
      { id: 'clocks', label: text('workspace.dialog.clocks.title') },
      { id: 'work_orders', label: text('orders.title') },
      { id: 'authorisation', label: text('paper.kind.authorisation_letter') },
      { id: 'log', label: text('workspace.dialog.log.title') },
      { id: 'advice', label: text('app.command.advice') },
      { id: 'breathe', label: text('coach.care.breathe') },
      ...deeds,
    ]
  })
  const pick = (id: string) => {
    if (id === 'log' || id === 'clocks' || id === 'work_orders' || id === 'breathe') return open(id)
    if (id === 'advice') return runCommand(id)
    if (id === 'authorisation') return letter()
    const deed = [...DEEDS, ...OF_CLOCKS].find((one) => one === id)
    return deed && run(deed)
  }
  /** What another screen sent the clerk here for. */
  function ask(id: unknown) {
    const asked = [...items.value, ...OF_CLOCKS.map(item)].find((one) => one.id === id)
    if (asked?.why) toast(asked.why)
    else if (asked) pick(asked.id)
  }
  return { items, pick, ask }
}

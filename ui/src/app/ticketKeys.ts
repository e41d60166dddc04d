import { text } from '@/i18n'
import { useCommand, type CommandKey } from './keys'

const KEYS: readonly CommandKey[] = [
  'wording',
  'escalate',
  'order',
  'clocks',
  'accept',
  'handOver',
  'sign',
  'print',
  'next',
  'back',
  'rewrite',
  'question',
  'goOn',
  'link',
  'step1',
  'step2',
  'step3',
  'step4',
  'step5',
  'step6',
]

/** Keys that work on a ticket say so where none is open; the screen of a ticket gives them their meaning. */
export function useTicketKeys(): void {
  for (const id of KEYS) useCommand(id, () => undefined, { silent: true, why: () => text('app.openFirst') })
}

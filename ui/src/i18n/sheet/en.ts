import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  title: 'Recovery sheet',
  what: 'The data is encrypted. When passwords are forgotten or the computer is replaced, only this sheet opens it; nobody else can.',
  advice:
    'Print it, type its code back, and give it to the manager in an envelope. No photographs, and not beside this computer.',
  first: '1 Print it, or copy it by hand',
  print: 'Print the sheet',
  printer: 'Printer',
  system: 'The system’s own choice',
  preferred: '{name} (the system’s own choice)',
  printed: 'Sent to the printer',
  none: 'No printer was found. Show the code and copy it by hand',
  show: 'Show on the screen',
  hide: 'Hide it',
  shown: 'Let nobody look on and copy it as it is; it is hidden when you leave',
  code: 'Recovery code',
  second: '2 Type its code back',
  typed: 'The code on the sheet',
  typedHint: 'Capitals or not, hyphens or not',
  wrong: 'Wrong code; compare it with the sheet group by group',
  prove: 'Compare',
  later: 'Later',
  back: 'Back',
  proven: 'The recovery sheet works; keep it safe',
  renew: 'Make a new one',
  renewed: 'A new recovery sheet was made; the earlier one opens only backups made before',
  done: { title: 'The recovery sheet was compared', text: 'To replace it, go to “Security” in the settings' },
  notice: 'The recovery sheet was not typed back yet',
  noticeGo: 'Do it now',
} satisfies Translation<typeof zhCN>

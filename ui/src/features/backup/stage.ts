import { text } from '@/i18n'

/** What a long work is at. */
export function stageText(stage: string): string {
  if (stage === 'evidence') return text('backup.work.evidence')
  return text(stage === 'check' ? 'backup.work.check' : 'backup.work.copy')
}

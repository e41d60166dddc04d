/** What stands in the way of a backup, in the words of who makes or reads one: here a full disk is the stick's. */
import { textFor } from '@/i18n'
import { asDeskError, wordsOf, type ErrorWords } from '@/ipc'

/** A backup is made, a backup is read, one is put in the place of the data, or what is known of the second place is read. */
export type Kind = 'make' | 'read' | 'restore' | 'second'

/** `backup` is the folder of the backup in hand: damage that lies elsewhere is not the backup's. */
export function troubleOf(kind: Kind, thrown: unknown, backup?: string): ErrorWords {
  const { code, params, incident } = asDeskError(thrown)
  if (code === 'damaged' && backup !== undefined && !String(params.path).startsWith(backup))
    return wordsOf(thrown)
  const word = (part: string) => textFor(`backup.trouble.${kind}.${code}.${part}`, { ...params })
  const happened = word('happened')
  return happened === undefined
    ? wordsOf(thrown)
    : { happened, kept: word('kept'), todo: word('todo'), incident }
}

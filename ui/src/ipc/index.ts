/** All that a screen needs of the shell: commands, their types, reads, and words for what was refused. */
import { commands as generated } from './bindings'
import { guarded } from './client'

export const commands = guarded(generated)
export type * from './bindings'
export { EVIDENCE_MAX_BYTES } from './bindings'
export { asDeskError, DeskError } from './errors'
export { pauseReads, queryClient, refresh } from './queries'
export { characterText, faultText, lineOf, wordsOf, type ErrorWords } from './words'

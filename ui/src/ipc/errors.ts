import type { CharacterAt, LibraryFault } from './bindings'

/** A command that was refused or failed, as the boundary describes it. */
export class DeskError extends Error {
  override readonly name = 'DeskError'

  constructor(
    /** Which of the boundary's codes; the texts stand in i18n/errors. */
    readonly code: string,
    /** What the text needs to be filled in with. */
    readonly params: Readonly<Record<string, unknown>> = {},
    /** The entry of the log that tells more; only for faults nobody foresaw. */
    readonly incident?: string,
    /** Only where a slip's typeface lacks them. */
    readonly characters: readonly CharacterAt[] = [],
    /** Only where a part of the library does not hold together. */
    readonly faults: readonly LibraryFault[] = [],
  ) {
    super(code)
  }
}

/** Whatever was thrown, as one type. */
export function asDeskError(thrown: unknown): DeskError {
  if (thrown instanceof DeskError) return thrown
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string') {
    const { code, params, incident, characters, faults } = thrown as Record<string, unknown> & {
      code: string
    }
    return new DeskError(
      code,
      typeof params === 'object' && params !== null ? (params as Record<string, unknown>) : {},
      typeof incident === 'string' ? incident : undefined,
      Array.isArray(characters) ? (characters as CharacterAt[]) : [],
      Array.isArray(faults) ? (faults as LibraryFault[]) : [],
    )
  }
  return new DeskError('unexpected')
}

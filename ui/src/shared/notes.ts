/** What a strip above the work or the queue tells: one line always, the rest behind a key (`NoteStrip`). */

/** What a note asks of whoever reads it: red at once, amber soon, sky nothing now. */
export type Gravity = 'red' | 'amber' | 'sky'

/** What can be done about a note, from the strip. */
export interface NoteDeed {
  /** For tests. */
  id: string
  label: string
  press: () => unknown
  /** The key that does the same; shown, not bound. */
  keys?: string
  /** Why it can't be done now. */
  why?: string
  busy?: boolean
  variant?: 'go' | 'quiet'
  /** Stands only where the note is read in full. */
  folded?: boolean
}

export interface Note {
  /** What it is about; for tests. */
  id: string
  gravity: Gravity
  /** What is the matter, in a few words that change only with the matter: they are read out when they change. */
  title: string
  /** The rest of the one line; times may tick here. */
  line?: string
  /** What stands only where the note is read in full. */
  more?: readonly string[]
  deeds?: readonly NoteDeed[]
}

const ORDER: readonly Gravity[] = ['red', 'amber', 'sky']

/** The most pressing first; of equals those that were named first. */
export const gravestFirst = (notes: readonly Note[]): Note[] =>
  notes.toSorted((a, b) => ORDER.indexOf(a.gravity) - ORDER.indexOf(b.gravity))

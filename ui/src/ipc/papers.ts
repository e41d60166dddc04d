/** The paper that somebody wants to see; the frame shows it over whatever is on the screen. */
import { shallowRef } from 'vue'
import type { PaperKind } from '.'

export interface Wanted {
  kind: PaperKind
  /** Of which ticket; left out = a blank. */
  ticket?: string
}

export const wantedPaper = shallowRef<Wanted>()
export const showPaper = (wanted: Wanted) => void (wantedPaper.value = wanted)

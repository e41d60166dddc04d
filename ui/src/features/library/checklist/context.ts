import type { ComputedRef, InjectionKey, Ref } from 'vue'
import type { Checklist } from '@/ipc'
import type { Tree } from './tree'

/** What the boxes of a tree know of the whole. */
export interface ChecklistContext {
  list: Ref<Checklist>
  tree: ComputedRef<Tree>
  /** Adds a question and gives its id. */
  addQuestion: () => string
  removeQuestion: (id: string) => void
}
export const checklistKey: InjectionKey<ChecklistContext> = Symbol('checklist')

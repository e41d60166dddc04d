/**
 * How the workspace and the panel of a step talk to each other. A panel is a component without props: it reads with
 * `useWorkspace()`, keeps what is typed in `useForm()` (form.ts), and says with `usePanel()` what Ctrl+Enter records.
 * The panels are named in steps.ts: propose/ProposeStep.vue, ask/AskStep.vue, follow-up/FollowUpStep.vue and so on. On
 * the last step Ctrl+Enter closes the ticket.
 */
import { inject, onScopeDispose, provide, type InjectionKey, type Ref } from 'vue'
import type { Action, ActionKind, DeskError, Missing, Outcome, StaffView, TicketView } from '@/ipc'
import type { Kept } from './form'

/** The dialogs of the workspace (dialogs/); a panel may open one, with words already in it. */
export type DialogName =
  | 'escalate'
  | 'decide_escalation'
  | 'return_escalation'
  | 'raise'
  | 'add_note'
  | 'break_off'
  | 'withdraw'
  | 'merge'
  | 'transfer'
  | 'reopen'
  | 'amend_intake'
  | 'came_back'
  | 'report_sensitive'
  | 'link'
  | 'hand_over'
  | 'clocks'
  | 'pause_clock'
  | 'record_repair'
  | 'request_extension'
  | 'refuse_extension'
  | 'in_person'
  | 'link_referral'
  | 'answer_referral'
  | 'grade_case'
  | 'join_incident'
  | 'work_orders'
  | 'send_work_order'
  | 'remind_unit'
  | 'enter_reply'
  | 'return_reply'
  | 'withdraw_work_order'
  | 'agree_to_wait'
  | 'contact_waiting'
  | 'end_waiting'
  | 'log'
  | 'breathe'

/** Who proves to be a manager, for one decision. */
export interface Proof {
  number: string
  password: string
}

export interface Workspace {
  /** The ticket as it is now; another object after every write. */
  view: Readonly<Ref<TicketView>>
  /** Who is at work here. */
  staff: Readonly<Ref<StaffView | undefined>>
  /** The present moment by the desk's clock, ticking. */
  now: Readonly<Ref<number>>
  /** A write is under way. */
  busy: Readonly<Ref<boolean>>
  /** Why an action of this kind is not allowed; undefined = it is. For `:why` of a button. */
  why: (kind: ActionKind) => string | undefined
  /**
   * Carries out actions, all or none. `forms` are those whose content the actions record: their drafts are cleared
   * with it. The new view is in place and an undo toast shown when it resolves. Undefined = refused: words stand at
   * the field it is about (`refused`) or in a toast, and everything typed is still there.
   */
  perform: (actions: Action[], forms?: readonly Kept[]) => Promise<Outcome | undefined>
  /**
   * A manager's one decision over this session: number and password are used once and kept nowhere. The new view is in place and a toast shown
   * when it resolves with nothing; else with what went wrong, for the dialog that asked.
   */
  inPerson: (proof: Proof, action: Action, said: string) => Promise<DeskError | undefined>
  /** What the last write was refused for, by the record's name of a field; for `:error` of a Field. */
  refused: (field: string) => string | undefined
  /** Opens a dialog; `seed` lies over its empty fields (see dialogs/). */
  open: (dialog: DialogName, seed?: Record<string, unknown>) => void
}

/**
 * What a panel tells the workspace. In its markup the place where something of the gate is filled in carries
 * `data-missing="where"` (the record's name, several with spaces): "next" puts the caret there when it is lacking.
 */
export interface Panel {
  /** What is typed and not yet on the record, as actions; performed when the step is left. */
  pending: () => Action[]
  /** The forms whose content `pending` records. */
  forms: readonly Kept[]
  /** The record's name of a field without which what was begun can't go on record: the step is not left, and the field says so. */
  unfinished?: () => string | undefined
  /** What else has to be there before the caret is placed; the drafts of `forms` are waited for anyway. */
  ready?: Readonly<Ref<boolean>>
  /** Parts of the gate that are typed already and go on record with `pending`: the list of what is lacking leaves them out. */
  covered?: () => Missing[]
  /** Takes a wording picked by F4 and its digit, every slot filled. Left out: wordings of this step are for reading out. */
  insert?: (wording: string, source: string) => void
}

const workspaceKey: InjectionKey<Workspace> = Symbol('workspace')
const panelKey: InjectionKey<Ref<Panel | undefined>> = Symbol('panel')

/** The workspace around this component. */
export function useWorkspace(): Workspace {
  const workspace = inject(workspaceKey)
  if (!workspace) throw new Error('a step panel stands inside a workspace')
  return workspace
}

/** Tells the workspace about this step for as long as the component lives. */
export function usePanel(panel: Panel): void {
  const current = inject(panelKey)
  if (!current) throw new Error('a step panel stands inside a workspace')
  current.value = panel
  onScopeDispose(() => {
    if (current.value === panel) current.value = undefined
  })
}

/** For the workspace itself and for tests of panels: what `useWorkspace` and `usePanel` find. */
export function provideWorkspace(workspace: Workspace, panel: Ref<Panel | undefined>): void {
  provide(workspaceKey, workspace)
  provide(panelKey, panel)
}

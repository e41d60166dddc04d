import { focusNextField, movesOnEnter } from '@/shared/focus'
import { noteTyping, toast, undoable, undoToast } from '@/shared/toasts'
import { stopHeld } from './held'
import { stopForInputMethod } from './ime'
import { combinationOf, commandOf, suppressed, type CommandKey } from './map'
import { focusRegion, rememberFocus } from './regions'
import { activeCommands } from './registry'
import { isTypedInto } from './typedInto'

/** The one place where keys are listened to. Returns what takes the listeners away again. */
export function installKeyboard(target: Window = window): () => void {
  const abort = new AbortController()
  const capture = { capture: true, signal: abort.signal }
  target.addEventListener('keydown', stopForInputMethod, capture)
  target.addEventListener('keydown', stopHeld, capture)
  target.addEventListener('keydown', onKeydown, { signal: abort.signal })
  target.addEventListener('input', noteTyping, capture)
  target.addEventListener('focusin', rememberFocus, { signal: abort.signal })
  return () => abort.abort()
}

function onKeydown(event: KeyboardEvent): void {
  const combination = combinationOf(event)
  if (suppressed.includes(combination)) return event.preventDefault()
  if (event.defaultPrevented) return
  if (combination === 'Enter') return onEnter(event)
  const command = commandOf(combination)
  if (command === undefined) return
  if (command === 'undo') return onUndo(event)
  event.preventDefault()
  if (!event.repeat) runCommand(command)
}

function onEnter(event: KeyboardEvent): void {
  if (!movesOnEnter(event.target)) return
  event.preventDefault()
  focusNextField(event.target)
}

/** Takes back the last deed, unless something was typed since: then the key belongs to the text. */
function onUndo(event: KeyboardEvent): void {
  const last = undoable()
  if (last) void undoToast(last.id)
  // WebKitGTK keeps what was typed but has no key for it; where the engine has one, this does the same.
  else if (isTypedInto(event.target)) document.execCommand('undo')
  else return
  event.preventDefault()
}

/** Commands of the frame that have no key and stand in menus all the same. */
export type Keyless = 'incidents' | 'library' | 'practice' | 'advice'

/** Does what the key of this command would do now. */
export function runCommand(id: CommandKey | Keyless): void {
  if (id === 'nextRegion') return focusRegion(1)
  if (id === 'previousRegion') return focusRegion(-1)
  const command = activeCommands().find((one) => one.id === id)
  if (!command) return
  const why = command.why()
  if (why) toast(why, { tone: 'red' })
  else void command.run()
}

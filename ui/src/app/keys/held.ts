import { isTypedInto } from './typedInto'

/**
 * Outside a text a letter, a digit, Space and Enter are deeds: one press is one deed. Held down they would go on to
 * the next card or row, which has the hand by then, and approve that as well; so what repeats is stopped on the way
 * down, before any list hears it. Arrows may repeat, and whatever is typed into a text.
 */
export function stopHeld(event: KeyboardEvent): void {
  if (!event.repeat || event.ctrlKey || event.altKey || event.metaKey) return
  if (event.key !== 'Enter' && [...event.key].length !== 1) return
  // Enter in a line goes on to the next field, and would press the button behind the last one.
  if (isTypedInto(event.target) && (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)))
    return
  event.preventDefault()
  event.stopImmediatePropagation()
}

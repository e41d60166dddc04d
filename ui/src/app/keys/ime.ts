/**
 * While an input method composes, keys belong to it: Enter takes its letters, Esc drops them, arrows choose among its
 * candidates. WebKit sends one more Enter with keyCode 229 after compositionend. None of these may reach a component,
 * so they are stopped on the way down; the input method and the text field still get them.
 */
export function isForInputMethod(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

export function stopForInputMethod(event: KeyboardEvent): void {
  if (isForInputMethod(event)) event.stopImmediatePropagation()
}

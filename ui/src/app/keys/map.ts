/**
 * Every key of the program, in one place. The window's own habits on these keys are always suppressed. Not used,
 * because input methods own them: Ctrl+Alt, Shift alone, Ctrl+Space, Ctrl+. and Ctrl+Shift+F.
 */
export const keyMap = {
  newComplaint: 'F2',
  newContact: 'Shift+F2',
  search: 'F3',
  wording: 'F4',
  nextRegion: 'F6',
  previousRegion: 'Shift+F6',
  escalate: 'F7',
  handOver: 'Shift+F7',
  sign: 'F8',
  cover: 'F9',
  palette: 'Ctrl+K',
  print: 'Ctrl+P',
  next: 'Ctrl+Enter',
  back: 'Alt+ArrowUp',
  undo: 'Ctrl+Z',
  rewrite: 'Alt+R',
  question: 'Alt+Q',
  goOn: 'Alt+E',
  link: 'Alt+L',
  accept: 'Alt+A',
  promises: 'Alt+P',
  followUps: 'Alt+V',
  order: 'Alt+O',
  clocks: 'Alt+T',
  step1: 'Alt+1',
  step2: 'Alt+2',
  step3: 'Alt+3',
  step4: 'Alt+4',
  step5: 'Alt+5',
  step6: 'Alt+6',
} as const

export type CommandKey = keyof typeof keyMap

/** A reload would take the screen away under the clerk's hands. */
export const suppressed: readonly string[] = ['F5', 'Ctrl+R', 'Ctrl+Shift+R', 'Ctrl+F5']

export function commandOf(combination: string): CommandKey | undefined {
  return (Object.keys(keyMap) as CommandKey[]).find((command) => keyMap[command] === combination)
}

/** An event as the map writes it. Digits go by their place, so that Alt+1 works on every layout. */
export function combinationOf(event: KeyboardEvent): string {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1]
  const key = digit ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key)
  return [event.ctrlKey && 'Ctrl', event.altKey && 'Alt', event.shiftKey && 'Shift', key]
    .filter(Boolean)
    .join('+')
}

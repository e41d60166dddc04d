const FIELDS = [
  'input:not([type=hidden],[type=radio],[type=checkbox],:disabled)',
  'input[type=checkbox]:not(:disabled)',
  'input[type=radio]:not(:disabled)',
  'textarea:not(:disabled)',
  'button[role=combobox]:not(:disabled)',
  'button[role=radio][tabindex="0"]:not(:disabled)',
].join()

const isVisible = (element: HTMLElement) => element.checkVisibility?.() ?? true

/** A radio group is one field: its chosen radio, or its first. */
function isGroupStop(element: HTMLElement, all: HTMLElement[]): boolean {
  if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true
  const group = all.filter(
    (one) => one instanceof HTMLInputElement && one.name === element.name,
  ) as HTMLInputElement[]
  return element === (group.find((one) => one.checked) ?? group[0])
}

/** The next field of the same region or dialog; none behind the last one. */
export function nextField(from: HTMLElement): HTMLElement | undefined {
  const scope = from.closest<HTMLElement>('[role=dialog],[data-region]') ?? document.body
  const all = [...scope.querySelectorAll<HTMLElement>(FIELDS)].filter(isVisible)
  const own = from.closest('[data-enter=next]') ?? from.closest('[role=radiogroup]')
  return all.find(
    (one) =>
      from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING &&
      !(own && own.contains(one)) &&
      isGroupStop(one, all),
  )
}

/** Puts the caret into the next field; at the last one it stays. */
export function focusNextField(from: HTMLElement): void {
  const next = nextField(from)
  if (!next) return
  next.focus()
  if (next instanceof HTMLInputElement && next.type === 'text') next.select()
}

/**
 * Whether Enter in this element means "on to the next field": single-line fields, ticks, and groups that say so by
 * `data-enter="next"` (Space chooses there); not where Enter has a meaning of its own, `data-enter="own"`.
 */
export function movesOnEnter(target: EventTarget | null): target is HTMLElement {
  if (!(target instanceof HTMLElement)) return false
  const said = target.closest<HTMLElement>('[data-enter]')?.dataset.enter
  return said === undefined ? target instanceof HTMLInputElement && target.type !== 'button' : said === 'next'
}

/** A digit pressed outside a field names an offer. */
export function useDigits(take: (digit: number) => boolean) {
  return {
    onKeydown(event: KeyboardEvent) {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !/^[1-9]$/.test(event.key))
        return
      if (event.defaultPrevented || takesDigits(event.target)) return
      if (take(Number(event.key))) event.preventDefault()
    },
  }
}

/** Text fields write digits, groups of answers choose by them. */
const takesDigits = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, [role=radiogroup], [role=combobox]') !== null

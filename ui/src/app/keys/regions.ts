const lastIn = new WeakMap<Element, HTMLElement>()
const TABBABLE =
  'input:not(:disabled,[type=hidden]),textarea:not(:disabled),button:not(:disabled,[tabindex="-1"]),a[href],[tabindex="0"]'

/** Remembers where the focus was, so that F6 comes back to the very field. */
export function rememberFocus(event: FocusEvent): void {
  const target = event.target
  if (!(target instanceof HTMLElement)) return
  const region = target.closest('[data-region]')
  if (region && region !== target) lastIn.set(region, target)
}

/** Goes to the next (or previous) region of the screen, round and round. */
export function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.querySelector(TABBABLE) !== null,
  )
  const here = regions.findIndex((region) => region.contains(document.activeElement))
  const next = regions[(here + step + regions.length) % regions.length]
  if (!next) return
  const last = lastIn.get(next)
  const target = last?.isConnected && next.contains(last) ? last : next.querySelector<HTMLElement>(TABBABLE)
  ;(target ?? next).focus()
}

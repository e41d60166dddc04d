/** What does not fit on a screen. The one function here runs in the page, so it may use nothing from outside of itself. */

/** A line for each thing that lies outside, is cut off, lies over its neighbour or scrolls sideways. */
export function sticksOut() {
  const out = []
  const called = (element) => `“${element.innerText.trim().replace(/\s+/g, ' ') || element.className}”`
  const visible = (element) => element.checkVisibility({ visibilityProperty: true })
  const boxOf = (element) => element.getBoundingClientRect()
  const within = (inner, outer) =>
    inner.left >= outer.left - 1 &&
    inner.right <= outer.right + 1 &&
    inner.top >= outer.top - 1 &&
    inner.bottom <= outer.bottom + 1
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1

  const isFrame = (element) =>
    element.matches('html, .bar, .foot, button, [role=radiogroup] label') ||
    /auto|scroll/.test(getComputedStyle(element).overflowX)
  for (const one of document.querySelectorAll('html, body *:not(input, textarea)'))
    if (visible(one) && one.scrollWidth > one.clientWidth + 1 && isFrame(one))
      out.push(`${one.localName}.${one.className} is ${one.scrollWidth} wide in ${one.clientWidth}`)
  for (const bar of document.querySelectorAll('.bar, .foot, [role=dialog] .actions')) {
    const parts = [...bar.querySelectorAll('*')].filter(
      (part) =>
        visible(part) && part.childElementCount === 0 && !part.closest('.heard') && boxOf(part).width > 0,
    )
    for (const part of parts)
      if (!within(boxOf(part), boxOf(bar))) out.push(`${called(part)} lies outside of .${bar.className}`)
    const children = [...bar.children].filter((child) => visible(child) && boxOf(child).width > 0)
    for (const [at, one] of children.entries())
      for (const other of children.slice(at + 1))
        if (overlap(boxOf(one), boxOf(other))) out.push(`${called(one)} lies over ${called(other)}`)
  }
  const view = { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
  for (const button of document.querySelectorAll('.bar button, .foot button, [role=dialog] .actions button'))
    if (visible(button) && !within(boxOf(button), view))
      out.push(`${called(button)} lies outside of the window`)
  return out
}

/**
 * Takes everything but `kept` off the page, so that nothing of it can be read there. What comes back puts it in its place again as it was:
 * with what was typed and drawn, what was scrolled to and what had the caret.
 */
export function setAside(kept: Element, caret: Element | null): () => void {
  const scrolled = [...document.body.querySelectorAll('*')]
    .filter((one) => one.scrollTop > 0 || one.scrollLeft > 0)
    .map((one) => ({ one, top: one.scrollTop, left: one.scrollLeft }))
  const modal = [...document.querySelectorAll<HTMLDialogElement>('dialog[open]')].filter(
    (one) => one !== kept,
  )
  const taken = [...document.body.children]
    .filter((one) => one !== kept && one.tagName !== 'SCRIPT')
    .map((one) => {
      const [place, aside] = [document.createComment(''), document.createDocumentFragment()]
      one.replaceWith(place)
      // What is put there or taken away meanwhile needs something that it stands in.
      aside.append(one)
      return { place, aside }
    })

  return () => {
    for (const { place, aside } of taken) place.replaceWith(aside)
    // Off the page a dialog is no longer above the others.
    for (const one of modal) {
      one.removeAttribute('open')
      one.showModal()
    }
    for (const { one, top, left } of scrolled) one.scrollTo({ top, left, behavior: 'instant' })
    if (caret instanceof HTMLElement) caret.focus({ preventScroll: true })
  }
}

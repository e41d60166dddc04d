/**
 * Finding elements as a person does: by what they are and what they are called. The one function here runs in the page,
 * so it may use nothing from outside of itself.
 */

/**
 * The visible elements that fit, and the names of all visible ones of that role, for the message when none fits.
 * @param {{ testId?: string, role?: string, name?: string, css?: string }} target
 */
export function inPage(target) {
  const IMPLICIT = {
    button: 'button, summary, input[type=button], input[type=submit]',
    cell: 'td',
    checkbox: 'input[type=checkbox]',
    columnheader: 'th',
    combobox: 'select, input[list]',
    dialog: 'dialog',
    group: 'fieldset',
    heading: 'h1, h2, h3, h4, h5, h6',
    img: 'img[alt]',
    link: 'a[href]',
    list: 'ul, ol',
    listitem: 'li',
    main: 'main',
    navigation: 'nav',
    option: 'option',
    radio: 'input[type=radio]',
    region: 'section[aria-label], section[aria-labelledby]',
    row: 'tr',
    searchbox: 'input[type=search]',
    spinbutton: 'input[type=number]',
    status: 'output',
    table: 'table',
    textbox: 'input:not([type]), input[type=text], input[type=tel], input[type=email], textarea',
  }
  const trimmed = (text) => (text ?? '').replace(/\s+/g, ' ').trim()
  const visible = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert], [aria-hidden="true"]')
  const textOf = (element) => trimmed(element?.innerText ?? element?.textContent)
  const called = (element) => {
    const labelledBy = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? []
    const names = [
      labelledBy.map((id) => textOf(document.getElementById(id))).join(' '),
      element.getAttribute('aria-label'),
      Array.from(element.labels ?? [], textOf).join(' '),
      element.getAttribute('alt'),
      textOf(element),
      element.getAttribute('title'),
      element.getAttribute('placeholder'),
    ]
    return names.map(trimmed).find((name) => name !== '') ?? ''
  }
  const selector = () => {
    if (target.css) return target.css
    if (target.testId) return `[data-testid="${CSS.escape(target.testId)}"]`
    const implicit = (IMPLICIT[target.role] ?? '')
      .split(', ')
      .filter(Boolean)
      .map((one) => `${one}:not([role])`)
    return [`[role="${target.role}"]`, ...implicit].join(', ')
  }
  const candidates = Array.from(document.querySelectorAll(selector())).filter(visible)
  if (target.name === undefined) return { found: candidates, names: candidates.map(called) }
  const wanted = trimmed(target.name)
  const exactly = candidates.filter((element) => called(element) === wanted)
  const partly = candidates.filter((element) => called(element).includes(wanted))
  return { found: exactly.length > 0 ? exactly : partly, names: candidates.map(called) }
}

/** How a target is named in a message. */
export function described({ testId, role, name, css }) {
  if (css) return css
  if (testId) return `test id ${testId}`
  return name === undefined ? role : `${role} “${name}”`
}

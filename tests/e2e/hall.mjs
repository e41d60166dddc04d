/** A real hall in the window: founding it, and signing in to it. */
import { role, testId } from './window.mjs'

/** Long and unlikely enough for every check; the same for everybody in these tests. */
export const PASSWORD = 'qingshan bu gai lvshui 7'

/** Founds a hall; the window then waits for its recovery sheet. */
export async function found(window, { name = '一号厅', person = '李娜' } = {}) {
  await window.type(role('textbox', '营业厅名称'), name)
  await window.type(role('textbox', '厅代码'), 'A01')
  await window.type(role('textbox', '您的姓名'), person)
  await window.type(role('textbox', '您的工号'), '1001')
  await window.type('[data-field=password] input', PASSWORD)
  await window.type('[data-field=again] input', PASSWORD)
  await window.press('Control', 'Enter')
  await window.find(testId('prove-sheet'))
}

/** Signs in on the start screen, in Chinese. */
export async function signIn(window, number, password = PASSWORD) {
  await window.replace(role('textbox', '工号'), number)
  await window.press('Enter')
  for (const character of password) await window.press(character)
  await window.press('Enter')
}

/** Leaves the counter to somebody else, from the queue. */
export async function leave(window) {
  await window.click(testId('at-work'))
  await window.click(role('menuitem', '换人'))
  await window.find(testId('sign-in'))
}

/** What of a text stands anywhere in the page: in its markup, its address or a field. */
export function traces(window, secret) {
  return window.run((text) => {
    const fields = [...document.querySelectorAll('input, textarea')].map((one) => one.value)
    return [document.documentElement.outerHTML, location.href, ...fields].filter((place) =>
      place.includes(text),
    ).length
  }, secret)
}

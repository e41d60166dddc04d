/** A screen under every light: both sizes and themes, the largest text; nothing sticks out, axe finds nothing. */
import assert from 'node:assert/strict'
import { sticksOut } from './sticking.mjs'
import { role, SIZES, testId } from './window.mjs'

export async function look(window, name) {
  await window.pictures(name)
  assert.deepEqual(await window.accessibility(), [], name)
  for (const size of ['xl', 'm']) {
    await window.run((to) => (document.documentElement.dataset.textSize = to), size)
    for (const [width, height] of [...SIZES].reverse()) {
      await window.resize(width, height)
      if (size === 'xl') await window.picture(`${name}-largest-${width}x${height}`)
      assert.deepEqual(await window.run(sticksOut), [], `${name} ${size} ${width}×${height}`)
    }
  }
}

/** Somebody else comes to the demonstration's counter, where the number is enough. */
export async function comeAs(window, number) {
  await window.run(() => (location.hash = '#/'))
  await window.click(testId('at-work'))
  await window.click(role('menuitem', '换人'))
  await window.type(role('textbox', '工号或姓名'), number)
  await window.press('Enter')
  await window.find('tr[data-row]:first-child')
}

/** A radio lies under its label, where a click does not reach it by itself. */
export const choose = async (window, name) =>
  (await (await window.find(role('radio', name))).parentElement()).click()

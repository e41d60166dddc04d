/** The first start: looking at the demonstration hall, founding one's own, and coming back to it the next day. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openWindow, role, testId } from './window.mjs'

const folder = mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
let window
before(async () => {
  window = await openWindow({ data: folder })
})
after(async () => {
  await window?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Types where the caret is, one key after the other. */
async function write(text) {
  for (const character of text) await window.press(character)
}
const caretIn = (label) =>
  window.until(async () => (await window.focused()).name?.startsWith(label), `the caret is not in ${label}`)

test('the demonstration hall is one press away, and one leads back', async () => {
  await window.click(role('button', '打开演示厅'))
  await window.find('tr[data-row]:first-child')
  await window.shows('header', '演示厅')
  await window.click(testId('at-work'))
  await window.click(role('menuitem', '离开演示厅'))
  await window.find(role('textbox', '营业厅名称'))
})

test('what is missing is said at its field, and nothing typed is lost', async () => {
  await caretIn('营业厅名称')
  await write('Hall 1')
  await window.press('Control', 'Enter')
  await window.shows('[data-field=code] .message', '厅代码须为')
  assert.equal(await window.value(role('textbox', '营业厅名称')), 'Hall 1')
  await window.replace(role('textbox', '营业厅名称'), '一号厅')
})

test('a hall is founded by the keyboard alone; its empty queue says what to press', async () => {
  await window.press('Enter')
  await caretIn('公司')
  await window.press('Enter')
  await caretIn('厅代码')
  await write('A01')
  await window.press('Enter')
  await caretIn('台席代码')
  await window.press('Enter')
  await caretIn('您的姓名')
  await window.compose(role('textbox', '您的姓名'), '李娜')
  await window.press('Enter')
  await caretIn('您的工号')
  await write('1001')
  assert.match(await window.text('main'), /A01-1-\d{8}-001/)
  await window.press('Control', 'Enter')
  await window.shows('main', '没有在办的投诉')
  await window.shows(testId('at-work'), '李娜 · 一号厅 1 号台')
  assert.deepEqual(await window.accessibility(), [])
})

test('the next start asks who is at work; a part of the name and Enter are enough', async () => {
  await window.close()
  window = await openWindow({ data: folder })
  await window.shows('main', '谁在这个台席')
  await caretIn('工号或姓名')
  await write('77')
  await window.press('Enter')
  await window.shows('main', '没有这个工号')
  assert.deepEqual(await window.accessibility(), [])
  await window.replace(role('textbox', '工号或姓名'), '李')
  await window.press('Enter')
  await window.shows(testId('at-work'), '李娜')
})

/** Press, lawyers, experts and officials: said at intake or later, told to the managers above their queue, noted on the ticket. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { add, comeFirst, openTicket, passwordOf, registered } from './deciding.mjs'
import { found, leave, signIn } from './hall.mjs'
import { choose, look } from './looks.mjs'
import { openWindow, role, testId } from './window.mjs'

const NOTE = testId('sensitive')
const NOTICE = testId('sensitive-notice')
const COACH = testId('agreed-only')

let window
before(async () => {
  window = await openWindow()
  await found(window)
  await window.click(testId('later'))
  await window.find(testId('at-work'))
  const first = await add(window, '1024', '王敏', 'clerk')
  await leave(window)
  await comeFirst(window, '1024', first)
})
after(() => window?.close())

const hash = () => window.run(() => location.hash)
const atTicket = () => window.until(async () => (await hash()).startsWith('#/ticket/'), 'no ticket is open')
const home = async () => {
  await window.run(() => (location.hash = '#/'))
  await window.find(testId('at-work'))
}

test('the clerk says it at intake; the coach holds to the agreed statement', async () => {
  await window.press('F2')
  await window.find(role('radio', '固网宽带'))
  await window.type(role('textbox', '电话'), '13800004321')
  await window.press('Enter')
  await window.type(role('textbox', '客户姓名'), '周启明')
  await window.press('Enter')
  for (const digit of ['1', '2', '2', '3']) await window.press(digit)
  await window.type(role('textbox', '现象'), '记者问小区宽带为什么连续三天中断')
  await window.click(testId('more'))
  await choose(window, '媒体记者')
  await look(window, 'visitor-intake')
  await window.click(testId('register'))
  await atTicket()
  await window.shows(NOTE, '媒体记者来访')
  await window.shows(NOTE, '等经理知悉')
  await window.shows(COACH, '只按统一口径答复，已报值班经理')
  await window.gone(testId('note-sensitive'))
  await look(window, 'visitor-clerk')
})

test('a clerk has no notice above the queue, and a wrong click is undone by a key', async () => {
  await home()
  await window.shows('tr[data-row]', '媒体记者')
  await window.gone(NOTICE)
  const id = await registered(window, '13900001111')
  await openTicket(window, id)
  await window.press('Control', 'k')
  await window.type(role('combobox', '命令'), '报经理')
  await window.press('Enter')
  await window.find(role('dialog'))
  await choose(window, '律师')
  await window.pictures('visitor-report')
  assert.deepEqual(await window.accessibility(), [])
  await window.press('Control', 'Enter')
  await window.shows(NOTE, '律师来访')
  await window.press('Control', 'z')
  await window.gone(NOTE)
  await window.gone(COACH)
})

test('the manager is told above the queue and takes note on the ticket', async () => {
  await home()
  await leave(window)
  await signIn(window, '1001', passwordOf('1001'))
  await window.shows(NOTICE, '媒体记者来访')
  await look(window, 'visitor-queue')
  await window.click(testId('sensitive-open'))
  await atTicket()
  await window.click(testId('note-sensitive'))
  await window.shows(NOTE, '李娜已于')
  await window.gone(testId('note-sensitive'))
  await look(window, 'visitor-noted')
  await home()
  await window.gone(NOTICE)
})

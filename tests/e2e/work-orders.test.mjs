/** Work orders to back offices: a unit by a digit, reminded, answered; the queue has a lane for what waits. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { found } from './hall.mjs'
import { walkToGathering } from './walk.mjs'
import { openWindow, role, testId } from './window.mjs'

const UNIT = '网络监控中心'
const NOTE = testId('orders-note')
let window
before(async () => {
  window = await openWindow()
  await found(window)
  await window.click(testId('later'))
  await window.find(testId('at-work'))
})
after(() => window?.close())

const closed = () => window.gone('[role=dialog]')
/** A deed of an order, from the list of orders. */
const deed = (kind) => window.click(`[data-deed=${kind}]`)

test('a unit is asked by a key, and the ticket says whom it waits for', async () => {
  await walkToGathering(window)
  await window.press('Alt', 'o')
  await window.type(role('textbox', '承办单位'), UNIT)
  await window.press('Control', 'Enter')
  await window.shows('[role=dialog]', '“时限”还没有填')
  await window.type(role('textbox', '协办要求'), '查南湖片区今早的告警')
  await window.click(role('button', '24 小时'))
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('order-send')
  await window.press('Control', 'Enter')
  await closed()
  await window.shows(NOTE, `待${UNIT}回单`)
  await window.pictures('order-note')
  assert.deepEqual(await window.accessibility(), [])
})

test('a second order takes the unit by its digit, and a slip is taken back', async () => {
  await window.press('Alt', 'o')
  await window.click(role('button', '派工单'))
  await window.find(role('radio', UNIT))
  await window.press('1')
  await window.until(
    async () => (await window.focused()).name?.startsWith('协办要求'),
    'the digit does not lead on',
  )
  await window.browser.keys('查该用户近期报障')
  await window.click(role('button', '24 小时'))
  await window.press('Control', 'Enter')
  await closed()
  await window.shows(NOTE, '2')
  await window.press('Control', 'z')
  await window.until(async () => (await window.text(NOTE)).startsWith(`待${UNIT}回单`), 'not taken back')
})

test('it is reminded twice and no more, answered, and asked again', async () => {
  for (const time of [1, 2]) {
    await window.press('Alt', 'o')
    await deed('remind_unit')
    await window.find(role('radio', '电话'))
    if (time === 1) await window.pictures('order-remind')
    await window.press('2')
    await window.press('Control', 'Enter')
    await closed()
  }
  await window.press('Alt', 'o')
  await window.shows('[role=dialog]', '已催办 2 次')
  assert.equal(await window.count('[data-deed=remind_unit]'), 0)
  await deed('enter_reply')
  await window.type(role('textbox', '回单内容'), '光缆受损，今晚修复')
  await window.press('Tab')
  await window.press('1')
  await window.pictures('order-reply')
  await window.press('Control', 'Enter')
  await closed()
  await window.gone(NOTE)
  await window.press('Alt', 'o')
  await window.shows('[role=dialog]', '认可责任')
  await deed('return_reply')
  await window.type(role('textbox', '退回原因'), '没说几点修好')
  await window.click(role('button', '24 小时'))
  await window.press('Control', 'Enter')
  await closed()
  await window.press('Alt', 'o')
  await window.pictures('order-list')
  assert.deepEqual(await window.accessibility(), [])
  await window.press('Escape')
  await closed()
})

test('what waits for a unit stands in its lane, and does not end before the unit answers', async () => {
  await window.click(role('button', '更多'))
  const withdraw = await window.find(role('menuitem', '客户撤回投诉'))
  assert.equal(await withdraw.getAttribute('aria-disabled'), 'true')
  await window.press('Escape')
  await window.gone('[role=menu]')
  // The facts are complete and read back; what is open is what the unit looks into.
  await window.run(async () => {
    const invoke = (command, words) => globalThis.__TAURI_INTERNALS__.invoke(command, words)
    const id = location.hash.split('/')[2]
    const { ticket } = await invoke('ticket', { which: { id } })
    const facts = { who: '本人', when: '今早', where: '家中', what: '掉线', why: '', how: '修好' }
    const actions = [
      { do: 'record_facts', facts },
      { do: 'confirm_read_back', text: '今早起在家中掉线，希望修好。' },
    ]
    await invoke('perform', { request: { ticket: id, revision: ticket.revision, actions, clears: [] } })
  })
  await window.run(() => void (location.hash = '#/'))
  const lane = testId('lane-await_unit')
  await window.until(async () => (await window.text(lane)).startsWith('1'), 'the lane is empty')
  await window.click(lane)
  await window.shows('main', '等后台回单')
  await window.shows('table', '等后台回单')
  await window.pictures('order-queue')
  assert.deepEqual(await window.accessibility(), [])
})

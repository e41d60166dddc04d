/** Who may grant what, and how it is granted: at the counter over the clerk's session, from the list of what waits, by the hall's own table. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { add, comeFirst, credit, openTicket, OWN, proposed } from './deciding.mjs'
import { found, leave, signIn, traces } from './hall.mjs'
import { openWindow, role, testId } from './window.mjs'

let window
before(async () => {
  window = await openWindow()
  await found(window)
  await window.click(testId('later'))
  await window.find(testId('at-work'))
  const clerk = await add(window, '1024', '王敏', 'clerk')
  const duty = await add(window, '1008', '贺建平', 'duty_manager')
  await leave(window)
  await comeFirst(window, '1008', duty)
  await leave(window)
  await comeFirst(window, '1024', clerk)
})
after(() => window?.close())

const DIALOG = '[role=dialog]'
const NUMBER = role('textbox', '经理工号')
const SECRET = `${DIALOG} .password input`
const cardOf = (no) => `[data-offer="${no}"]`
const told = (words) =>
  window.until(
    () => window.run((text) => document.body.innerText.includes(text), words),
    `“${words}” is not told`,
  )

let first
test('a manager approves over the clerk’s session by one key, number and password, and is not at work', async () => {
  first = await proposed(window, '13812345678', [credit(40), credit(80)])
  await openTicket(window, first, 'propose')
  await window.find(cardOf(2))
  await window.run(() => document.activeElement?.blur())
  await window.press('2')
  await window.press('p')
  await window.type(NUMBER, '1008')
  await window.type(SECRET, 'not the password')
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('in-person')
  await window.press('Control', 'Enter')
  await window.shows(`${DIALOG} [role=alert]`, '口令')
  assert.equal(await window.value(SECRET), '')
  await window.type(SECRET, OWN)
  await window.press('Control', 'Enter')
  await told('已当面核准')
  await window.shows(cardOf(2), '贺建平已核准')
  assert.equal(await traces(window, OWN), 0)
  const opening = await window.run(() => globalThis.__TAURI_INTERNALS__.invoke('start'))
  assert.equal(opening.at_work.id, '1024')
  await window.pictures('offer-approved')
})

test('another amount is approved in the same act, and the card and the record say what was asked', async () => {
  const id = await proposed(window, '13812345679', [credit(80)])
  await openTicket(window, id, 'propose')
  await window.click(testId('in-person'))
  await window.type(NUMBER, '1008')
  await window.type(SECRET, OWN)
  const change = await window.find(role('radio', '改金额'))
  await (await change.parentElement()).click()
  await window.replace(role('textbox', '改为'), '60')
  await window.replace(`${DIALOG} textarea`, '减免本月月租 60 元')
  await window.pictures('in-person-amount')
  await window.press('Control', 'Enter')
  await window.shows(cardOf(1), '金额由 ¥80.00 改为 ¥60.00')
  await window.shows(cardOf(1), '减免本月月租 60 元')
  await window.press('Control', 'k')
  await window.type(role('combobox', '命令'), '处理记录')
  await window.press('Enter')
  await window.shows(DIALOG, '金额由 ¥80.00 改为 ¥60.00')
  await window.press('Escape')
})

test('what waits for approval is decided by two keys from the queue', async () => {
  const ask = { do: 'request_approval', offer: 1 }
  await proposed(window, '13812345680', [credit(80), ask])
  await proposed(window, '13812345681', [credit(120), ask])
  await window.run(() => (location.hash = '#/'))
  await leave(window)
  await signIn(window, '1008', OWN)
  await window.find(testId('at-work'))
  await window.click(testId('lane-to_approve'))
  await window.find(testId('approvals'))
  await window.pictures('lane-to-approve')
  await window.press('a')
  await window.until(async () => (await window.count('article')) === 2, 'the two are not there')
  await window.until(
    () => window.run(() => document.activeElement?.tagName === 'ARTICLE'),
    'no card has the hand',
  )
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('approvals')
  await window.press('a')
  await told('已核准')
  await window.until(async () => (await window.count('article')) === 1, 'the decided one is still there')
})

test('an amount is changed by E, and a return says why', async () => {
  await window.press('e')
  await window.replace(role('textbox', '核准金额'), '100')
  await window.replace('article textarea', '减免本月月租 100 元')
  await window.shows(testId('approve'), '按 ¥100.00 核准')
  await window.pictures('approvals-amount')
  await window.click(testId('refuse'))
  await window.type(`${DIALOG} textarea`, '先核实账单，再报')
  await window.pictures('approvals-return')
  await window.press('Control', 'Enter')
  await told('没有等您审批的')
  await window.pictures('approvals-empty')
  await window.press('Escape')
  await window.find(testId('lane-to_approve'))
})

test('the common remedy of an incident is among them, and approved once for all', async () => {
  await leave(window)
  await signIn(window, '1024', OWN)
  await window.find(testId('at-work'))
  const invoke = (command, words) =>
    window.run((it, more) => globalThis.__TAURI_INTERNALS__.invoke(it, more), command, words)
  const began = '2026-01-01T00:00:00Z'
  const at = { kind: 'area', name: '南湖花园' }
  const form = { cause: '主干光缆被施工挖断', at, category: '2.1', began, expected: null }
  const { incident } = await invoke('open_incident', { form, tickets: [] })
  const { terms } = credit(120)
  const action = { do: 'propose_remedy', terms }
  const { id, revision } = incident
  await invoke('work_on_incident', { id, revision, action })
  await leave(window)
  await signIn(window, '1008', OWN)
  await window.find(testId('at-work'))
  await window.shows(testId('lane-to_approve'), '1')
  await window.press('a')
  await window.shows('article', '群障统一方案 · 南湖花园')
  await window.until(
    () => window.run(() => document.activeElement?.tagName === 'ARTICLE'),
    'the card has not the hand',
  )
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('approvals-remedy')
  await window.press('e')
  await window.replace(role('textbox', '每户核准金额'), '100')
  await window.replace('article textarea', '减免本月月租 100 元')
  await window.shows(testId('approve-remedy'), '按 ¥100.00 核准')
  await window.pictures('approvals-remedy-amount')
  await window.click(testId('approve-remedy'))
  await told('没有等您审批的')
  const { incident: after } = await invoke('incident', { id })
  assert.equal(after.remedy.approval.state, 'granted')
  assert.equal(after.remedy.terms.remedy.amount, 10_000)
  await window.press('Escape')
  await window.find(testId('lane-to_approve'))
})

test('two managers at once: the second is told what happened, and nothing is overwritten', async () => {
  const id = await proposed(window, '13812345682', [])
  await window.run(() => (location.hash = '#/'))
  await leave(window)
  await signIn(window, '1024', OWN)
  await window.find(testId('at-work'))
  await window.run(
    async (ticket, offer) => {
      const invoke = globalThis.__TAURI_INTERNALS__.invoke
      const perform = async (actions) => {
        const { ticket: known } = await invoke('ticket', { which: { id: ticket } })
        const request = { ticket, revision: known.revision, actions, clears: [] }
        await invoke('perform', { request })
      }
      await perform([offer, { do: 'request_approval', offer: 1 }])
    },
    id,
    credit(90),
  )
  await leave(window)
  await signIn(window, '1008', OWN)
  await window.find(testId('at-work'))
  await window.press('a')
  await window.shows('article', '减免本月月租 90 元')
  // Meanwhile the hall manager returns it, at the same counter over this very session.
  await window.run(
    async (ticket, password) => {
      const invoke = globalThis.__TAURI_INTERNALS__.invoke
      const { ticket: known } = await invoke('ticket', { which: { id: ticket } })
      const actions = [{ do: 'return_offer', offer: 1, reason: '请附上检测单' }]
      const request = { ticket, revision: known.revision, actions, clears: [] }
      await invoke('perform_in_person', { number: '1001', password, request })
    },
    id,
    'qingshan bu gai lvshui 7',
  )
  await window.run(() => document.querySelector('article').focus())
  await window.press('a')
  await told('退回：请附上检测单')
  await window.pictures('approvals-meanwhile')
  await window.press('Escape')
})

test('the hall’s own table is set by its manager, named where it can’t stand, and read by others', async () => {
  await window.run(() => (location.hash = '#/settings?part=authority'))
  await window.shows(testId('authority-version'), '初始额度')
  assert.equal(await window.count(testId('authority-save')), 0)
  await window.pictures('authority-read')
  await window.run(() => (location.hash = '#/'))
  await leave(window)
  await signIn(window, '1001')
  await window.find(testId('at-work'))
  await window.run(() => (location.hash = '#/settings?part=authority'))
  await window.replace(role('textbox', '话费减免 · 营业员'), '400')
  await window.press('Control', 'Enter')
  await window.shows(testId('wrong-bill_credit'), '逐级不降')
  await window.pictures('authority-wrong')
  await window.replace(role('textbox', '话费减免 · 营业员'), '60')
  await window.press('Control', 'Enter')
  await told('额度已保存')
  await window.shows(testId('authority-version'), '第 1 版')
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('authority')
})

/** The clocks of a ticket: all in one dialog with whose rule each is, paused and extended by people who may, and reminded of. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { choose, comeAs, look } from './looks.mjs'
import { openWindow, role, testId } from './window.mjs'

let window
before(async () => {
  window = await openWindow({ demo: true })
  await window.find('tr[data-row]:first-child')
})
after(() => window?.close())

const DIALOG = 'div[role=dialog]'
const deed = (name) => `[data-deed=${name}]`
const asked = (command, words) =>
  window.run((it, more) => globalThis.__TAURI_INTERNALS__.invoke(it, more), command, words)

let ticket
test('a fault in the country has 72 hours; the field is there for a fault alone', async () => {
  await window.press('F2')
  await window.type(role('textbox', '电话'), '13900002222')
  await window.press('Enter')
  await window.type(role('textbox', '客户姓名'), '田野')
  await window.press('Enter')
  // 先生 · 资费争议 · 不明扣费: no fault.
  for (const digit of ['1', '3', '1']) await window.press(digit)
  assert.equal(await window.count('[data-field=rural]'), 0)
  await window.click(role('radio', '固网宽带'))
  await window.click(role('radio', '修障超时'))
  await window.find('[data-field=rural]')
  await choose(window, '焦虑')
  await window.type(role('textbox', '现象'), '断网两天')
  await choose(window, '农村 72 小时')
  await look(window, 'intake-rural')
  await window.press('Control', 'Enter')
  await window.find(testId('clocks'))
  ticket = await window.run(() => location.hash.split('/')[2])
})

test('the header’s clocks open all of them, each with its authority', async () => {
  await window.click(testId('clocks'))
  await window.shows('[data-clock=repair]', '《电信条例》第三十二条')
  await window.shows('[data-clock=repair]', '剩 2 天 23 小时')
  await window.shows('[data-clock=answer]', '厅内时限')
  await window.shows('[data-clock=appeal]', '《电信用户申诉处理办法》第十条')
  await look(window, 'clocks')
})

test('the hall’s clocks stand still while the customer is waited for, and the law’s do not', async () => {
  await window.click(deed('pause_clock'))
  await window.type(role('textbox', '暂停原因'), '等客户回家测试')
  await window.press('Control', 'Enter')
  await window.shows(DIALOG, '最晚到何时')
  await window.type(role('textbox', '最晚到何时'), '明天 20:00')
  await look(window, 'clocks-pause')
  await window.press('Control', 'Enter')
  await window.gone(DIALOG)
  await window.shows(testId('clocks'), '已暂停')
  await window.press('Alt', 't')
  await window.shows(testId('paused'), '等客户回家测试')
  await window.shows('[data-clock=answer]', '已暂停')
  await window.shows('[data-clock=repair]', '剩 2 天 23 小时')
  await look(window, 'clocks-paused')
  await window.click(deed('resume_clock'))
  await window.gone(testId('paused'))
})

test('the line works again: its clock is met from its own line, and taken back there', async () => {
  await window.click(deed('record_repair'))
  await window.type(role('textbox', '确认方式'), '光信号灯转绿')
  await window.press('Control', 'Enter')
  await window.shows(DIALOG, '恢复时间')
  await window.click(role('button', '刚才'))
  await look(window, 'clocks-repair')
  await window.press('Control', 'Enter')
  await window.gone(DIALOG)
  await window.click(testId('clocks'))
  await window.shows('[data-clock=repair]', '按时完成')
  await look(window, 'clocks-repaired')
  await window.click(deed('take_back_repair'))
  await window.shows('[data-clock=repair]', '剩 2 天 23 小时')
})

test('more time is asked for here and decided by a manager, whose lane holds it', async () => {
  await window.click(deed('request_extension'))
  await choose(window, '48 小时')
  await window.type(role('textbox', '为什么延期'), '等设备到货')
  await look(window, 'clocks-extend')
  await window.press('Control', 'Enter')
  await window.gone(DIALOG)
  await window.shows(testId('clocks'), '延期待审批')
  await window.click(testId('clocks'))
  await window.shows(testId('extension'), '等设备到货')
  const own = await (await window.find(deed('grant_extension'))).getAttribute('aria-disabled')
  assert.equal(own, 'true')
  await window.press('Escape')

  await comeAs(window, '1008')
  await window.click(testId('lane-to_approve'))
  const { lines } = await asked('queue', { request: { lane: 'to_approve', search: '', after: null } })
  assert.ok(
    lines.some(({ id }) => id === ticket),
    'the lane of approvals does not hold it',
  )
  await window.run((id) => void (location.hash = `#/ticket/${id}`), ticket)
  await window.click(testId('clocks'))
  await look(window, 'clocks-wanted')
  await window.click(deed('grant_extension'))
  await window.shows(DIALOG, '已延期 1 次，共 48 小时')
})

test('a manager says how hard the case is, and the answer has more time', async () => {
  await window.click(deed('grade_case'))
  await choose(window, '疑难')
  await window.type(role('textbox', '理由'), '要会同网络部和物业')
  await look(window, 'clocks-grade')
  await window.press('Control', 'Enter')
  await window.gone(DIALOG)
  await window.click(testId('clocks'))
  await window.shows(DIALOG, '难度：疑难')
  await window.press('Escape')
})

test('where a ticket lies is corrected with the rest of its registration', async () => {
  const view = await asked('ticket', { which: { id: ticket } })
  assert.equal(view.ticket.intake.rural, true)
  // Only a room that is entered opens what it was asked for.
  await window.run(() => void (location.hash = '#/'))
  await window.find('tr[data-row]:first-child')
  await window.run((id) => void (location.hash = `#/ticket/${id}/listen?open=amend_intake`), ticket)
  await choose(window, '城镇 48 小时')
  await window.press('Control', 'Enter')
  await window.gone(DIALOG)
  const after = await asked('ticket', { which: { id: ticket } })
  assert.equal(after.ticket.intake.rural, false)
})

test('what is overdue in one’s own hands stands in the lanes, and the notes do not say it again', async () => {
  const { lines } = await asked('queue', { request: { lane: 'overdue', search: '', after: null } })
  const theirs = lines.find(({ holder }) => holder !== '1008')
  assert.ok(theirs, 'nothing is overdue in the demonstration hall')
  await comeAs(window, theirs.holder)
  const { overdue, fresh } = await asked('reminders')
  assert.ok(overdue > 0, 'what the lane shows is not in the hands of whoever holds it')
  assert.deepEqual(fresh, [], 'what had passed before anybody came is no news')
  assert.match(await window.text(testId('lane-overdue')), /^[1-9]/)
  await look(window, 'queue-reminders')
})

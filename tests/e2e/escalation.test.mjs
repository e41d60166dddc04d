/** Up a level and back: the customer knows, the package goes with it, what comes from above is linked, and the letter is what remains. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { act, credit, inHours, openTicket, proposed } from './deciding.mjs'
import { found } from './hall.mjs'
import { look } from './looks.mjs'
import { openWindow, role, testId } from './window.mjs'

let window, id
before(async () => {
  window = await openWindow()
  await found(window)
  await window.click(testId('later'))
  await window.find(testId('at-work'))
})
after(() => window?.close())

const DIALOG = '[role=dialog]'
const NOTE = testId('escalation')
const told = (words) =>
  window.until(
    () => window.run((text) => document.body.innerText.includes(text), words),
    `“${words}” is not told`,
  )
const hash = () => window.run(() => location.hash)
const at = (part) => window.until(async () => (await hash()).includes(part), `not at ${part}`)
const drawn = () =>
  window.until(
    () =>
      window.run(
        () =>
          document.querySelectorAll('canvas').length > 0 &&
          [...document.querySelectorAll('canvas')].some(({ width }) => width > 300),
      ),
    'no page is drawn',
  )

test('F7 hands up; until the customer was told the ticket says so', async () => {
  id = await proposed(window, '13812345678', [credit(40), credit(45)])
  await openTicket(window, id)
  await window.find('[data-offer="1"]')
  await window.press('F7')
  await window.type(role('textbox', '为什么升级'), '客户要求退还全年费用，超出本厅权限')
  await window.type(role('textbox', '请上级做什么'), '请答复可以给予的最高减免')
  await window.click(role('button', '明天'))
  await window.pictures('escalate')
  await window.press('Control', 'Enter')
  await window.shows(NOTE, '等待接收')
  await window.shows(NOTE, '还没有告知客户')
  await look(window, 'escalation-note')
  await window.click(testId('notes'))
  await window.shows(NOTE, '负责联系客户：李娜')
  await look(window, 'escalation-notes')
  await window.click(testId('told'))
  await window.shows(NOTE, '客户已知悉')
  await window.click(testId('accept'))
  await window.shows(NOTE, '已接收')
})

test('the package shows what prints, and is saved beside the slips', async () => {
  await window.click(testId('notes'))
  await window.click(testId('package'))
  await at('/paper/hand_over')
  await drawn()
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('paper-hand-over')
  await window.click(testId('save-paper'))
  await window.shows(testId('paper-told'), '移交单.pdf')
  assert.ok(readdirSync(window.slips).some((name) => name.endsWith('移交单.pdf')))
  await window.press('Alt', 'ArrowUp')
  await at(`/ticket/${id}`)
})

test('what an authority asks is linked from the menu, shows its own time, and is answered', async () => {
  await window.press('Control', 'k')
  await window.type(role('combobox', '命令'), '来件')
  await window.press('Enter')
  await window.type(role('textbox', '来件编号'), 'SS-2026-118842')
  await window.type(role('textbox', '来件要求'), '核实原因并书面反馈')
  await window.click(role('button', '明天'))
  await window.pictures('referral')
  await window.press('Control', 'Enter')
  await window.shows(testId('referral'), 'SS-2026-118842')
  await look(window, 'referral-note')
  await window.click(role('button', '答复来件'))
  await window.type(`${DIALOG} textarea`, '已修复并书面答复客户')
  await window.press('Control', 'Enter')
  await window.gone(testId('referral'))
  await window.gone(DIALOG)
})

test('a complaint by an upper channel for a number with an open ticket is offered there first', async () => {
  await window.press('F2')
  await window.type(role('textbox', '电话'), '13812345678')
  await window.press('Enter')
  await window.find(testId('alarm'))
  await window.click(testId('more'))
  await window.click('[data-field=channel] button')
  await window.click(role('option', '省公司转办'))
  await window.shows(testId('from-above'), '省公司转办')
  await window.pictures('intake-from-above')
  await window.press('Alt', 'e')
  await window.type(`${DIALOG} textarea`, '三日内答复客户并报省公司')
  await window.type(role('textbox', '来件编号'), 'SGS-20261122-07')
  await window.click(role('button', '明天'))
  await window.pictures('intake-referral')
  await window.press('Control', 'Enter')
  await at(`/ticket/${id}`)
  await window.shows(testId('referral'), '省公司转办')
  await told('来件已并入')
})

test('where nothing is agreed the written reply goes out as a letter', async () => {
  await act(window, id, [
    { do: 'decide_escalation', decision: '同意减免两个月，不同意退还全年费用' },
    { do: 'advance' },
    { do: 'record_demand', text: '退还全年宽带费', amount: 150_000, basis: '影响居家办公' },
    { do: 'answer_demand', answer: { answer: 'declined', reason: '已有十个月正常使用' } },
    { do: 'give_final_reply', text: '障碍已修复。两个月宽带费的减免随时有效，您可凭本函到厅办理。' },
    { do: 'make_promise', text: '一周后回访使用情况', owner: '1001', due: inHours(160) },
  ])
  await openTicket(window, id, 'ask')
  await window.reload()
  await window.click(testId('letter'))
  await at('/paper/final_reply')
  await drawn()
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('paper-letter')
  await window.click(testId('save-paper'))
  await window.shows(testId('paper-told'), '答复函.pdf')
})

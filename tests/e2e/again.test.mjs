/** The second contact: noted in a few keys, an alarm the moment the number is known, and gone on with instead of beside. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { found } from './hall.mjs'
import { openWindow, role, testId } from './window.mjs'

const PHONE = '13800004321'
const MATTER = role('textbox', '报什么障')
const PHENOMENON = role('textbox', '现象')
const SAID = '说好昨天上门，等了一天没有人来'

let window
before(async () => {
  window = await openWindow()
  await found(window)
  await window.click(testId('later'))
  await window.find(testId('at-work'))
  await window.run((staff) => globalThis.__TAURI_INTERNALS__.invoke('put_staff', { staff }), {
    id: '1008',
    name: '贺建平',
    role: 'duty_manager',
    active: true,
  })
})
after(() => window?.close())

const hash = () => window.run(() => location.hash)
const atTicket = () => window.until(async () => (await hash()).startsWith('#/ticket/'), 'no ticket is open')
const typed = async (text) => {
  for (const character of text) await window.press(character)
}
async function newComplaint() {
  await window.press('F2')
  await window.find(role('radio', '固网宽带'))
  await window.until(async () => (await window.focused()).name?.startsWith('电话'), 'the caret is elsewhere')
  await typed(PHONE)
}
/** What the short form needs besides number and sentence: a name, 先生, 固网宽带 频繁障碍, 愤怒. */
async function theRest() {
  await window.press('Enter')
  await window.type(role('textbox', '客户姓名'), '周启明')
  await window.press('Enter')
  for (const digit of ['1', '2', '2', '3']) await window.press(digit)
}

test('a fault report is noted by keys alone, and a wrong one is taken back by one', async () => {
  let keys = 0
  const press = async (...one) => {
    keys += 1
    await window.press(...one)
  }
  await press('Shift', 'F2')
  await window.find(role('dialog'))
  for (const digit of PHONE) await press(digit)
  await press('Enter')
  await press('2')
  await window.until(
    async () => (await window.focused()).name?.startsWith('报什么障'),
    'the digit did not go on',
  )
  await window.compose(MATTER, '光猫亮红灯')
  await press('Enter')
  await window.compose(role('textbox', '怎么答复'), '已派装维，两小时内联系')
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('contact')
  await press('Control', 'Enter')
  await window.shows('.toast', '已登记报障')
  assert.ok(keys <= 16, `${keys} keys`)

  await window.press('Shift', 'F2')
  await window.shows(testId('contact-earlier'), '')
  await typed(PHONE)
  await window.shows(testId('contact-earlier'), '30 天内第 2 次')
  await window.press('Enter')
  await window.type(role('textbox', '问了什么'), '点错了')
  await window.press('Control', 'Enter')
  await window.shows('.toast', '已登记咨询')
  await window.press('Control', 'z')
  await window.shows('.toast', '已撤回')
})

test('what is being typed there is kept, and becomes a complaint by one key', async () => {
  await window.press('Shift', 'F2')
  await typed(PHONE)
  await window.type(role('textbox', '问了什么'), '宽带又断了')
  await window.press('Escape')
  await window.gone(role('dialog'))
  await window.press('Shift', 'F2')
  assert.equal(await window.value(role('textbox', '问了什么')), '宽带又断了')
  await window.press('F2')
  await window.until(async () => (await hash()) === '#/new', 'the form of a complaint is not there')
  await window.until(async () => (await window.value(PHENOMENON)) === '宽带又断了', 'the words are not there')
  assert.equal(await window.value(role('textbox', '电话')), '138 0000 4321')
})

let first
test('the number raises the alarm, and the ticket is raised by it', async () => {
  await window.shows(testId('alarm'), '30 天内第 2 次联系')
  await window.shows('aside', '光猫亮红灯')
  await window.run(() => document.querySelector('[data-field=phone] input').focus())
  await theRest()
  await window.press('Control', 'Enter')
  await atTicket()
  first = await hash()
  await window.shows('header.bar', '30 天内第 2 次')
  await window.run(
    (id, due) =>
      globalThis.__TAURI_INTERNALS__.invoke('perform', {
        request: {
          ticket: id,
          revision: 1,
          actions: [
            {
              do: 'make_promise',
              text: '今天上门检修',
              owner: '装维一班',
              due,
            },
            { do: 'break_promise', promise: 1, reason: '没有人去' },
          ],
        },
      }),
    first.slice('#/ticket/'.length).split('?')[0],
    new Date(Date.now() + 86_400_000).toISOString(),
  )
  // The page was not told of what was done past it.
  await window.browser.refresh()
  await window.settle()
})

test('the third contact goes on with the open ticket by two keys and is taken back by one', async () => {
  await newComplaint()
  await window.shows(testId('alarm'), '30 天内第 3 次联系')
  await window.shows(testId('alarm'), '在办 1 张')
  await window.shows(testId('alarm'), '没有兑现的承诺 1 项')
  await window.shows('aside', '今天上门检修')
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('alarm')
  await window.press('Shift', 'F2')
  await window.shows('[role=dialog]', '30 天内第 3 次')
  const beside = await window.run(() => document.querySelector('[role=dialog] input')?.value)
  assert.equal(beside, '138 0000 4321')
  await window.press('Escape')
  await window.gone(role('dialog'))
  await window.compose(PHENOMENON, SAID)
  await window.press('Alt', 'e')
  await window.find(role('dialog'))
  const said = role('textbox', '客户这次怎么说')
  await window.until(async () => (await window.value(said)) === SAID, 'what was typed is not there')
  await window.pictures('come-back')
  await window.press('Control', 'Enter')
  await window.until(
    async () => (await hash()).startsWith(first.split('?')[0]),
    'the earlier ticket is not open',
  )
  await window.shows(testId('visits'), SAID)
  await window.shows('header.bar', '30 天内第 3 次')
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('visit')

  await window.run(() => document.activeElement.blur())
  await window.press('Control', 'z')
  await window.until(async () => (await hash()) === '#/new', 'the form is not back')
  await window.until(async () => (await window.value(PHENOMENON)) === SAID, 'what was typed is not back')
})

test('or it becomes a ticket of its own that names the earlier one, and both show it', async () => {
  await window.shows(testId('alarm'), '30 天内第 3 次联系')
  await window.press('Alt', 'l')
  await window.run(() => document.querySelector('[data-field=phone] input').focus())
  await theRest()
  await window.press('Control', 'Enter')
  await atTicket()
  await window.until(async () => !(await hash()).startsWith(first.split('?')[0]), 'it is the earlier ticket')
  await window.shows('aside', '接自')
  const second = await hash()
  await window.run((place) => (location.hash = place), first)
  await window.shows('aside', '后续')
  await window.run((place) => (location.hash = place), second)
  await window.shows('aside', '接自')
})

test('stepping out takes two keys, and the colleague has the ticket', async () => {
  await window.press('Shift', 'F7')
  await window.find(role('dialog'))
  await window.shows('[role=dialog]', '贺建平')
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('step-out')
  await window.press('Enter')
  await window.until(async () => (await hash()) === '#/', 'the queue is not there')
  await window.shows('.toast', '已交给同事')
})

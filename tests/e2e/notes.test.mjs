/** Several notes at once, on a ticket and above the queue: one line each, opened over what lies below, which never moves. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { act, add, comeFirst, inHours, openTicket, passwordOf, registered } from './deciding.mjs'
import { found, leave, signIn } from './hall.mjs'
import { look } from './looks.mjs'
import { openWindow, role, testId } from './window.mjs'

const STRIP = '[data-region].notes'
const LIST = '[data-region].notes ul'

let window, id
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

/** How far below the screen's bar something begins. */
const topOf = (selector) =>
  window.run((it) => {
    const [bar, below] = ['header.bar', it].map((one) => document.querySelector(one).getBoundingClientRect())
    return below.top - bar.bottom
  }, selector)
const items = () =>
  window.run((list) => [...document.querySelectorAll(`${list} > li`)].map((li) => li.dataset.testid), LIST)

test('what comes by itself moves no text: the line’s place is kept before there is one', async () => {
  id = await registered(window, '13812345678')
  await openTicket(window, id, 'listen')
  const words = role('textbox', '客户原话')
  await window.type(words, '说好昨天来修')
  assert.equal(await window.count(testId('notes')), 0)
  const before = await topOf('main fieldset')
  // As a colleague does at another counter; the page reads it within a minute, or at once when it is asked.
  await act(window, id, [
    { do: 'came_back', words: '昨天说好来修，没有人来。' },
    { do: 'report_sensitive', capacity: 'press' },
    { do: 'send_work_order', unit: '网络监控中心', asked: '查告警', due: inHours(20) },
    {
      do: 'escalate',
      level: 'complaint_centre',
      reason: '客户要求退还全年费用',
      asked: '请答复可以给予的最高减免',
      due: inHours(24),
    },
    { do: 'link_referral', channel: 'province', reference: 'SS-118842', asked: '书面反馈', due: inHours(48) },
    {
      do: 'agree_to_wait',
      what: '小区分光器扩容',
      every: 3,
      next: inHours(30),
      until: inHours(200),
      contact: '李娜 一号厅',
    },
  ])
  await window.until(
    () => window.run((it) => document.querySelector(it) !== null, `${STRIP} .line.red`),
    'no note comes by itself',
    { timeout: 75_000, interval: 200 },
  )
  assert.equal(await topOf('main fieldset'), before)
  assert.equal((await window.focused()).name?.includes('客户原话'), true, 'the caret is elsewhere')
})

test('the gravest stands in the line with what can be done; the rest is counted', async () => {
  await window.shows(testId('sensitive'), '媒体记者来访')
  assert.equal(await window.count(testId('note-sensitive')), 0, 'a clerk can take note')
  await window.shows(testId('notes'), '另有 5 项')
  await look(window, 'notes-ticket')
})

test('opened by keys it lies over the work, gravest first, and a deed folds it', async () => {
  const before = await topOf('main fieldset')
  await window.press('Shift', 'F6')
  await window.until(
    () => window.run((it) => document.querySelector(it).contains(document.activeElement), STRIP),
    'Shift+F6 does not lead from the work to the notes',
  )
  await window.tabTo(testId('notes'))
  await window.press('Enter')
  await window.shows(testId('visits'), '昨天说好来修，没有人来。')
  assert.deepEqual(await items(), ['sensitive', 'visits', 'escalation', 'referral', 'waiting', 'orders-note'])
  assert.equal(await topOf('main fieldset'), before)
  // The hand is at the first deed that takes nothing back.
  assert.match((await window.focused()).name, /^已告知客户/)
  await look(window, 'notes-ticket-open')
  await window.click(testId('told'))
  await window.gone(LIST)
  assert.match((await window.focused()).name, /^另有/)
  await window.press('Enter')
  await window.shows(testId('escalation'), '客户已知悉')
  await window.press('Escape')
  await window.gone(LIST)
  assert.match((await window.focused()).name, /^另有/)
})

test('above the queue there is one line as well, and the lanes stay where they are', async () => {
  await window.run(() => (location.hash = '#/'))
  await window.find('tr[data-row]:first-child')
  const before = await topOf('main [role=toolbar]')
  assert.equal(await window.count(testId('notes')), 0, 'a clerk is told something')
  await leave(window)
  await signIn(window, '1001', passwordOf('1001'))
  await window.shows(testId('sensitive-notice'), '媒体记者来访，请到场')
  assert.equal(await topOf('main [role=toolbar]'), before)
  await look(window, 'notes-queue')
  await window.click(testId('notes'))
  // From November on the next year’s holidays may stand behind them.
  assert.deepEqual((await items()).slice(0, 2), ['sensitive-notice', 'sheet'])
  await look(window, 'notes-queue-open')
  await window.click(testId('sensitive-open'))
  await window.until(
    async () => (await window.run(() => location.hash)).startsWith(`#/ticket/${id}`),
    'not at the ticket',
  )
})

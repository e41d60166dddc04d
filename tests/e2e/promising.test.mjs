/** The promise ledger and the follow-up list: figures, keys, undo; what was promised in words is proposed; waiting with its agreement. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readdirSync } from 'node:fs'
import { choose } from './walk.mjs'
import { openWindow, role, testId } from './window.mjs'

let window
before(async () => {
  window = await openWindow({ demo: true })
  await window.find('tr[data-row]:first-child')
})
after(() => window?.close())

const FULL_NUMBER = /(?<!\d)1[3-9]\d{9}(?!\d)/
const rows = () => window.run(() => document.querySelectorAll('tr[data-row]').length)
const figure = async (id) => Number.parseInt(await window.text(testId(id)), 10)
const hash = () => window.run(() => location.hash)
const words = () => window.run(() => document.body.innerText)
const says = (text) =>
  window.until(async () => (await words()).includes(text), `“${text}” does not stand there`)
const figureIs = (id, wanted) =>
  window.until(async () => (await figure(id)) === wanted, `${id} does not become ${wanted}`)
async function show(prefix, tab) {
  await window.click(testId(`${prefix}-${tab}`))
  await window.until(
    () =>
      window.run(
        (id) => document.querySelector(id)?.ariaPressed === 'true',
        `[data-testid=${prefix}-${tab}]`,
      ),
    `the tab ${tab} does not open`,
  )
}
async function firstRow() {
  await window.click('tr[data-row]:first-child td:first-child')
  await window.until(
    () => window.run(() => document.activeElement?.matches('tr[data-row]') ?? false),
    'no row has the hand',
  )
}

test('Alt+P opens the ledger: every tab holds what its figure says, and no number in full', async () => {
  await window.press('Alt', 'p')
  await window.until(async () => (await hash()) === '#/promises', 'the ledger does not open')
  for (const tab of ['overdue', 'today', 'next', 'open', 'broken']) {
    await show('promises', tab)
    const wanted = Math.min(await figure(`promises-${tab}`), 50)
    await window.until(async () => (await rows()) === wanted, `${tab} does not list ${wanted}`)
    assert.doesNotMatch(await words(), FULL_NUMBER)
  }
  await show('promises', 'open')
  assert.ok((await figure('promises-open')) > 0, 'the demonstration hall has promised nothing')
  await window.pictures('promises')
  assert.deepEqual(await window.accessibility(), [])
})

test('one key keeps a promise, and undo gives it back', async () => {
  const before = await figure('promises-open')
  await firstRow()
  await window.press('1')
  await figureIs('promises-open', before - 1)
  await window.press('Control', 'z')
  await figureIs('promises-open', before)
})

test('one key each for broken and withdrawn, with the reason', async () => {
  const [open, broken] = [await figure('promises-open'), await figure('promises-broken')]
  await firstRow()
  await window.press('2')
  await window.type(role('textbox', '为什么没有兑现'), '备件没有到')
  await window.pictures('promise-broken')
  await window.press('Control', 'Enter')
  await figureIs('promises-broken', broken + 1)
  await figureIs('promises-open', open - 1)
  await show('promises', 'broken')
  await says('备件没有到')
  await show('promises', 'open')
  await firstRow()
  await window.press('3')
  await window.find(role('textbox', '为什么撤回，客户是否知悉'))
  await window.press('Escape')
  await figureIs('promises-open', open - 1)
})

test('what was written with a time limit is proposed: Alt+A makes a promise of it, Escape lets it be', async () => {
  await firstRow()
  await window.press('Enter')
  await window.until(async () => (await hash()).startsWith('#/ticket/'), 'the ticket does not open')
  const note = async (text) => {
    await window.click(role('button', '更多'))
    await window.click(role('menuitem', '备注'))
    await window.type(role('textbox', '备注'), text)
    await window.press('Control', 'Enter')
    await window.gone('[role=dialog]')
  }
  await note('已告诉客户：明天下午三点前给您回电')
  await window.find(testId('worded'))
  assert.match(await window.text(testId('worded')), /明天下午三点前给您回电.*15:00/s)
  await window.pictures('promise-worded')
  await window.press('Alt', 'a')
  await window.gone(testId('worded'))
  await says('承诺已记下')
  await note('一周内给您书面答复')
  await window.find(testId('worded'))
  await window.run(() => document.activeElement?.blur())
  await window.press('Escape')
  await window.gone(testId('worded'))
})

test('the customer agrees to wait: an agreement to print, and a contact that comes up by itself', async () => {
  await window.click(role('button', '更多'))
  await window.click(role('menuitem', '待装约定'))
  await window.type(role('textbox', '等什么'), '小区分光器扩容，装出空闲端口')
  await window.replace(role('textbox', '最迟何时答复'), '12-31 18:00')
  await window.pictures('waiting-agree')
  await window.press('Control', 'Enter')
  await window.find(testId('print-paper'))
  await window.until(
    () => window.run(() => (document.querySelector('[data-page="1"] .words')?.textContent ?? '') !== ''),
    'the agreement is not shown',
  )
  await window.pictures('waiting-paper')
  await window.click(testId('save-paper'))
  await window.until(
    async () => (await window.text(testId('paper-told'))).includes('待装协议.pdf'),
    'the agreement was not saved',
  )
  assert.ok(readdirSync(window.slips).some((name) => name.endsWith('待装协议.pdf')))
  await window.press('Escape')
  await window.find(testId('waiting'))
  await window.pictures('waiting-note')
})

test('Alt+V opens the follow-up list, where that customer stands', async () => {
  await window.press('Alt', 'v')
  await window.until(async () => (await hash()) === '#/following', 'the list does not open')
  for (const tab of ['overdue', 'today', 'tomorrow', 'missed', 'all']) {
    await show('following', tab)
    const wanted = Math.min(await figure(`following-${tab}`), 50)
    await window.until(async () => (await rows()) === wanted, `${tab} does not list ${wanted}`)
    assert.doesNotMatch(await words(), FULL_NUMBER)
  }
  await says('小区分光器扩容')
  await window.pictures('following')
  assert.deepEqual(await window.accessibility(), [])
})

test('not reached: an attempt counts and moves on; solved and satisfied are asked apart', async () => {
  const at = await window.run(() =>
    [...document.querySelectorAll('tr[data-row]')].findIndex((row) => row.innerText.includes('办完回访')),
  )
  assert.ok(at >= 0, 'nobody is to be called back in the demonstration hall')
  const row = `tr[data-row]:nth-child(${at + 1}) td:first-child`
  const missed = await figure('following-missed')
  const all = await figure('following-all')
  await window.click(row)
  await window.press('4')
  await window.find(role('textbox', '下次何时再打'))
  await window.pictures('following-missed')
  await window.press('Control', 'Enter')
  await window.gone('[role=dialog]')
  await show('following', 'missed')
  assert.ok((await figure('following-missed')) >= missed)
  await says('未接通 ')
  await firstRow()
  await window.press('1')
  await window.find(testId('record-outcome'))
  // "Solved" alone is no answer.
  await window.press('Control', 'Enter')
  await window.find(testId('record-outcome'))
  await choose(window, '基本满意')
  await window.pictures('following-solved')
  await window.press('Control', 'Enter')
  await window.gone('[role=dialog]')
  await figureIs('following-all', all - 1)
  await window.press('Control', 'z')
  await figureIs('following-all', all)
})

test('words of thanks stand there too', async () => {
  await show('following', 'thanks')
  await window.pictures('following-thanks')
  await window.press('Alt', 'ArrowUp')
  await window.until(async () => (await hash()) === '#/', 'it does not lead back to the queue')
})

test('the palette gives a letter of authorisation to fill in', async () => {
  await window.press('Control', 'k')
  await window.type(role('combobox', '命令'), '授权委托书')
  await window.press('Enter')
  await window.find(testId('print-paper'))
  await window.until(
    () => window.run(() => (document.querySelector('[data-page="1"] .words')?.textContent ?? '') !== ''),
    'the letter is not shown',
  )
  await window.pictures('authorisation-blank')
  assert.deepEqual(await window.accessibility(), [])
  await window.press('Escape')
  await window.gone(testId('print-paper'))
})

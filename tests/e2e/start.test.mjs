/** The first start: looking at the demonstration hall, founding one's own, and coming back to it the next day. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { PASSWORD, signIn, traces } from './hall.mjs'
import { openWindow, role, testId } from './window.mjs'

const folder = mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
let window
/** The code of the recovery sheet, copied from the screen as by hand. */
let code
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
  await window.shows('[data-field=code] .message', '还没有填')
  assert.equal(await window.value(role('textbox', '营业厅名称')), 'Hall 1')
  await window.replace(role('textbox', '营业厅名称'), '一号厅')
})

test('a hall is founded by the keyboard alone; its password may not be guessable, and is typed twice', async () => {
  await window.press('Enter')
  await caretIn('公司')
  await window.press('Enter')
  await caretIn('厅代码')
  await write('A-1')
  await window.press('Enter')
  await caretIn('台席代码')
  await window.press('Enter')
  await caretIn('您的姓名')
  await window.compose(role('textbox', '您的姓名'), '李娜')
  await window.press('Enter')
  await caretIn('您的工号')
  await write('1001')
  await window.press('Enter')
  await caretIn('您的口令')
  await write('1234567890')
  await window.press('Enter')
  await caretIn('再输一次')
  await write('1234567899')
  await window.press('Control', 'Enter')
  await window.shows('[data-field=again] .message', '两次输入的不一样')
  await window.replace('[data-field=again] input', '1234567890')
  await window.press('Control', 'Enter')
  await window.shows('[data-field=code] .message', '须为 1–8 位字母或数字')
  await window.replace(role('textbox', '厅代码'), 'A01')
  assert.match(await window.text('main'), /A01-1-\d{8}-001/)
  await window.press('Control', 'Enter')
  await window.shows('[data-field=password] .message', '容易被猜到')
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('found-hall')
  await window.replace('[data-field=password] input', PASSWORD)
  await window.replace('[data-field=again] input', PASSWORD)
  await window.press('Control', 'Enter')
  await window.shows('main', '只有凭恢复单才能打开')
  assert.equal(await traces(window, PASSWORD), 0)
})

test('the recovery sheet is copied from the screen and hidden again', async () => {
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('sheet')
  await window.click(testId('show-sheet'))
  code = await window.text(testId('sheet-code'))
  assert.match(code, /^([0-9A-Z]{4}-){4,}[0-9A-Z]+$/)
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('sheet-shown')
  await window.click(testId('show-sheet'))
  assert.equal(await traces(window, code), 0)
})

test('it may wait; the queue calls it to mind and says what to press', async () => {
  await window.click(testId('later'))
  await window.shows('main', '没有在办的投诉')
  await window.shows(testId('at-work'), '李娜 · 一号厅 1 号台')
  await window.shows(testId('sheet'), '恢复单还没有核对')
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('queue-sheet-waits')
  await window.click(testId('sheet-notice'))
})

test('typed back, it is known to work', async () => {
  await window.type(
    role('textbox', '恢复单上的恢复码'),
    code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
  )
  await window.press('Control', 'Enter')
  await window.until(
    async () => /抄错了一位|恢复码不对/.test(await window.text('main')),
    'a wrong code is taken',
  )
  await window.replace(role('textbox', '恢复单上的恢复码'), code.toLowerCase().replaceAll('-', ''))
  await window.press('Control', 'Enter')
  await window.shows('main', '没有在办的投诉')
  assert.equal(await window.count(testId('sheet-notice')), 0)
  assert.equal(await traces(window, code), 0)
})

test('the next start names nobody and asks for number and password', async () => {
  await window.close()
  window = await openWindow({ data: folder })
  await window.shows('main', '谁在这个台席')
  assert.doesNotMatch(await window.text('main'), /李娜/)
  await caretIn('工号')
  await signIn(window, '77')
  await window.shows('main', '工号或口令不对')
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('sign-in')
  await signIn(window, '1001')
  await window.shows(testId('at-work'), '李娜')
  assert.equal(await traces(window, PASSWORD), 0)
})

test('after too many wrong passwords one has to wait, and is told how long', async () => {
  await window.close()
  window = await openWindow({ data: folder })
  for (let tries = 0; tries < 5; tries += 1) {
    await signIn(window, '1024', 'not the password')
    await window.until(
      async () =>
        (await window.count('[aria-busy]')) === 0 && /不对|以后再试/.test(await window.text('main')),
      'nothing is said of a wrong password',
    )
  }
  await window.shows('main', '以后再试')
  assert.match(await window.text('main'), /请在 \d\d:\d\d:\d\d 以后再试，还有 \d+ 秒/)
  await window.pictures('sign-in-waits')
})

test('the recovery sheet opens the hall with a new password', async () => {
  await window.click(testId('recover'))
  await window.type(role('textbox', '恢复码'), code)
  await window.type(role('textbox', '经理的工号'), '1001')
  await window.type('[data-field=password] input', `${PASSWORD} again`)
  await window.type('[data-field=again] input', `${PASSWORD} again`)
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('recover')
  await window.press('Control', 'Enter')
  await window.shows(testId('at-work'), '李娜')
  assert.equal(await traces(window, `${PASSWORD} again`), 0)
  assert.equal(await traces(window, code), 0)
})

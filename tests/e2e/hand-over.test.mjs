/** A counter changes hands: what was typed waits for whoever typed it, and goes on with a colleague to whom it is handed. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { found, leave, PASSWORD, signIn, traces } from './hall.mjs'
import { register } from './walk.mjs'
import { openWindow, role, testId } from './window.mjs'

const TYPED = '客户说每晚八点掉线，'
const MORE = '前后一小时，重启无效'
const STATEMENT = role('textbox', '客户原话')
const OWN = 'sanchahe lubian 8 ke shu'

let window
before(async () => {
  window = await openWindow()
  await found(window)
  await window.click(testId('later'))
  await window.find(testId('at-work'))
})
after(() => window?.close())

/** Adds a clerk with a first password, as the manager. */
async function addClerk(number, name) {
  const issue = (command, words) =>
    window.run((it, more) => globalThis.__TAURI_INTERNALS__.invoke(it, more), command, words)
  await issue('put_staff', { staff: { id: number, name, role: 'clerk', active: true } })
  const { password } = await issue('issue_password', { staff: number })
  return password
}
/** Signs in for the first time, which asks for a password of one's own. */
async function comeFirst(number, first) {
  await signIn(window, number, first)
  await window.type('[data-field=password] input', OWN)
  await window.type('[data-field=again] input', OWN)
  await window.press('Control', 'Enter')
  await window.find(testId('at-work'))
}

let first
test('what a clerk typed is listed when that clerk comes back, and for nobody else', async () => {
  first = await addClerk('1024', '王敏')
  await addClerk('1031', '赵强')
  await register(window)
  await window.type(STATEMENT, TYPED)
  await window.run(() => (location.hash = '#/'))
  await window.shows(testId('unfinished'), '未完成 1')
  await leave(window)
  await comeFirst('1024', first)
  assert.equal(await window.count(testId('unfinished')), 0)
  await leave(window)
  await signIn(window, '1001')
  await window.find(testId('at-work'))
  await window.click(testId('unfinished'))
  await window.shows('[role=dialog]', '1 处，最后保存于')
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('unfinished')
  await window.click(testId('go-on'))
  await window.until(async () => (await window.value(STATEMENT)) === TYPED, 'the draft is not back')
})

test('handed over, the colleague goes on typing where it stopped', async () => {
  await window.run(() => (location.hash = '#/'))
  await window.click(testId('unfinished'))
  await window.click(testId('hand-over'))
  await window.find(role('menuitem', '王敏'))
  await window.pictures('hand-over')
  await window.click(role('menuitem', '王敏'))
  await window.shows('.toast', '已移交王敏，共 1 处')
  await window.gone('[role=dialog]')
  assert.equal(await window.count(testId('unfinished')), 0)
  await leave(window)
  assert.equal(await traces(window, TYPED), 0)
  await signIn(window, '1024', OWN)
  await window.find(testId('at-work'))
  await window.click(testId('unfinished'))
  await window.click(testId('go-on'))
  await window.until(async () => (await window.value(STATEMENT)) === TYPED, 'nothing was handed over')
  await window.type(STATEMENT, MORE)
  assert.equal(await window.value(STATEMENT), TYPED + MORE)
})

test('both are on the record', async () => {
  await window.run(() => (location.hash = '#/'))
  await leave(window)
  await signIn(window, '1001', PASSWORD)
  await window.find(testId('at-work'))
  await window.run(() => (location.hash = '#/audit'))
  await window.shows('main', '移交未完成内容')
  const line = await window.run(
    () =>
      [...document.querySelectorAll('tr[data-row]')].find((row) => row.innerText.includes('移交')).innerText,
  )
  assert.match(line, /李娜 1001[\s\S]*A01-1-\d{8}-001[\s\S]*移交 1024/)
})

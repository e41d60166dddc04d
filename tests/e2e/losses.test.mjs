/** Work that was acknowledged and is not there any more: whoever signs in is told, once, until they have read it; the trail has it for good. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { commandLine } from './command-line.mjs'
import { leave, signIn } from './hall.mjs'
import { descendants, program } from './processes.mjs'
import { openWindow, role, testId } from './window.mjs'

const home = mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
const data = join(home, 'data')
const log = join(data, 'ansu.db-wal')
const ctl = commandLine(home)
const COLLEAGUE = '1024'

let window
before(async () => {
  ctl.found(data)
  ctl.run(data, 'staff', 'add', COLLEAGUE, '王敏', 'hall_manager')
  const { password } = ctl.json(data, 'staff', 'issue', COLLEAGUE)
  commandLine(home, { staff: COLLEAGUE, password }).run(data, 'password', '--new-file', ctl.secret)
})
after(async () => {
  await window?.close()
  rmSync(home, { recursive: true, force: true })
})

async function enter(number = '1001') {
  await window?.quit()
  window = await openWindow({ data })
  await signIn(window, number)
  await window.find(testId('at-work'))
}
/** The window ends as at a power cut: nothing of the log is moved into the database. */
async function cutOff() {
  const pid = descendants(window.driverPid).find((one) => program(one) === 'ansu')
  process.kill(pid, 'SIGKILL')
  await window.quit()
}
const told = (text) => window.shows(testId('loss'), text)
const read = async () => {
  await window.click(testId('notes'))
  await window.click(testId('loss-read'))
}
const nothingTold = async () => {
  await window.shows('main', '在办')
  assert.equal(await window.count(testId('loss')), 0)
}
async function look(name) {
  await window.pictures(name)
  assert.deepEqual(await window.accessibility(), [])
}

async function register(phone, name) {
  await window.press('F2')
  await window.type(role('textbox', '电话'), phone)
  await window.press('Enter')
  await window.type(role('textbox', '客户姓名'), name)
  await window.press('Enter')
  for (const digit of ['1', '2', '2', '3']) await window.press(digit)
  await window.type(role('textbox', '现象'), '宽带掉线')
  await window.press('Control', 'Enter')
  await window.find(role('textbox', '客户原话'))
}

test('a crash that takes nothing tells of nothing', async () => {
  await enter()
  await register('13812345678', '欧阳明')
  await cutOff()
  assert.ok(existsSync(log), 'the log has been moved into the database')
  await enter()
  await nothingTold()
  await window.shows('main', '欧阳明')
  await window.quit()
  // Whoever closes the folder moves the log into the database.
  ctl.run(data, 'check')
  assert.ok(!existsSync(log))
})

test('a log that was damaged after the crash has lost a ticket: that is said first, to everybody, and the trail says how much', async () => {
  await enter()
  await register('13912345678', '司马红')
  await cutOff()
  const bytes = readFileSync(log)
  // In the first page of it, behind the log's own 32 bytes: all that came after the opening goes with it.
  bytes[32 + 24 + 100] ^= 1
  writeFileSync(log, bytes)
  await enter()
  await told('已经存下的记录少了一部分')
  assert.doesNotMatch(await window.text('main'), /司马红/)
  await window.shows('main', '欧阳明')
  await look('loss-cut')
  await window.run(() => (location.hash = '#/audit'))
  await window.shows('main', '发现记录缺失')
  await window.picture('loss-cut-trail')
  await window.press('F3')
  await told('已经存下的记录少了一部分')
  await read()
  await nothingTold()
  await leave(window)
  await signIn(window, '1001')
  await window.find(testId('at-work'))
  await nothingTold()
  await leave(window)
  await signIn(window, COLLEAGUE)
  await told('已经存下的记录少了一部分')
  await read()
})

test('without its mark nobody knows whether something is missing, and that is said as well', async () => {
  await window.quit()
  rmSync(join(data, 'ansu.mark'))
  await enter()
  await told('无法确认最后几笔是否完整')
  await look('loss-mark')
})

test('a backup put in the place of the data is told to whoever comes next', async () => {
  await window.quit()
  ctl.run(data, 'backup')
  const [made] = readdirSync(join(data, 'backups')).sort().reverse()
  ctl.run(data, 'restore', '--yes', join(data, 'backups', made))
  await enter()
  await told('数据已从备份恢复')
  await look('loss-restored')
  await leave(window)
  await signIn(window, '1001')
  await window.find(testId('at-work'))
  await nothingTold()
})

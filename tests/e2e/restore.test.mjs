/** The way back from a backup where the usual is not: something was erased since, the data can't be read, or this secret does not open it. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { commandLine } from './command-line.mjs'
import { PASSWORD, signIn } from './hall.mjs'
import { tell } from './telling.mjs'
import { openWindow, role, testId } from './window.mjs'

const home = mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
const data = join(home, 'data')
const ctl = commandLine(home)
const NUMBERS = ['A01-1-20200302-001', 'A01-1-20200302-002']

let window
before(async () => {
  ctl.found(data)
  const form = { channel: 'counter', category: '2.2', emotion: 'calm', phenomenon: '宽带掉线' }
  const lines = ['13812345678', '13912345678'].flatMap((phone) => [
    { ticket: null, do: 'register', form: { ...form, phone, name: '欧阳明' } },
    { do: 'withdraw', reason: '已自行解决' },
  ])
  const at = '2020-03-02T10:00:00+08:00'
  const story = join(home, 'story.jsonl')
  writeFileSync(story, lines.map((line) => JSON.stringify({ at, by: '1001', ...line })).join('\n'))
  tell({ data, secret: ctl.secret, now: at, story })
  ctl.run(data, 'backup')
})
after(async () => {
  await window?.close()
  rmSync(home, { recursive: true, force: true })
})

/** To the third step, from the start screen, by the manager's password. */
async function toLook(password = PASSWORD) {
  await window.click(testId('restore'))
  await window.find('tr[aria-selected=true]')
  await window.press('Control', 'Enter')
  await window.type(role('textbox', '工号'), '1001')
  await window.type('input[type=password]', password)
  await window.press('Control', 'Enter')
  await window.shows('main', '核对变化')
}
async function look(name) {
  await window.pictures(name)
  assert.deepEqual(await window.accessibility(), [])
}

test('what was erased since the backup stays erased, and is said', async () => {
  ctl.run(data, 'dispose', NUMBERS[0])
  window = await openWindow({ data })
  await toLook()
  await window.shows('main', '这里已删除的 1 项记录，恢复后仍是删除状态')
  assert.equal(await window.count(testId('erased-unknown')), 0)
  await look('restore-look-erased')
  await window.press('Control', 'Enter')
  await window.shows(testId('restored'), '共 1 张投诉单')
  await look('restore-done-erased')
  await window.quit()
  const ended = ctl.json(data, 'tickets', '--ended')
  assert.deepEqual(
    ended.map(({ number, name }) => [number, name]),
    [[NUMBERS[1], '欧阳明']],
  )
})

test('data that can’t be read gives way to a backup; whoever was erased may come back, and that is said before and after', async () => {
  await window.quit()
  const file = join(data, 'ansu.db')
  const bytes = readFileSync(file)
  for (let at = 0; at < 4096; at += 16) bytes[at] ^= 255
  writeFileSync(file, bytes)
  window = await openWindow({ data })
  await toLook()
  await window.shows('main', '文件打不开')
  await window.shows(testId('erased-unknown'), '可能重新出现')
  await look('restore-look-unreadable')
  await window.press('Control', 'Enter')
  await window.shows(testId('restored'), '数据已恢复')
  await window.shows('main', '再删除一次')
  await look('restore-done-unreadable')
  const aside = await window.text(testId('aside'))
  await window.press('Control', 'Enter')
  await signIn(window, '1001')
  await window.find(testId('at-work'))
  await window.quit()
  assert.deepEqual(readFileSync(join(aside, 'ansu.db')), bytes)
  const ended = ctl.json(data, 'tickets', '--ended')
  assert.deepEqual(ended.map(({ number }) => number).sort(), NUMBERS)
  assert.equal(readdirSync(join(data, 'backups')).length, 1)
})

test('a hall that the backup’s password does not open says nothing of itself, and is not replaced', async () => {
  await window.quit()
  const renewed = join(home, 'renewed')
  writeFileSync(renewed, 'changed since the backup 9', { mode: 0o600 })
  ctl.run(data, 'password', '--new-file', renewed)
  window = await openWindow({ data })
  await toLook()
  await window.shows('main', '无法查看')
  await window.shows(testId('shut'), '打不开现在的数据')
  await window.press('Control', 'Enter')
  await look('restore-look-locked')
  assert.equal(await window.count(testId('restored')), 0)
})

/** Backups in the real window: the day's own, one onto a stick, the way back from it, and what is erased for good. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { leave } from './hall.mjs'
import { tell } from './telling.mjs'
import { openWindow, role, testId } from './window.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CTL = process.env.ANSUCTL ?? join(ROOT, 'target/debug/ansuctl')
const PASSWORD = '青山不改，绿水长流。'
/** Old enough to have been kept for three years, whenever this runs. */
const STORY = readFileSync(join(ROOT, 'tests/stories/charge-dispute-representative.jsonl'), 'utf8')

const home = mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
const data = join(home, 'data')
const stick = join(home, 'stick')
const second = join(home, 'second')
const secret = join(home, 'password')
let code
let window

const ctl = (folder, ...words) =>
  execFileSync(CTL, ['--data', folder, '--staff', '1001', '--password-file', secret, ...words], {
    encoding: 'utf8',
  })
const json = (folder, ...words) => JSON.parse(ctl(folder, '--json', ...words))
const found = (folder, hall, letters) =>
  json(
    folder,
    'init',
    ...['--hall', hall, '--code', letters, '--counter', '1'],
    ...['--manager', '1001', '--manager-name', '李娜'],
  )

before(async () => {
  writeFileSync(secret, PASSWORD)
  mkdirSync(stick)
  mkdirSync(second)
  code = found(data, '一号厅', 'A01').recovery
  ctl(data, 'staff', 'add', '1024', '王敏', 'clerk')
  ctl(data, 'staff', 'add', '1012', '陈刚', 'duty_manager')
  const story = join(home, 'story.jsonl')
  writeFileSync(story, STORY.replaceAll('2026-', '2020-'))
  for (const now of ['2021-01-01T10:00:00+08:00', '2021-01-01T11:00:00+08:00'])
    tell({ data, secret, now, story })
  window = await openWindow({ data })
})
after(async () => {
  await window?.close()
  rmSync(home, { recursive: true, force: true })
})

const shelf = (folder) => (existsSync(folder) ? readdirSync(folder) : [])
/** A radio lies under its label, where a click does not reach it by itself; the label is what a hand presses. */
const choose = async (name) => {
  const radio = await window.find(role('radio', name))
  await (await radio.parentElement()).click()
}
async function signIn() {
  await window.type(role('textbox', '工号'), '1001')
  await window.type('input[type=password]', PASSWORD)
  await window.press('Enter')
  await window.find(testId('at-work'))
}
async function toSettings(part) {
  await window.click(testId('at-work'))
  await window.click(role('menuitem', '设置'))
  await window.click(role('button', part))
}
/** Nothing that one works with lies outside the page, however large the letters are. */
async function look(name) {
  await window.pictures(name)
  assert.deepEqual(await window.accessibility(), [], name)
  await window.resize(1093, 552)
  await window.run(() => (document.documentElement.dataset.textSize = 'xl'))
  await window.picture(`${name}-largest`)
  const over = await window.run(() =>
    [...document.querySelectorAll('main, main *')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.heard'))
      .map((one) => `${one.tagName} ${one.className}`),
  )
  assert.deepEqual(over, [], name)
  await window.run(() => (document.documentElement.dataset.textSize = 'm'))
  await window.resize(1366, 768)
}

test('the day’s backup makes itself when the hand rests after signing in', async () => {
  await signIn()
  await window.until(() => shelf(join(data, 'backups')).length === 1, 'no backup was made', {
    timeout: 30_000,
    interval: 200,
  })
  await toSettings('备份与恢复')
  await window.shows(testId('backup-state'), '刚才')
  await window.shows(testId('backup-state'), '2 张投诉单')
  await window.shows('main', '本机数据文件夹里的备份')
  await look('backup-own')
})

test('one is made onto a stick, and proven', async () => {
  await choose('U 盘或其他文件夹')
  await window.type(role('textbox', '文件夹'), stick)
  await window.press('Control', 'Enter')
  await window.shows(testId('backup-told'), '备份完成')
  await window.shows('main', `${stick} 里的备份`)
  assert.equal(shelf(stick).length, 1)
  assert.match(ctl(data, 'backup', 'verify', join(stick, shelf(stick)[0])), /2/)
  await look('backup-stick')
})

test('what can’t be written is said in words, and what is typed stays', async () => {
  await window.replace(role('textbox', '文件夹'), join(secret, 'under'))
  await window.press('Control', 'Enter')
  await window.shows('main', '本厅的数据没有受影响')
  await look('backup-trouble')
  await window.replace(role('textbox', '文件夹'), 'usb')
  await window.press('Control', 'Enter')
  await window.shows('[data-field=folder]', '请写完整路径')
  await window.replace(role('textbox', '文件夹'), stick)
})

/** What the counter remembers of its second place, changed as if time had passed. */
const remembered = (change) => {
  const file = join(data, 'ansu.second')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }))
}
const days = (n) => new Date(Date.now() - n * 86_400_000).toISOString()

test('a second place is chosen, tried, and refused inside of the data', async () => {
  await window.type(role('textbox', '第二处'), join(data, 'backups'))
  await window.click(testId('second-choose'))
  await window.shows(testId('second-place'), '在数据文件夹里面')
  await window.replace(role('textbox', '第二处'), second)
  for (const key of ['Tab', 'Tab', 'Enter']) await window.press(key)
  await window.shows(testId('second-state'), '还没有存过')
  await window.shows(testId('second-state'), '同一块磁盘')
  await window.click(testId('second-try'))
  await window.shows(testId('second-told'), '已存好一份')
  await window.shows(testId('second-state'), '已核对')
  const [name] = shelf(second).filter((one) => one.startsWith('A01-1-'))
  assert.match(ctl(data, 'backup', 'verify', join(second, name)), /2/)
  await look('backup-second')
})

test('while it is away nothing is wrong; after a week everybody is told, once a day', async () => {
  renameSync(second, `${second}-pocket`)
  remembered({ proven_at: days(6) })
  await window.press('F3')
  await window.find(role('textbox', '搜索'))
  assert.equal(await window.count(testId('second-notice')), 0)
  remembered({ proven_at: days(8) })
  await toSettings('备份与恢复')
  await window.shows(testId('second-state'), '已满一周没有存')
  await window.shows(testId('second-state'), '现在连不上')
  await look('backup-second-away')
  await window.click(testId('second-try'))
  await window.shows(testId('second-place'), '这个位置不在了')
  await window.press('F3')
  await window.shows(testId('second-notice'), '请插上 U 盘')
  await look('queue-second-away')
  assert.throws(() => ctl(data, 'backup', 'place'), { status: 4 })
  await window.click(testId('notes'))
  await window.click(testId('second-put-off'))
  await window.gone(testId('second-notice'))
  await toSettings('个人信息')
  await window.press('F3')
  await window.find(role('textbox', '搜索'))
  assert.equal(await window.count(testId('second-notice')), 0)
})

test('when it is back the next automatic backup goes there too, and nobody is told any more', async () => {
  renameSync(`${second}-pocket`, second)
  await window.quit()
  // The first place has none, so that one is due.
  for (const name of shelf(join(data, 'backups'))) rmSync(join(data, 'backups', name), { recursive: true })
  const before = shelf(second)
  window = await openWindow({ data })
  await signIn()
  // The newest of a day takes the place of the one before.
  const another = () => shelf(second).some((name) => !before.includes(name))
  await window.until(another, 'no backup was made in the second place', { timeout: 30_000, interval: 200 })
  await toSettings('备份与恢复')
  await window.shows(testId('second-state'), '刚才')
})

test('one that was away and is back catches up at the next sign-in, and its notice goes', async () => {
  await window.quit()
  renameSync(second, `${second}-pocket`)
  remembered({ proven_at: days(8), put_off_at: null })
  const [own, kept] = [shelf(join(data, 'backups')), shelf(`${second}-pocket`)]
  window = await openWindow({ data })
  await signIn()
  await window.shows(testId('second-notice'), '请插上 U 盘')
  renameSync(`${second}-pocket`, second)
  await leave(window)
  await signIn()
  await window.find(testId('second-notice'))
  const copies = () => shelf(second).filter((name) => !kept.includes(name) && !name.endsWith('.part'))
  await window.until(() => copies().length === 1, 'the second place did not catch up', {
    timeout: 30_000,
    interval: 200,
  })
  await window.gone(testId('second-notice'))
  await look('queue-second-back')
  // The first place had its copy, so that none was due there; the one that was made is whole.
  assert.deepEqual(shelf(join(data, 'backups')), own)
  await toSettings('备份与恢复')
  await window.shows(testId('second-state'), '刚才')
  await window.quit()
  assert.match(ctl(data, 'backup', 'verify', join(second, copies()[0])), /2 tickets/)
  ctl(data, 'backup', 'place')
  window = await openWindow({ data })
  await signIn()
})

test('work goes on after it', async () => {
  await window.press('F2')
  await window.type(role('textbox', '电话'), '13812345678')
  await window.press('Enter')
  await window.type(role('textbox', '客户姓名'), '欧阳明')
  await window.press('Enter')
  for (const digit of ['1', '2', '2', '3']) await window.press(digit)
  await window.type(role('textbox', '现象'), '宽带掉线')
  await window.press('Control', 'Enter')
  await window.find(role('textbox', '客户原话'))
})

test('from the settings one leaves the counter first, and is told so', async () => {
  await window.press('F3')
  await toSettings('备份与恢复')
  await window.click(testId('ask-restore'))
  await window.shows('[role=dialog]', '先退出登录')
  await window.picture('backup-ask')
  await window.click(testId('to-restore'))
  await window.shows('main', '选择备份')
  await window.press('F2')
  await window.shows('main', '选择备份')
  await window.click(testId('restore-back'))
  await window.find(role('textbox', '工号'))
})

test('before anybody signs in, a backup is chosen and opened with the recovery sheet', async () => {
  await look('restore-start')
  await window.click(testId('restore'))
  await window.shows('main', '选择备份')
  await window.find('tr[aria-selected=true]')
  await look('restore-choose')
  await window.press('Control', 'Enter')
  await window.find(role('textbox', '工号'))
  await look('restore-open-password')
  await choose('恢复单')
  await window.type(
    role('textbox', '恢复码'),
    code.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
  )
  await window.press('Control', 'Enter')
  await window.shows('main', '不是恢复码')
  await window.replace(role('textbox', '恢复码'), code.toLowerCase())
  await look('restore-open')
})

test('it shows what would change, and nothing has changed so far', async () => {
  await window.press('Control', 'Enter')
  await window.shows('main', '核对变化')
  await window.shows(testId('later'), '1 张投诉单')
  assert.doesNotMatch(await window.run(() => document.documentElement.outerHTML), new RegExp(code, 'i'))
  await look('restore-look')
  assert.equal(shelf(data).filter((name) => name.startsWith('ansu-before')).length, 0)
})

test('it is put in place; what was there is kept beside it', async () => {
  await window.press('Control', 'Enter')
  await window.shows(testId('restored'), '数据已恢复')
  const aside = await window.text(testId('aside'))
  await look('restore-done')
  await window.press('Control', 'Enter')
  await signIn()
  await window.shows('main', '没有在办的投诉')
  await window.quit()
  assert.deepEqual(json(data, 'tickets'), [])
  assert.equal(json(data, 'tickets', '--ended').length, 2)
  assert.equal(json(aside, 'tickets')[0].name, '欧阳明')
  window = await openWindow({ data })
})

test('tickets kept long enough are erased after their number was typed; a copy says where it is', async () => {
  await signIn()
  await toSettings('个人信息')
  const first = (await window.text('main')).match(/A01-1-\d{8}-\d{3}/)[0]
  await window.type(role('textbox', '客户的电话'), '16300025517')
  await window.click(testId('find-person'))
  await window.shows('main', '这个号码下有 2 张投诉单')
  await window.click(testId('export-person'))
  await window.shows(testId('copied'), '没有加密')
  const file = (await window.text(testId('copied'))).match(/\S+\.json/)[0]
  assert.equal(JSON.parse(readFileSync(file, 'utf8')).tickets.length, 2)
  await window.shows(testId('ask-erase'), '按本人要求删除 2 项')
  assert.deepEqual(await window.accessibility(), [])
  await look('personal-person')
  const row = await window.find(role('checkbox', first))
  await (await row.parentElement()).click()
  await look('personal')
  await window.click(testId('ask-dispose'))
  await window.shows('[role=dialog]', '永久删除 1 项记录')
  await window.press('Control', 'Enter')
  await window.shows('[role=dialog]', '永久删除 1 项记录')
  await look('personal-erase')
  await window.type(role('textbox', '请输入要删除的项数'), '1')
  await window.press('Control', 'Enter')
  await window.gone(role('dialog'))
  await window.until(async () => !(await window.text('main')).includes(first), 'it is still on the list')
})

test('at the person’s request the rest is erased too, for a reason and after its number was typed', async () => {
  await window.shows('main', '这个号码下有 1 张投诉单')
  await window.click(testId('ask-erase'))
  await window.shows('[role=dialog]', '永久删除 1 项记录')
  await window.type(role('textbox', '请输入要删除的项数'), '1')
  await window.press('Control', 'Enter')
  await window.gone(role('dialog'))
  await window.shows(testId('nobody'), '没有资料')
  await window.run(() => (location.hash = '#/audit'))
  await window.shows('main', '客户本人要求：不再需要')
})

test('an empty folder offers a restore beside founding; another hall’s backup asks to be confirmed', async () => {
  await window.quit()
  const other = join(home, 'other')
  found(other, '二号厅', 'B02')
  window = await openWindow({ data: other })
  await window.click(testId('restore'))
  await choose('U 盘或其他文件夹')
  await window.type(role('textbox', '文件夹'), stick)
  await window.find('tr[aria-selected=true]')
  await window.press('Control', 'Enter')
  await window.type(role('textbox', '工号'), '1001')
  await window.type('input[type=password]', PASSWORD)
  await window.press('Control', 'Enter')
  await window.shows(testId('another-hall'), '另一个营业厅')
  await window.press('Control', 'Enter')
  await window.shows(testId('another-hall'), '另一个营业厅')
  await look('restore-another')
  await window.quit()

  const empty = join(home, 'empty')
  window = await openWindow({ data: empty })
  await window.find(role('textbox', '营业厅名称'))
  await look('restore-empty')
  await window.click(testId('restore'))
  await choose('U 盘或其他文件夹')
  await window.type(role('textbox', '文件夹'), stick)
  await window.find('tr[aria-selected=true]')
  await window.press('Control', 'Enter')
  await window.type(role('textbox', '工号'), '1001')
  await window.type('input[type=password]', PASSWORD)
  await window.press('Control', 'Enter')
  await window.shows('main', '核对变化')
  await window.press('Control', 'Enter')
  await window.shows(testId('restored'), '数据已恢复')
  await window.press('Control', 'Enter')
  await signIn()
})

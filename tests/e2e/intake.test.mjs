/** Registering a complaint: by few keys, with a history, with bad input, and with whatever may cut it off. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { descendants, program } from './processes.mjs'
import { openWindow, role, testId } from './window.mjs'

const folder = mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
let window
const open = async () => {
  window = await openWindow({ demo: true, data: folder })
  await window.find('tr[data-row]:first-child')
}
before(open)
after(async () => {
  await window?.close()
  rmSync(folder, { recursive: true, force: true })
})

const PHONE = role('textbox', '电话')
const NAME = role('textbox', '客户姓名')
const PHENOMENON = role('textbox', '现象')
const told = (field) => `[data-field=${field}] .message`

async function newComplaint() {
  await window.press('F2')
  await window.find(PHENOMENON)
  // The groups of codes come from the desk; before they are there, a digit chooses nothing.
  await window.find(role('radio', '固网宽带'))
}
const caretIn = (label) =>
  window.until(async () => (await window.focused()).name?.startsWith(label), `the caret is not in ${label}`)

test('after F9 any key leads back to the field, and is not typed into it', async () => {
  await newComplaint()
  await caretIn('电话')
  await window.press('7')
  await window.press('F9')
  await window.find('dialog.cover')
  await window.press('x')
  await window.gone('dialog.cover')
  await caretIn('电话')
  assert.equal(await window.value(PHONE), '7')
  await window.press('Backspace')
  await window.press('Escape')
})

test('25 keys and two texts register a complaint and lead to its first step', async () => {
  await newComplaint()
  await caretIn('电话')
  let keys = 0
  const press = async (...combinations) => {
    for (const one of combinations) {
      keys += 1
      await window.press(...one.split('+'))
    }
  }
  await press(...'13800001111', 'Enter')
  await caretIn('客户姓名')
  await window.compose(NAME, '李')
  await press('Enter', '2')
  await press('2', '2', '3', '4')
  await caretIn('何时发生')
  await press('Tab', 'Space', 'Enter')
  await caretIn('现象')
  await window.compose(PHENOMENON, '宽带每15分钟掉线一次')
  await press('Enter', '1', 'Control+Enter')
  assert.ok(keys <= 25, `${keys} keys`)
  await window.until(
    () => window.run(() => location.hash.startsWith('#/ticket/')),
    'the complaint is not registered',
  )
  await window.shows('[aria-current=step]', '倾听')
  await window.shows('header.bar', '李女士')
})

test('full-width digits are the same number; it is known, and gives the name', async () => {
  await newComplaint()
  await window.compose(PHONE, '１３８０００')
  await window.compose(PHONE, '０１１１１')
  await window.shows(testId('again'), '30 天内第 2 次')
  assert.equal(await window.value(PHONE), '138 0000 1111')
  assert.equal(await window.value(NAME), '李')
  await window.find(testId('go-on'))
  await window.pictures('intake')
  assert.deepEqual(await window.accessibility(), [])
})

test('what is empty, too long or hidden is told at its field; what was typed stays', async () => {
  await window.press('Control', 'Enter')
  await window.shows(told('emotion'), '请选客户此刻的情绪')
  await window.press('1')
  await window.press('Control', 'Enter')
  await window.shows(told('category'), '投诉类型')
  await window.press('2')
  await window.press('2')
  await window.press('Control', 'Enter')
  await window.shows(told('phenomenon'), '“现象”还没有填')
  await caretIn('现象')

  const tooLong = '𬭚䶮㛃掉线😀'.repeat(1_667).slice(0, -4)
  const length = [...tooLong].length
  await window.type(PHENOMENON, tooLong)
  await window.press('Control', 'Enter')
  await window.shows(told('phenomenon'), `“现象”最多 2000 字，现在有 ${length} 字`)
  assert.equal(await window.value(PHENOMENON), tooLong)

  await window.replace(PHENOMENON, '')
  await window.compose(PHENOMENON, '掉\u200B线\u202E了\u0007')
  await window.shows(told('phenomenon'), '已去掉')
  assert.equal(await window.value(PHENOMENON), '掉线了')
  await window.replace(PHONE, '12')
  await window.press('Control', 'Enter')
  await window.shows(told('phone'), '不是有效的电话号码')
  assert.equal(await window.value(PHONE), '12')
  assert.equal(await window.value(PHENOMENON), '掉线了')
})

test('a reload brings back what was typed', async () => {
  await window.replace(PHONE, '02066668888')
  await window.shows('header.bar', '已保存')
  await window.reload()
  await window.shows('footer.foot', '已恢复上次没有登记完的内容')
  assert.equal(await window.value(PHONE), '02066668888')
  assert.equal(await window.value(PHENOMENON), '掉线了')
})

test('killed while typing, at most one second of it is lost', async () => {
  await window.replace(PHENOMENON, '')
  await window.shows('header.bar', '已保存')
  const began = Date.now()
  const typed = []
  for (let n = 0; Date.now() - began < 3_000; n += 1) {
    await window.press(String(n % 10))
    typed.push({ text: `${typed.at(-1)?.text ?? ''}${n % 10}`, at: Date.now() })
  }
  const killed = Date.now()
  process.kill(windowPid(window.driverPid), 'SIGKILL')
  await window.close()

  await open()
  await newComplaint()
  await window.shows('footer.foot', '已恢复上次没有登记完的内容')
  const kept = await window.value(PHENOMENON)
  const due = typed.findLast(({ at }) => at <= killed - 1_000)
  assert.ok(typed.at(-1).text.startsWith(kept), `“${kept}” was never typed`)
  assert.ok(kept.length >= due.text.length, `“${kept}” lacks more than the last second of “${due.text}”`)
  assert.equal(await window.value(PHONE), '02066668888')
})

test('a time that is none is kept over a reload and registered in the customer’s words', async () => {
  await window.replace(role('textbox', '何时发生'), '')
  await window.compose(role('textbox', '何时发生'), '上个月底')
  await window.shows('header.bar', '已保存')
  await window.reload()
  await window.shows('footer.foot', '已恢复上次没有登记完的内容')
  assert.equal(await window.value(role('textbox', '何时发生')), '上个月底')
  await window.shows(told('occurred'), '将照原话记录')
  await window.press('Control', 'Enter')
  await window.until(
    () => window.run(() => location.hash.startsWith('#/ticket/')),
    'the complaint is not registered',
  )
})

/** The program's own process among the descendants of the driver. */
function windowPid(ancestor) {
  const binary = basename(process.env.ANSU_WINDOW ?? 'ansu')
  const own = descendants(ancestor).filter((pid) => program(pid) === binary)
  assert.equal(own.length, 1, `${own.length} processes of ${binary} below the driver`)
  return own[0]
}

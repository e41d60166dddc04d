/** The audit trail: who looked at a full number stands in it, and whether anybody changed it is seen. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { sticksOut } from './sticking.mjs'
import { openWindow, role, SIZES, testId } from './window.mjs'

let window
before(async () => {
  window = await openWindow({ demo: true })
  await window.find('tr[data-row]:first-child')
})
after(() => window?.close())

/** The demonstration's hall manager may look; the number is enough there. */
async function comeAs(number) {
  await window.run(() => (location.hash = '#/'))
  await window.click(testId('at-work'))
  await window.click(role('menuitem', '换人'))
  await window.type(role('textbox', '工号或姓名'), number)
  await window.press('Enter')
  await window.find('tr[data-row]:first-child')
}

test('a full number that was shown is in the trail, with who looked', async () => {
  await window.press('Enter')
  await window.click(role('button', '显示完整号码'))
  await window.until(
    () => window.run(() => /1\d{2} ?\d{4} ?\d{4}/.test(document.querySelector('header').innerText)),
    'the number is not shown',
  )
  const who = await window.run(() => location.hash)
  assert.match(who, /ticket/)
  await comeAs('1001')
  await window.press('Control', 'k')
  await window.type(role('combobox', '命令'), '操作记录')
  await window.press('Enter')
  await window.shows('main', '查看完整号码')
  const line = await window.run(
    () =>
      [...document.querySelectorAll('tr[data-row]')].find((row) => row.innerText.includes('查看完整号码'))
        .innerText,
  )
  assert.match(line, /A01-1-\d{8}-\d{3}/)
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('audit')
})

test('it is narrowed to some days, and one press shows all again', async () => {
  const all = await window.count('tr[data-row]')
  await window.type(role('textbox', '从'), '2030-01-01')
  await window.shows('main', '没有符合条件的记录')
  await window.pictures('audit-empty')
  await window.click(role('button', '清空条件'))
  await window.until(async () => (await window.count('tr[data-row]')) >= all, 'the lines are not back')
  assert.equal(await window.value(role('textbox', '从')), '')
})

test('the day sheet is shown as it prints, and saved as it is shown', async () => {
  await window.click(testId('open-day-sheet'))
  await window.until(
    () => window.run(() => (document.querySelector('[role=dialog] canvas')?.width ?? 0) > 300),
    'no page is drawn',
  )
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('day-sheet')
  await window.run(() => (document.documentElement.dataset.textSize = 'xl'))
  for (const [width, height] of SIZES) {
    await window.resize(width, height)
    await window.picture(`day-sheet-largest-${width}x${height}`)
    assert.deepEqual(await window.run(sticksOut), [], `${width}×${height}`)
  }
  await window.run(() => (document.documentElement.dataset.textSize = 'm'))
  await window.resize(...SIZES[0])
  await window.click(testId('save-day-sheet'))
  await window.shows(testId('day-sheet-told'), '.pdf')
  const file = (await window.text(testId('day-sheet-told'))).match(/\/\S+\.pdf/)[0]
  const words = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })
  const anchor = words.match(/A\d+-[0-9A-F]{16}/)?.[0]
  assert.ok(anchor, words)
  await window.until(
    () =>
      window.run((mark) => document.querySelector('[role=dialog] .words').textContent.includes(mark), anchor),
    'what is saved is not what is shown',
  )
  await window.press('Escape')
  await window.gone('[role=dialog]')
  await window.shows('tr[data-row]:first-child', '日终锚点单')
  await window.shows('tr[data-row]:first-child', '存为文件')
})

test('verified, it is sound, and its end can be kept as an anchor', async () => {
  await window.click(testId('open-verify'))
  await window.type(role('textbox', '以前记下的锚点'), 'no anchor')
  await window.press('Control', 'Enter')
  await window.shows('[role=dialog]', '这不是锚点')
  await window.replace(role('textbox', '以前记下的锚点'), '')
  await window.press('Control', 'Enter')
  await window.shows(testId('verdict'), '记录完整，没有被改动')
  const anchor = await window.text('.anchor')
  assert.match(anchor, /^A\d+-[0-9A-F]{16}$/)
  await window.type(role('textbox', '以前记下的锚点'), anchor)
  await window.press('Control', 'Enter')
  await window.shows(testId('verdict'), `锚点证明到第 ${anchor.slice(1).split('-')[0]} 行`)
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('audit-verified')
  await window.replace(
    role('textbox', '以前记下的锚点'),
    anchor.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  )
  await window.press('Control', 'Enter')
  await window.shows(testId('verdict'), '对不上')
  await window.pictures('audit-fault')
})

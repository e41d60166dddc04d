/** The settings: what is chosen acts at once everywhere, and is still so when the window opens again. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openWindow, role, testId } from './window.mjs'

const folder = mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
let window
before(async () => {
  window = await openWindow({ data: folder })
  await window.type(role('textbox', '营业厅名称'), 'Hall 1')
  await window.type(role('textbox', '厅代码'), 'A01')
  await window.type(role('textbox', '您的姓名'), 'Li Na')
  await window.type(role('textbox', '您的工号'), '1001')
  await window.press('Control', 'Enter')
  await window.find(testId('at-work'))
})
after(async () => {
  await window?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The names given above hold no Chinese character, so whatever has one is a text of the program. */
const CHINESE = /\p{Script=Han}/u
const words = () => window.run(() => document.body.innerText.replace('简体中文', ''))
const shown = () =>
  window.run(() => {
    const { dataset, lang } = document.documentElement
    const letter = getComputedStyle(document.querySelector('main p')).fontSize
    return { theme: dataset.theme, size: dataset.textSize, lang, letter: Number.parseFloat(letter) }
  })
/** A radio lies under its label, where a click does not reach it by itself; the label is what a hand presses. */
const choose = async (name) => {
  const radio = await window.find(role('radio', name))
  await (await radio.parentElement()).click()
}
const openPart = (name) => window.click(role('button', name))

test('everything speaks English at once, also other screens, and Chinese again', async () => {
  await window.click(testId('at-work'))
  await window.click(role('menuitem', '设置'))
  await openPart('显示与语言')
  await choose('English')
  await window.shows('main', 'Size of text')
  assert.equal((await shown()).lang, 'en')
  assert.doesNotMatch(await words(), CHINESE)
  await window.press('F2')
  await window.shows('main', 'Phone')
  await window.find(role('radio', 'Fixed line and broadband'))
  assert.doesNotMatch(await words(), CHINESE)
  await window.click(role('button', 'Queue'))
  await window.shows('main', 'No open complaints')
  assert.doesNotMatch(await words(), CHINESE)

  await window.press('Control', 'k')
  await window.type(role('combobox', 'Command'), '中文')
  await window.press('Enter')
  await window.shows('main', '没有在办的投诉')
  assert.doesNotMatch(await words(), /queue|complaint|search/i)
})

test('theme and size of text act at once', async () => {
  await window.click(testId('at-work'))
  await window.click(role('menuitem', '设置'))
  await openPart('显示与语言')
  const before = await shown()
  await choose('深色')
  await choose('特大')
  await window.until(async () => (await shown()).size === 'xl', 'the size of text stays')
  const now = await shown()
  assert.equal(now.theme, 'dark')
  assert.ok(now.letter > before.letter, `${before.letter} px before, ${now.letter} px now`)
  assert.deepEqual(await window.accessibility(), [])
})

test('a colleague is added, and may work at this counter', async () => {
  await openPart('人员')
  await window.click(testId('add-staff'))
  await window.type(role('textbox', '工号'), '1001')
  await window.type(role('textbox', '姓名'), '王敏')
  await window.press('Control', 'Enter')
  await window.shows('[role=dialog]', '这个工号是Li Na的')
  await window.replace(role('textbox', '工号'), '1024')
  await window.press('Control', 'Enter')
  await window.gone(role('dialog'))
  await window.shows('main', '王敏')
  await window.shows('main', '1024')
})

test('all of it is kept when the window opens again', async () => {
  await window.close()
  window = await openWindow({ data: folder })
  await window.find(role('option', '王敏'))
  const { theme, size, lang } = await shown()
  assert.deepEqual({ theme, size, lang }, { theme: 'dark', size: 'xl', lang: 'zh-CN' })
  await window.type(role('textbox', '工号或姓名'), '1024')
  await window.press('Enter')
  await window.shows(testId('at-work'), '王敏')
})

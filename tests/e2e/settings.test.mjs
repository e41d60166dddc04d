/** The settings: what is chosen acts at once everywhere, and is still so when the window opens again. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { found, leave, PASSWORD, signIn, traces } from './hall.mjs'
import { openWindow, role, testId } from './window.mjs'

const folder = mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
let window
before(async () => {
  window = await openWindow({ data: folder })
  await found(window, { name: 'Hall 1', person: 'Li Na' })
  await window.click(testId('later'))
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
/** Of notices there may be more than one at a time. */
const told = (text) =>
  window.until(
    () => window.run((words) => document.querySelector('body').innerText.includes(words), text),
    `“${text}” is not told`,
  )
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

test('what a hall can’t be called is said at its field, and the hall stays what it is', async () => {
  await openPart('营业厅')
  for (const [field, label, wrong] of [
    ['name', '营业厅名称', ''],
    ['company', '公司', '电'.repeat(200)],
    ['code', '厅代码', 'A-1'],
    ['counter', '台席代码', '12345'],
  ]) {
    await window.replace(role('textbox', label), wrong)
    await window.press('Tab')
    await window.find(`[data-field=${field}] .message.error`)
  }
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('settings-hall-refused')
  await window.reload()
  await window.run(() => (location.hash = '#/settings?part=hall'))
  assert.equal(await window.value(role('textbox', '营业厅名称')), 'Hall 1')
  assert.equal(await window.value(role('textbox', '厅代码')), 'A01')
})

test('a colleague is added, and may work at this counter', async () => {
  await openPart('人员')
  await window.pictures('settings-staff')
  await window.click(testId('add-staff'))
  await window.type(role('textbox', '工号'), '1001')
  await window.type(role('textbox', '姓名'), '王敏')
  await window.press('Control', 'Enter')
  await window.shows('[role=dialog]', '这个工号是Li Na的')
  await window.replace(role('textbox', '工号'), '10-24')
  await window.press('Control', 'Enter')
  await window.shows('[role=dialog]', '须为 1–16 位字母或数字')
  await window.replace(role('textbox', '工号'), '1024')
  await window.replace(role('textbox', '姓名'), '')
  await window.press('Control', 'Enter')
  await window.shows('[role=dialog]', '还没有填')
  await window.pictures('settings-staff-refused')
  await window.type(role('textbox', '姓名'), '王敏')
  await window.press('Control', 'Enter')
  await window.find(role('dialog', '给王敏发口令'))
})

/** What the program made for the colleague, as it is told. */
let issued

test('the password made for a colleague is shown once', async () => {
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('settings-issue')
  await window.click(testId('issue'))
  issued = await window.text(testId('issued'))
  issued = issued.replaceAll(/\s/g, '')
  assert.match(issued, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('settings-issued')
  await window.click(testId('told'))
  await window.gone(role('dialog'))
  assert.equal(await traces(window, issued.slice(0, 4)), 0)
  await window.shows('main', '王敏')
  await window.shows('main', '1024')
})

test('the parts that are about keys stand in both sizes', async () => {
  for (const [part, name] of [
    ['我的账号', 'account'],
    ['安全', 'security'],
  ]) {
    await openPart(part)
    await window.shows('main .big h2', part)
    assert.deepEqual(await window.accessibility(), [])
    await window.pictures(`settings-${name}`)
  }
})

test('one’s own password is changed after the present one was typed', async () => {
  await openPart('我的账号')
  await window.type('[data-field=old] input', 'something else')
  await window.type('[data-field=password] input', `${PASSWORD} too`)
  await window.type('[data-field=again] input', `${PASSWORD} too`)
  await window.click(testId('change-password'))
  await window.shows('main', '现在的口令不对')
  await window.pictures('settings-password-refused')
  await window.replace('[data-field=old] input', PASSWORD)
  await window.click(testId('change-password'))
  await told('口令已修改')
  assert.equal(await traces(window, PASSWORD), 0)
})

test('all of it is kept when the window opens again', async () => {
  await window.close()
  window = await openWindow({ data: folder })
  await window.find(testId('sign-in'))
  const { theme, size, lang } = await shown()
  assert.deepEqual({ theme, size, lang }, { theme: 'dark', size: 'xl', lang: 'zh-CN' })
})

test('a colleague comes in with it once, and first chooses another', async () => {
  await signIn(window, '1024', issued)
  await window.shows('main', '设置自己的口令')
  assert.equal(await window.count('[data-field=old]'), 0)
  assert.equal(await traces(window, issued), 0)
  await window.press('F2')
  await window.shows('main', '设置自己的口令')
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('own-password')
  await window.type('[data-field=password] input', PASSWORD)
  await window.type('[data-field=again] input', PASSWORD)
  await window.press('Control', 'Enter')
  await window.shows(testId('at-work'), '王敏')
  assert.equal(await traces(window, PASSWORD), 0)
  assert.equal(await traces(window, issued), 0)
})

test('a clerk looks at the settings and changes nothing', async () => {
  await window.click(testId('at-work'))
  await window.click(role('menuitem', '设置'))
  await window.shows('main', '您的岗位只能查看')
  assert.equal(await window.run(() => document.querySelectorAll('main input:not([readonly])').length), 0)
  await window.pictures('settings-clerk')
  await openPart('人员')
  await window.shows('main', '您的岗位只能查看')
  assert.equal(await window.count(testId('add-staff')), 0)
  await openPart('安全')
  await window.find(role('radio', '15 分钟'))
  assert.equal(await window.count(testId('ask-renew')), 0)
  assert.equal(await window.count(testId('audit')), 0)
  await window.run(() => (location.hash = '#/audit'))
  await window.shows('main', '营业厅经理')
})

test('who leaves is shut out at once, with a new key', async () => {
  await window.run(() => (location.hash = '#/'))
  await leave(window)
  await signIn(window, '1001', `${PASSWORD} too`)
  await window.click(testId('at-work'))
  await window.click(role('menuitem', '设置'))
  await openPart('人员')
  await window.click('tr[data-row]:nth-child(2) td:nth-child(2)')
  await window.press('Enter')
  const active = await window.find(role('checkbox', '在岗，可以登录'))
  await (await active.parentElement()).click()
  await window.press('Control', 'Enter')
  await window.shows('[role=dialog]:last-of-type', '数据会换一把新钥匙重写')
  await window.pictures('settings-leave')
  await window.click(testId('leave-staff'))
  await told('王敏已离开，数据已换新钥匙')
  await window.run(() => (location.hash = '#/'))
  await leave(window)
  await signIn(window, '1024')
  await window.shows('main', '工号或口令不对')
})

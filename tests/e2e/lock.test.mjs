/** The cover and the lock of a real hall: what the customer sees, the way back, and what is left when somebody else sits down. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { found, PASSWORD, signIn, traces } from './hall.mjs'
import { openWindow, role, testId } from './window.mjs'

let window
before(async () => {
  window = await openWindow()
  await found(window)
  await window.click(testId('later'))
  await window.find(testId('at-work'))
})
after(() => window?.close())

const PHONE = '13812345678'
const MATTER = '每晚八点掉线，重启无效'

/** Every command of the window, by the name under which the page may call it. */
const COMMANDS = JSON.parse(
  readFileSync(new URL('../../src-tauri/capabilities/main.json', import.meta.url)),
).permissions.map((permission) => permission.replace('allow-', '').replaceAll('-', '_'))
/** What a covered counter answers. Leaving it is tried by the tests below. */
const ANSWERED = [
  'start',
  'cover',
  'uncover',
  'sign_out',
  'hear_locks',
  'hear_closing',
  'sign_of_life',
  'count_in_title',
  'save_draft',
  'discard_draft',
]

/** In the page: asks the shell past all screens; the code of the refusal, or what it answers. */
async function ask(command, words = {}) {
  try {
    return { answer: await globalThis.__TAURI_INTERNALS__.invoke(command, words) }
  } catch (refusal) {
    return { code: refusal?.code ?? String(refusal) }
  }
}

test('F9 covers what is being typed, and only the password leads back', async () => {
  await window.press('F2')
  await window.type(role('textbox', '电话'), PHONE)
  await window.type(role('textbox', '现象'), MATTER)
  await window.press('F9')
  await window.shows('dialog', '请稍候')
  await window.find(testId('uncover'))
  assert.deepEqual(await window.accessibility(), [])
  await window.pictures('cover-real')
  for (const key of ['Escape', 'F2', 'F9', 'F5']) await window.press(key)
  await window.shows('dialog', '李娜的口令')
  for (const secret of [PHONE, '138 1234', MATTER, '1001'])
    assert.equal(await traces(window, secret), 0, `${secret} stands on the covered page`)
  await window.reload()
  await window.shows('dialog', '李娜的口令')
  for (const character of 'not this one') await window.press(character)
  await window.press('Enter')
  await window.shows('dialog', '口令不对')
  await window.pictures('cover-wrong')
  // The wrong one is selected: typing replaces it.
  for (const character of PASSWORD) await window.press(character)
  await window.press('Enter')
  await window.gone('dialog')
  await window.until(
    async () => (await window.value(role('textbox', '现象'))) === MATTER,
    'what was typed is not there',
  )
  assert.equal(await traces(window, PASSWORD), 0)
})

test('a covered counter answers no command but the ways back', async () => {
  await window.press('F9')
  await window.find(testId('uncover'))
  for (const reloaded of [false, true]) {
    if (reloaded) await window.reload()
    await window.find(testId('uncover'))
    for (const command of COMMANDS.filter((name) => !ANSWERED.includes(name)))
      assert.deepEqual(await window.run(ask, command), { code: 'covered' }, command)
    const { answer } = await window.run(ask, 'start')
    assert.deepEqual([answer.covered, answer.start.staff, answer.may], [true, [], []])
    assert.equal(await window.count('main'), 0)
  }
  const wrong = await window.run(ask, 'uncover', { password: 'not this one' })
  assert.equal(wrong.code, 'wrong_password')
  assert.equal((await window.run(ask, 'authority')).code, 'covered')
  for (const character of PASSWORD) await window.press(character)
  await window.press('Enter')
  await window.gone('dialog')
  await window.find(role('textbox', '现象'))
})

test('an open dialog comes back with what was typed in it, and the mouse reaches the cover above it', async () => {
  await window.press('Control', 'k')
  await window.type(role('combobox', '命令'), '工作')
  await window.press('F9')
  await window.find(testId('uncover'))
  assert.equal(await window.count(role('combobox', '命令')), 0)
  await window.click('dialog input')
  for (const character of PASSWORD) await window.press(character)
  await window.click(testId('uncover'))
  await window.gone('dialog')
  assert.equal(await window.value(role('combobox', '命令')), '工作')
  await window.press('Escape')
  await window.find(role('textbox', '现象'))
})

test('somebody else: within two seconds nothing of the hall is left in the page', async () => {
  await window.type(role('textbox', '现象'), '，昨天也是')
  await window.press('F9')
  const begun = Date.now()
  await window.click(testId('cover-leave'))
  await window.find(testId('sign-in'))
  assert.ok(Date.now() - begun < 2_000, `it took ${Date.now() - begun} ms`)
  for (const secret of [PHONE, '138 1234', MATTER, '李娜', '1001'])
    assert.equal(await traces(window, secret), 0, secret)
  assert.equal(await window.count('dialog'), 0)
})

test('what was typed waits for whoever typed it', async () => {
  await signIn(window, '1001')
  await window.find(testId('at-work'))
  await window.press('F2')
  await window.until(
    async () => (await window.value(role('textbox', '现象'))) === `${MATTER}，昨天也是`,
    'the draft is not back',
  )
})

test('from the palette as well', async () => {
  await window.press('Control', 'k')
  await window.type(role('combobox', '命令'), '换人')
  await window.press('Enter')
  await window.find(testId('sign-in'))
  assert.equal(await traces(window, MATTER), 0)
})

test('the desktop’s own lock locks the counter, and nothing typed is lost', async () => {
  await signIn(window, '1001')
  await window.find(testId('at-work'))
  await window.press('F2')
  await window.type(role('textbox', '现象'), '，前天也是')
  const begun = Date.now()
  const said = ['--session', '--type=signal', '/org/gnome/ScreenSaver']
  execFileSync('dbus-send', [...said, 'org.gnome.ScreenSaver.ActiveChanged', 'boolean:true'])
  await window.find(testId('sign-in'))
  assert.ok(Date.now() - begun < 2_000, `it took ${Date.now() - begun} ms`)
  await window.shows('main', '电脑锁屏')
  assert.equal(await traces(window, MATTER), 0)
  assert.equal((await window.run(ask, 'authority')).code, 'signed_out')
  await signIn(window, '1001')
  await window.find(testId('at-work'))
  await window.press('F2')
  await window.until(
    async () => (await window.value(role('textbox', '现象'))) === `${MATTER}，昨天也是，前天也是`,
    'the draft is not back',
  )
})

test('the demonstration is open to everybody: any key leads back', async () => {
  const demo = await openWindow({ demo: true })
  try {
    await demo.find('tr[data-row]:first-child')
    await demo.press('F9')
    await demo.shows('dialog', '按任意键返回')
    await demo.press('a')
    await demo.gone('dialog')
  } finally {
    await demo.close()
  }
})

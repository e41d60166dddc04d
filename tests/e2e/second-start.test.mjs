/**
 * Starting the program while it runs: on the same folder the window that is there comes forward, on another a window of
 * its own opens. There is no window manager here, so of two windows the one in front is the one that has the keyboard.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { openWindow, role } from './window.mjs'

const BINARY = process.env.ANSU_WINDOW ?? join(import.meta.dirname, '../../target/debug/ansu')
/** A window takes longer than this to open, and never ends by itself. */
const SOON = 10_000

const links = mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
let first
let other
before(async () => {
  first = await openWindow({ demo: true })
  await first.find('tr[data-row]:first-child')
})
after(async () => {
  await other?.close()
  await first?.close()
  rmSync(links, { recursive: true, force: true })
})

const inFront = (window) => window.run(() => document.hasFocus())

/** Starts the program as from the menu; gives how it ended, what it said, and whether anything of it still runs. */
async function startAgain(data, cwd = process.cwd()) {
  // A group of its own: what outlives the program is found, and ended, by it.
  const options = { cwd, detached: true, stdio: ['ignore', 'ignore', 'pipe'], timeout: SOON }
  const program = spawn(BINARY, ['--data', data, '--demo'], options)
  let said = ''
  program.stderr.setEncoding('utf8').on('data', (text) => (said += text))
  const [code, signal] = await new Promise((ended, fail) => {
    program.once('error', fail)
    program.once('exit', (...how) => ended(how))
  })
  return { code, signal, said, left: endGroup(program.pid) }
}

/** Ends a group of processes; whether there was one. */
function endGroup(leader) {
  try {
    process.kill(-leader, 'SIGKILL')
    return true
  } catch (error) {
    if (error.code === 'ESRCH') return false
    throw error
  }
}

test('a start on another folder opens a window of its own, in front', async () => {
  assert.equal(await inFront(first), true)
  other = await openWindow({ demo: true })
  await other.find('tr[data-row]:first-child')
  assert.deepEqual([await inFront(first), await inFront(other)], [false, true])
})

test('a second start on the same folder ends by itself and brings the first window forward', async () => {
  assert.equal(await inFront(first), false)
  assert.deepEqual(await startAgain(first.folder), { code: 0, signal: null, said: '', left: false })
  await first.until(() => inFront(first), 'the first window stays behind')
  assert.equal(await inFront(other), false)
})

test('each folder has its window: the other one comes forward for its own', async () => {
  assert.equal((await startAgain(other.folder)).code, 0)
  await other.until(() => inFront(other), 'the other window stays behind')
  assert.equal(await inFront(first), false)
})

test('the folder is the same however it is written', async () => {
  const [above, name] = [join(first.folder, '..'), basename(first.folder)]
  for (const [data, cwd] of [
    [`${first.folder}/`, above],
    [name, above],
    [`./${name}`, above],
  ]) {
    const { code, left } = await startAgain(data, cwd)
    assert.deepEqual({ code, left }, { code: 0, left: false }, `--data ${data}`)
  }
  await first.until(() => inFront(first), 'the first window stays behind')
})

test('both windows answer as before', async () => {
  for (const window of [first, other]) {
    await window.press('F2')
    await window.type(role('textbox', '现象'), '掉线')
    assert.equal(await window.value(role('textbox', '现象')), '掉线')
  }
})

test('by a name that hides it, the folder is still one window’s: the second says so and touches nothing', async () => {
  const link = join(links, 'hall')
  symlinkSync(first.folder, link)
  const second = await openWindow({ data: link, demo: true })
  try {
    await second.shows('main', '数据文件夹正在被另一个安诉使用')
    await second.pictures('start-in-use')
    assert.deepEqual(await second.accessibility(), [])
  } finally {
    await second.close()
  }
  assert.equal(await first.value(role('textbox', '现象')), '掉线')
})

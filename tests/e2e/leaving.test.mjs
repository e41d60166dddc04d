/** Leaving the counter and closing the window: what was done since the last backup goes into one, and nobody waits for it who does not want to. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { closeWindows } from './closing.mjs'
import { commandLine } from './command-line.mjs'
import { leave, signIn } from './hall.mjs'
import { descendants, program } from './processes.mjs'
import { tell } from './telling.mjs'
import { openWindow, PROGRAM, testId } from './window.mjs'

const home = mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
const data = join(home, 'data')
const shelf = join(data, 'backups')
const ctl = commandLine(home)

/** Long notes, about three megabytes: a backup of them comes in three parts. */
function notes() {
  const form = { phone: '15400018264', channel: 'counter', category: '2.2', emotion: 'angry' }
  const lines = [1, 2, 3, 4, 5, 6].flatMap((n) => [
    { as: `t${n}`, ticket: null, do: 'register', form: { ...form, phenomenon: '家里宽带反复断网' } },
    ...Array.from({ length: 25 }, () => ({ ticket: `t${n}`, do: 'add_note', text: '断网反复'.repeat(480) })),
  ])
  return lines
    .map((line) => JSON.stringify({ at: '2020-03-02T10:00:00+08:00', by: '1001', ...line }))
    .join('\n')
}

let window
before(async () => {
  ctl.found(data)
  const story = join(home, 'story.jsonl')
  writeFileSync(story, notes())
  tell({ data, secret: ctl.secret, now: '2020-03-02T10:00:00+08:00', story })
  window = await openWindow({ data })
})
after(async () => {
  await window?.close()
  rmSync(home, { recursive: true, force: true })
})

/** The program, but each page of a file reaches its disk so many milliseconds late, as on a tired stick. */
function late(ms) {
  const binary = join(home, `late-${ms}`)
  const inject = `-e trace=pwrite64 -e inject=pwrite64:delay_enter=${ms}000`
  const traced = `strace -f -qq --seccomp-bpf -o /dev/null ${inject} '${PROGRAM}' "$@"`
  writeFileSync(binary, `#!/bin/sh\nexec ${traced}\n`, { mode: 0o700 })
  return binary
}
const made = () => (existsSync(shelf) ? readdirSync(shelf) : []).filter((name) => !name.endsWith('.part'))
const isMade = () => window.until(() => made().length === 1, 'no backup was made')
const isSound = () => assert.match(ctl.run(data, 'backup', 'verify', join(shelf, made()[0])), /\t6 tickets\t/)
const runs = () => descendants(window.driverPid).some((pid) => program(pid) === 'ansu')
const ended = () =>
  window.until(() => !runs(), 'the window does not close', { timeout: 20_000, interval: 50 })
/** In a window opened anew; `fresh` without a backup so far. */
async function enter({ binary, fresh = true } = {}) {
  await window.quit()
  if (fresh) rmSync(shelf, { recursive: true, force: true })
  window = await openWindow({ data, binary })
  await signIn(window, '1001')
  await window.find(testId('at-work'))
}

test('whoever leaves is gone at once, and what was done goes into a backup behind them, once', async () => {
  await signIn(window, '1001')
  await window.find(testId('at-work'))
  await leave(window)
  await isMade()
  await signIn(window, '1001')
  await window.find(testId('at-work'))
  // Within the hour the one that is there will do.
  await leave(window)
  await window.quit()
  assert.equal(made().length, 1)
  isSound()
  const noted = ctl.json(data, 'audit').lines.filter(({ object }) => object === basename(made()[0]))
  assert.deepEqual(
    noted.map(({ act, by }) => [act, by]),
    [['back_up', '1001']],
  )
})

test('a window with nothing new since the last backup closes at once', async () => {
  const before = made()
  await enter({ fresh: false })
  await closeWindows()
  await ended()
  assert.deepEqual(made(), before)
})

test('closing says what is still done and how far it is, whatever is pressed; then the window is gone', async () => {
  await enter({ binary: late(8) })
  await closeWindows()
  await window.shows(testId('closing'), '正在复制')
  await window.press('Escape')
  await window.press('Enter')
  const seen = new Set()
  const percent = () => window.run(() => document.querySelector('[data-testid=closing] progress')?.value)
  const whileItCloses = async () => {
    // Its last answer may be that it is gone.
    seen.add(await percent().catch(() => undefined))
    return !runs()
  }
  await window.until(whileItCloses, 'the window does not close', { timeout: 30_000, interval: 50 })
  seen.delete(undefined)
  assert.ok(seen.size > 1, `only ${[...seen]} %`)
  await isMade()
  isSound()
})

test('a copy that somebody left behind them is waited for as well', async () => {
  await enter({ binary: late(8) })
  await leave(window)
  await closeWindows()
  await window.until(() => !runs(), 'the window does not close', { timeout: 30_000, interval: 50 })
  assert.equal(made().length, 1)
  isSound()
})

test('who does not want to wait closes it without, by the button or by closing it once more', async () => {
  const binary = late(50)
  // The window may be gone before it could say that it was pressed.
  const press = () => window.click(testId('close-now')).catch(() => {})
  for (const again of [press, closeWindows]) {
    await enter({ binary })
    await closeWindows()
    await window.shows(testId('closing'), '正在复制')
    if (again === press) {
      assert.deepEqual(await window.accessibility(), [])
      await window.pictures('closing')
    }
    await again()
    await ended()
    assert.deepEqual(made(), [])
  }
})

test('a covered window is gone at once, and makes it all the same', async () => {
  await enter()
  await window.press('F9')
  await window.find(testId('uncover'))
  await closeWindows()
  await ended()
  await isMade()
  isSound()
})

test('where the place of backups is gone the window closes all the same, and the next sign-in says why there is none', async () => {
  await enter({ binary: late(5) })
  await closeWindows()
  await window.find(testId('closing'))
  rmSync(shelf, { recursive: true, force: true })
  writeFileSync(shelf, '')
  await ended()
  await enter({ fresh: false })
  await window.until(
    () => window.run(() => document.body.innerText.includes('今天的自动备份没有做成：')),
    'nobody is told',
    { timeout: 15_000, interval: 200 },
  )
  await window.picture('closing-failed')
  rmSync(shelf)
  await leave(window)
  await isMade()
})

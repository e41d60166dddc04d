/**
 * Figures from the real window on the demonstration hall: start to first paint, memory, key to caret, key to letter, a number's
 * last digit to the alarm that it has come before.
 * Written as JSON to the file that ANSU_FIGURES names; `cargo xtask bench` runs it on the optimised build.
 *
 * Start is the start of the process; first paint is the page's own first-contentful-paint. Key to caret runs from the
 * key event's time stamp to the frame after the field has the focus.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openWindow, role } from '../e2e/window.mjs'
import { descendants, memory, memoryOf, program, startedAt } from './processes.mjs'

const STARTS = 9
const KEYS = 30
const BINARY = basename(process.env.ANSU_WINDOW)

const folder = mkdtempSync(join(tmpdir(), 'ansu-bench-'))
try {
  // The first start fills the demonstration hall and is not counted.
  await withWindow(async () => {})
  const starts = []
  for (let n = 0; n < STARTS; n += 1) await withWindow(async (window) => starts.push(await start(window)))
  await withWindow(async (window) => {
    await wait(3_000)
    const shares = memoryByProgram(window)
    const figures = {
      start: starts,
      memory: shares,
      renderer: ours(window).reduce((sum, pid) => sum + memoryOf(pid, 'libLLVM'), 0),
      caret: await keyToCaret(window),
      letter: await keyToLetter(window),
      alarm: await digitToAlarm(window),
    }
    writeFileSync(process.env.ANSU_FIGURES, JSON.stringify(figures, undefined, 2))
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function withWindow(work) {
  const window = await openWindow({ demo: true, data: folder })
  try {
    await work(window)
  } finally {
    await window.close()
  }
}

/** The window's own process and all below it. */
function ours(window) {
  const root = descendants(window.driverPid).find((pid) => program(pid) === BINARY)
  return [root, ...descendants(root)]
}

/** Milliseconds from the start of the process to the first paint. */
async function start(window) {
  const painted = await window.run(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    return performance.timeOrigin + paint.startTime
  })
  return Math.round(painted - startedAt(ours(window)[0]))
}

function memoryByProgram(window) {
  const shares = {}
  for (const pid of ours(window)) shares[program(pid)] = (shares[program(pid)] ?? 0) + memory(pid)
  return shares
}

/** F2 until the first field of a new complaint has a painted caret, in milliseconds, sorted. */
async function keyToCaret(window) {
  await window.run(() => {
    globalThis.times = []
    let pressed = 0
    addEventListener('keydown', (event) => (pressed = event.key === 'F2' ? event.timeStamp : pressed), true)
    addEventListener('focusin', ({ target }) => {
      if (!pressed || !target.matches('input, textarea')) return
      const since = pressed
      pressed = 0
      requestAnimationFrame(() => setTimeout(() => globalThis.times.push(performance.now() - since)))
    })
  })
  for (let n = 1; n <= KEYS; n += 1) {
    await window.press('F2')
    await window.until(
      () => window.run((count) => globalThis.times.length === count, n),
      'F2 leads to no field',
    )
    await window.click(role('button', '工作队列'))
    await window.find(role('button', '新投诉'))
    // WebKit refuses more than 100 changes of the page's history in ten seconds, and a change of screens makes two.
    await wait(500)
  }
  return window.run(() => globalThis.times.sort((a, b) => a - b))
}

/** A letter's key until the frame after the field holds it, in milliseconds, sorted. */
async function keyToLetter(window) {
  await window.press('F2')
  await window.until(() => window.run(() => document.activeElement.matches('input')), 'F2 leads to no field')
  await window.run(() => {
    globalThis.times = []
    let pressed = 0
    addEventListener('keydown', (event) => (pressed = event.timeStamp), true)
    addEventListener('input', () => {
      const since = pressed
      requestAnimationFrame(() => setTimeout(() => globalThis.times.push(performance.now() - since)))
    })
  })
  for (let n = 1; n <= KEYS; n += 1) {
    await window.press(n % 2 === 1 ? '1' : 'Backspace')
    await window.until(
      () => window.run((count) => globalThis.times.length >= count, n),
      'a key changes nothing',
    )
  }
  return window.run(() => globalThis.times.sort((a, b) => a - b))
}

/** The last digit of a number that has come before until the alarm of it is painted, in milliseconds, sorted. */
async function digitToAlarm(window) {
  const numbers = Array.from({ length: KEYS }, (_, n) => `154000${10_000 + n}`)
  await window.run(async (phones) => {
    const contact = {
      name: '',
      kind: 'enquiry',
      category: '',
      matter: '问账单',
      answer: '',
    }
    for (const phone of phones)
      await globalThis.__TAURI_INTERNALS__.invoke('note_contact', {
        form: { ...contact, phone },
        clears: [],
      })
    globalThis.alarms = []
    let pressed = 0
    let shown = false
    addEventListener('keydown', (event) => (pressed = event.timeStamp), true)
    new MutationObserver(() => {
      const before = shown
      shown = document.querySelector('[data-testid=alarm]') !== null
      const since = pressed
      if (shown && !before)
        requestAnimationFrame(() => setTimeout(() => globalThis.alarms.push(performance.now() - since)))
    }).observe(document.body, { childList: true, subtree: true })
    document.querySelector('[data-field=phone] input').focus()
  }, numbers)
  for (const [n, number] of numbers.entries()) {
    await window.press('Control', 'a')
    for (const digit of number) await window.press(digit)
    await window.until(
      () => window.run((count) => globalThis.alarms.length === count, n + 1),
      'no alarm of a number that has come before',
    )
  }
  return window.run(() => globalThis.alarms.sort((a, b) => a - b))
}

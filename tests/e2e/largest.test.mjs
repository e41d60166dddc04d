/** The largest text in both languages: whatever is on a screen fits in both sizes, and no toast hides what one works on. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sticksOut } from './sticking.mjs'
import { openWindow, role, SIZES, testId } from './window.mjs'

let window
before(async () => {
  window = await openWindow({ demo: true })
})
after(() => window?.close())

const goTo = (hash) => window.run((to) => void (location.hash = to), hash)
const hash = () => window.run(() => location.hash)
/** A radio lies under its label, where a click does not reach it by itself. */
const choose = async (name) => (await (await window.find(role('radio', name))).parentElement()).click()

const PARTS = ['hall', 'staff', 'display', 'printer', 'timing', 'authority', 'demonstration', 'about']
const DIALOGS = [
  'amend_intake',
  'merge',
  'transfer',
  'work_orders',
  'join_incident',
  'log',
  'clocks',
  'pause_clock',
  'request_extension',
]
const STEPS = ['倾听', '致歉', '收集', '方案', '征询', '回访']
const STEP_COLUMN = 5

/** Where each screen is. Tickets are found by their step while the window speaks Chinese. */
const places = new Map([
  ['queue', '#/'],
  ['new', '#/new'],
  ['incidents', '#/incidents'],
  ...PARTS.map((part) => [`settings-${part}`, `#/settings?part=${part}`]),
])
async function findTickets() {
  for (const [at, step] of STEPS.entries()) {
    await goTo('#/')
    await window.click(testId('lane-open'))
    await window.find('tr[data-row]:first-child')
    const row = await window.run(
      (column, words) =>
        [...document.querySelectorAll('tr[data-row]')].findIndex((one) =>
          one.cells[column].innerText.trim().startsWith(words),
        ),
      STEP_COLUMN,
      `${at + 1} ${step}`,
    )
    assert.ok(row >= 0, `no open ticket of the demonstration hall is at ${step}`)
    await window.click(`tr[data-row]:nth-child(${row + 1}) td:first-child`)
    await window.press('Enter')
    await window.until(async () => (await hash()).startsWith('#/ticket/'), 'Enter does not open the line')
    places.set(`step-${at + 1}`, (await hash()).split('/').slice(0, 3).join('/'))
  }
  places.set('sign', `${places.get('step-6')}/sign`)
  const { incident } = await window.run(async () => {
    const invoke = (command, words) => globalThis.__TAURI_INTERNALS__.invoke(command, words)
    const [alike] = await invoke('similar', {})
    const at = { kind: 'area', name: '望桥片区、南湖片区与城西工业园' }
    const cause = '市政施工挖断主干光缆，同路由的备用光缆也受损，正在分段熔接'
    const form = { cause, at, category: '2.1', began: '2026-01-01T00:00:00Z', expected: null }
    return invoke('open_incident', { form, tickets: alike?.tickets ?? [] })
  })
  places.set('incident', `#/incident/${incident.id}`)
  for (const dialog of DIALOGS) places.set(dialog, `${places.get('step-1')}/listen?open=${dialog}`)
}

/** What does not fit, in each size; with a picture of each. */
async function faultsOf(name) {
  const faults = []
  for (const [width, height] of SIZES) {
    await window.resize(width, height)
    await window.picture(`largest-${name}-${width}x${height}`)
    faults.push(...(await window.run(sticksOut)).map((fault) => `${name} ${width}×${height}: ${fault}`))
  }
  return faults
}

/** Goes to a screen and waits until it has read what it shows. */
async function show(name, place) {
  // A ticket that is on the screen already asks for nothing.
  if (DIALOGS.includes(name)) await goTo('#/')
  await goTo(place)
  const ready = (dialog) =>
    document.querySelector('.skeleton') === null &&
    document.querySelector('main :is(input, textarea, button, td, p)') !== null &&
    (document.querySelector('[role=dialog]') !== null) === dialog
  await window.until(() => window.run(ready, DIALOGS.includes(name)), `${name} is not shown`)
  // WebKit refuses more than 100 changes of the page's history in ten seconds.
  await new Promise((done) => setTimeout(done, 300))
}

/** In the page: something typed on a ticket and left there. */
const leaveUnfinished = (id) =>
  globalThis.__TAURI_INTERNALS__.invoke('save_draft', { key: `ticket:${id}:listen`, json: '{}' })

test('the largest text is chosen', async () => {
  await findTickets()
  await window.run(leaveUnfinished, places.get('step-6').split('/')[2])
  await goTo('#/settings?part=display')
  await choose('特大')
  await window.until(
    () => window.run(() => document.documentElement.dataset.textSize === 'xl'),
    'the size of text stays',
  )
})

for (const [language, name] of [
  ['zh-CN', '简体中文'],
  ['en', 'English'],
])
  test(`every screen fits, ${language}`, async () => {
    await goTo('#/settings?part=display')
    await choose(name)
    const faults = []
    for (const [screen, place] of places) {
      await show(screen, place)
      faults.push(...(await faultsOf(`${language}-${screen}`)))
      if (DIALOGS.includes(screen)) await window.press('Escape')
      if (screen === 'queue')
        faults.push(...(await dialogBy(() => window.click(testId('unfinished')), `${language}-unfinished`)))
      if (screen === 'step-1')
        faults.push(...(await dialogBy(() => window.press('F7'), `${language}-escalate`)))
      if (screen === 'step-4') faults.push(...(await dialogBy(editOffer, `${language}-offer`)))
    }
    assert.deepEqual(faults, [])
  })

const editOffer = () =>
  window.run(() => {
    const buttons = [...document.querySelectorAll('main button')]
    buttons.find(({ innerText }) => ['改', 'Edit'].includes(innerText.trim())).click()
  })
async function dialogBy(open, name) {
  await open()
  await window.find(role('dialog'))
  const faults = await faultsOf(name)
  await window.press('Escape')
  await window.gone(role('dialog'))
  return faults
}

/** In the page: gives the caret to one thing after the other and tells on which of them, or of the footer, a toast lies. */
async function hidden(done) {
  const boxOf = (element) => element.getBoundingClientRect()
  /* Of what is scrolled, only the part in sight counts. */
  const over = (toast, element) => {
    const [a, b, sight] = [toast, element, element.closest('[data-region], [role=dialog]')].map(boxOf)
    return (
      a.left < Math.min(b.right, sight.right) &&
      a.right > Math.max(b.left, sight.left) &&
      a.top < Math.min(b.bottom, sight.bottom) &&
      a.bottom > Math.max(b.top, sight.top)
    )
  }
  const found = []
  let looked = 0
  const control =
    ':is(main, .bar, [role=dialog]) :is(input, textarea, button, [role=combobox]):not(:disabled)'
  for (const element of document.querySelectorAll(control)) {
    element.focus()
    if (document.activeElement !== element) continue
    // One frame to scroll, one to make way.
    await new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(seen))))
    const toast = document.querySelector('.toast')
    if (toast === null) break
    looked += 1
    for (const covered of [element, ...document.querySelectorAll('.foot button')])
      if (over(toast, covered))
        found.push(
          `${covered.innerText || covered.id} while ${element.innerText || element.id} has the caret`,
        )
  }
  done({ found, looked })
}

for (const [screen, raise] of [
  ['step-1', ['Alt', 'ArrowUp']],
  ['step-3', ['Alt', '6']],
  ['queue', ['Alt', '1']],
])
  for (const [width, height] of SIZES)
    test(`a toast leaves the caret and the footer free, ${screen}, ${width}×${height}`, async () => {
      await window.resize(width, height)
      await show(screen, places.get(screen))
      await window.press(...raise)
      await window.find('.toast')
      await window.picture(`largest-toast-${screen}-${width}x${height}`)
      const { found, looked } = await window.browser.executeAsync(hidden)
      assert.ok(looked > 3, 'the toast is gone before it was looked at')
      assert.deepEqual(found, [])
    })

/** The queue: its lanes, the way through it by keyboard, searching, and what it must not show. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openWindow, role, testId } from './window.mjs'

let window
before(async () => {
  window = await openWindow({ demo: true })
  await window.find('tr[data-row]:first-child')
})
after(() => window?.close())

const LANES = [
  'overdue',
  'due_soon',
  'repeated',
  'to_sign',
  'to_call_back',
  'to_keep',
  'to_approve',
  'escalated',
  'await_unit',
  'open',
]
const SEARCH = role('textbox', '搜索')
const PREVIEW = 'aside[aria-label="预览"]'
const FULL_NUMBER = /(?<!\d)1[3-9]\d{9}(?!\d)/

const rows = () => window.run(() => document.querySelectorAll('tr[data-row]').length)
const focusedRow = () =>
  window.run(() => [...document.querySelectorAll('tr[data-row]')].indexOf(document.activeElement))
const focusOnRow = (at) =>
  window.until(async () => (await focusedRow()) === at, `row ${at + 1} has not the focus`)
const hash = () => window.run(() => location.hash)
/** All that can be read, also by assistive technology. */
const everyWord = () =>
  window.run(() => {
    const spoken = [...document.querySelectorAll('[title], [aria-label], input, textarea')]
    const attributes = spoken.flatMap((one) => [one.title, one.ariaLabel, one.value])
    return [document.body.innerText, ...attributes].join('\n')
  })

test('every lane holds as many lines as its figure says', async () => {
  await window.press('/')
  for (const lane of LANES) {
    const card = await window.find(testId(`lane-${lane}`))
    await card.click()
    const figure = Number.parseInt(await window.text(testId(`lane-${lane}`)), 10)
    const first = Math.min(figure, 50)
    await window.until(
      async () => (await card.getAttribute('aria-pressed')) === 'true' && (await rows()) === first,
      `${lane} says ${figure}, but does not list ${first}`,
    )
  }
  assert.ok((await rows()) > 20, 'the demonstration hall has too little in it to show anything')
})

test('↓ goes on to the table, Space shows a line beside it, Enter opens it, and back is where it was', async () => {
  await window.press('ArrowDown')
  await focusOnRow(0)
  await window.press('ArrowDown')
  await focusOnRow(1)
  await window.press('ArrowUp')
  await focusOnRow(0)
  await window.press('Space')
  const first = await window.text(PREVIEW)
  await window.press('ArrowDown')
  await focusOnRow(1)
  await window.until(
    async () => (await window.text(PREVIEW)) !== first,
    'the preview stays with the first line',
  )
  assert.doesNotMatch(await everyWord(), FULL_NUMBER)
  await window.press('Space')
  await window.gone(PREVIEW)
  await window.press('Enter')
  await window.until(async () => (await hash()).startsWith('#/ticket/'), 'Enter does not open the line')
  await window.press('Control', 'k')
  await window.type(role('combobox', '命令'), '工作队列')
  await window.press('Enter')
  await focusOnRow(1)
})

test('F3 searches what an input method has finished, not what it is composing', async () => {
  await window.press('F3')
  await window.until(async () => (await window.focused()).name === '搜索', 'F3 does not lead to the search')
  await window.run(
    (field) => {
      field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, data: '' }))
      field.value = 'kuandai'
      field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true, data: 'kuandai' }))
    },
    await window.find(SEARCH),
  )
  const before = await rows()
  // Longer than a search waits for the hand to rest.
  await window.browser.pause(400)
  assert.equal(await rows(), before)
  await window.run(
    (field) => {
      field.value = ''
      field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '' }))
    },
    await window.find(SEARCH),
  )

  await window.compose(SEARCH, '宽带')
  await window.shows('main', '“宽带”的搜索结果')
  await window.until(async () => (await rows()) > 0, 'nothing is found for 宽带')
  assert.equal((await window.focused()).name, '搜索', 'the late Enter of the input method moved the caret')
  assert.doesNotMatch(await everyWord(), FULL_NUMBER)
  await window.press('Enter')
  await focusOnRow(0)
})

test('a fragment of a phone number or a whole ticket number finds its line; Esc clears', async () => {
  const line = await window.run(() => {
    const [number, , phone] = document.querySelector('tr[data-row]').cells
    return { number: number.querySelector('[title]').title, ending: phone.innerText.trim().slice(-4) }
  })
  for (const words of [line.ending, line.number]) {
    await window.press('F3')
    await window.replace(SEARCH, words)
    await window.shows('main', `“${words}”的搜索结果`)
    const found = () =>
      window.run((wanted) => document.querySelector(`tr[data-row] [title="${wanted}"]`) !== null, line.number)
    await window.until(found, `${words} does not find ${line.number}`)
  }
  await window.replace(SEARCH, '不会有这样的话')
  await window.shows('main', '没有找到“不会有这样的话”')
  const open = Number.parseInt(await window.text(testId('lane-open')), 10)
  await window.press('Escape')
  await window.until(async () => (await rows()) === Math.min(open, 50), 'Esc does not bring the lane back')
})

test('it stands in both sizes and themes, and axe finds nothing in them', async () => {
  assert.doesNotMatch(await everyWord(), FULL_NUMBER)
  await window.press('ArrowDown')
  await window.until(async () => (await focusedRow()) >= 0, '↓ does not lead from the search to the table')
  await window.pictures('queue')
  for (const theme of ['light', 'dark']) {
    await window.theme(theme)
    assert.deepEqual(await window.accessibility(), [], theme)
  }
  await window.theme('light')
  await window.press('Space')
  await window.shows(PREVIEW, '受理')
  await window.pictures('queue-preview')
  assert.deepEqual(await window.accessibility(), [])
})

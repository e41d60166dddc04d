/** The customer's own view: it holds what was agreed and nothing of anybody's else, takes a signature, and gives the clerk's view back. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CASE, choose, walkToAgreement } from './walk.mjs'
import { openWindow, role, SIZES, testId, THEMES } from './window.mjs'

const CTL = process.env.ANSUCTL ?? 'ansuctl'
const NOTE = '客户情绪激动，值班经理在场'
const REASON = '客户要先问家人'
const VIEW = testId('customer-view')
const PAD = '[data-testid=customer-view] canvas'
const CONSENT = role('checkbox', '我同意在屏幕上签字')
const DONE = role('button', '签好了')
const STROKES = [
  [
    [0.2, 0.6],
    [0.3, 0.3],
    [0.4, 0.7],
  ],
  [
    [0.5, 0.4],
    [0.6, 0.6],
    [0.8, 0.3],
  ],
]

let window
let number
before(async () => {
  window = await openWindow({ demo: true })
  number = await walkToAgreement(window)
  await window.press('Control', 'k')
  await window.type(role('combobox', '命令'), '加备注')
  await window.press('Enter')
  await window.type(role('textbox', '备注'), NOTE)
  await window.press('Control', 'Enter')
  await window.gone('[role=dialog]')
  await window.press('F8')
  await window.find(testId('slip-place'))
})
after(() => window?.close())

const hash = () => window.run(() => location.hash)
const drawn = async () => (await window.find(PAD)).getAttribute('aria-label')
const draws = (label) =>
  window.until(async () => (await drawn()) === label, `the field is not called “${label}”`)
/** How many points of the field are inked. */
const dark = async () =>
  window.run(
    (pad) =>
      pad
        .getContext('2d')
        .getImageData(0, 0, pad.width, pad.height)
        .data.filter((byte, at) => at % 4 === 3 && byte > 128).length,
    await window.find(PAD),
  )
const consented = async () => (await window.find(CONSENT)).isSelected()
/** Gives or takes back the consent by the keyboard. */
async function consent() {
  const before = await consented()
  await window.run((box) => box.focus(), await window.find(CONSENT))
  await window.press('Space')
  await window.until(async () => (await consented()) !== before, 'Space does not change the consent')
}
async function turn() {
  await window.click(role('button', '转给客户'))
  await window.find(VIEW)
}
/** In the page: what lies on top at points all over the window and is no part of the customer's view. */
const besides = () =>
  window.run(() => {
    const view = document.querySelector('[data-testid=customer-view]')
    const steps = Array.from({ length: 20 }, (_, at) => (at + 0.5) / 20)
    const tops = steps.flatMap((x) =>
      steps.map((y) => document.elementFromPoint(x * innerWidth, y * innerHeight)),
    )
    return tops.filter((top) => !view.contains(top)).map((top) => top.outerHTML.slice(0, 80))
  })

test('the customer reads who, what, how much, when and by whom', async () => {
  // What the clerk has typed must be there afterwards.
  await choose(window, '未签')
  await window.type(role('textbox', '说明'), REASON)
  await choose(window, '屏幕')
  await turn()
  const [, chosen] = CASE.offers
  for (const words of [
    `${CASE.name}先生`,
    chosen.action,
    '50',
    CASE.unit,
    '请您核对并签字',
    '不影响您依法享有的权利',
  ])
    await window.shows(VIEW, words)
})

test('and nothing else: no number, phone or note, no other offer, no way to other screens', async () => {
  const read = await window.text(VIEW)
  const others = [
    number,
    '5678',
    NOTE,
    CASE.statement,
    CASE.cause,
    CASE.why,
    CASE.offers[0].action,
    '王敏',
    '打印',
  ]
  assert.deepEqual(
    others.filter((words) => read.includes(words)),
    [],
  )
  assert.doesNotMatch(read, /1\d{10}/)
  for (const [width, height] of SIZES) {
    await window.resize(width, height)
    assert.deepEqual(await besides(), [], `${width}×${height}`)
  }
  await window.resize(...SIZES[0])
})

test('no key leads from it to anything of the clerk’s', async () => {
  const before = await hash()
  for (const keys of [
    ['F2'],
    ['F3'],
    ['F7'],
    ['F8'],
    ['Alt', '1'],
    ['Alt', 'ArrowUp'],
    ['Control', 'k'],
    ['Control', 'p'],
  ]) {
    await window.press(...keys)
    assert.equal(await hash(), before, keys.join('+'))
    assert.deepEqual(await besides(), [], keys.join('+'))
    assert.equal(await window.count(role('combobox', '命令')), 0, keys.join('+'))
  }
})

test('Tab goes round within it', async () => {
  const reached = new Set()
  for (let press = 0; press < 8; press += 1) {
    await window.press('Tab')
    reached.add((await window.focused()).name.split('\n')[0])
    // Between the last and the first WebKit stops at the window itself.
    const inside = await window.run(() => {
      const { activeElement, body } = document
      return activeElement === body || activeElement.closest('[data-testid=customer-view]') !== null
    })
    assert.equal(inside, true, [...reached].join(', '))
  }
  for (const name of ['我同意在屏幕上签字', '签字处，还没有签', '撤一笔', '重写', '返回', '签好了'])
    assert.ok(reached.has(name), `Tab does not reach ${name}`)
})

test('it stands in both sizes and themes, and axe finds nothing in them', async () => {
  await window.pictures('customer-view')
  for (const theme of THEMES) {
    await window.theme(theme)
    assert.deepEqual(await window.accessibility(), [], theme)
  }
  await window.theme('light')
})

test('nothing is signed without consent, nor without a stroke', async () => {
  await window.draw(PAD, STROKES)
  await draws('签字处，还没有签')
  await window.click(DONE)
  await window.shows(DONE, '先征得同意，再签字')
  await consent()
  await window.click(DONE)
  await window.shows(DONE, '还没有签字')
})

test('a stroke or all of them are taken back, also by withdrawing the consent', async () => {
  await window.draw(PAD, STROKES)
  await draws('签字处，已写 2 笔')
  await window.pictures('customer-view-signed')
  await draws('签字处，已写 2 笔')
  await window.click(role('button', '撤一笔'))
  await draws('签字处，已写 1 笔')
  await window.click(role('button', '重写'))
  await draws('签字处，还没有签')
  assert.equal(await dark(), 0)
  await window.draw(PAD, STROKES)
  await draws('签字处，已写 2 笔')
  assert.ok((await dark()) > 100, 'the strokes are counted, but not shown')
  await consent()
  await draws('签字处，还没有签')
})

test('F9 covers it as well, and gives it back with its strokes', async () => {
  await consent()
  await window.draw(PAD, STROKES)
  await draws('签字处，已写 2 笔')
  const before = await dark()
  await window.press('F9')
  await window.shows('dialog', '请稍候')
  assert.equal(await window.count(VIEW), 0)
  await window.press('a')
  await draws('签字处，已写 2 笔')
  assert.equal(await dark(), before)
  assert.deepEqual(await besides(), [])
  await window.click(role('button', '重写'))
  await consent()
})

test('Esc gives the clerk’s view back as it was, with nothing signed', async () => {
  await consent()
  await window.draw(PAD, STROKES)
  await draws('签字处，已写 2 笔')
  await window.press('Escape')
  await window.gone(VIEW)
  assert.match(await hash(), /\/sign$/)
  assert.equal(await window.text(testId('signer-customer')), '客户\n待签')
  assert.equal(await (await window.find(role('radio', '屏幕'))).isSelected(), true)
})

test('the focus is where it was', async () => {
  const { tag, name } = await window.focused()
  assert.equal(tag === 'body' ? 'nowhere' : name.trim(), '转给客户')
})

test('what the clerk has typed is there', async () => {
  await choose(window, '未签')
  assert.equal(await window.value(role('textbox', '说明')), REASON)
  await choose(window, '屏幕')
})

test('turned again, it begins anew: no consent and no stroke of before', async () => {
  await turn()
  await draws('签字处，还没有签')
  assert.equal(await consented(), false)
  await window.click(role('button', '返回 Esc'))
  await window.gone(VIEW)
})

test('signed, it is on the slip, and it is the clerk’s turn', async () => {
  assert.equal(inkOn(await save()), 0)
  await turn()
  await consent()
  await window.draw(PAD, STROKES)
  await draws('签字处，已写 2 笔')
  await window.click(DONE)
  await window.gone(VIEW)
  await window.shows(testId('signer-customer'), '屏幕签字')
  await window.shows('[role=option][aria-selected=true]', '经办人')
  assert.ok(inkOn(await save()) > 20, 'there is no ink in the customer’s box')
  await window.pictures('customer-signed')
})

test('and on the record, stroke by stroke and with the consent', async () => {
  // One process at a time holds the folder, so the window goes first.
  const folder = join(window.folder, 'demonstration')
  await window.quit()
  const answer = execFileSync(CTL, ['--data', folder, '--staff', '1024', '--json', 'ticket', number])
  const { signatures } = JSON.parse(answer).ticket
  assert.equal(signatures.length, 1)
  const [{ party, manner }] = signatures
  assert.deepEqual([party, manner.manner, manner.consent], ['customer', 'on_screen', true])
  const { width, height, strokes } = manner.ink
  const near = ([x, y], [wantedX, wantedY]) =>
    assert.ok(
      Math.abs(x / width - wantedX) < 0.01 && Math.abs(y / height - wantedY) < 0.02,
      `${x}, ${y} of ${width}×${height} is not ${wantedX}, ${wantedY}`,
    )
  assert.equal(strokes.length, STROKES.length)
  for (const [at, stroke] of strokes.entries()) {
    near(stroke.at(0), STROKES[at].at(0))
    near(stroke.at(-1), STROKES[at].at(-1))
  }
})

/** Saves the slip as it is now, in place of the last one; gives its path. */
async function save() {
  const path = join(window.slips, `${number}.pdf`)
  rmSync(path, { force: true })
  await window.click(role('button', '另存 PDF'))
  await window.until(() => existsSync(path), 'the slip is not saved')
  return path
}

/** How many dark points of 1/72 inch lie under the words 客户签字 of the first page, where nothing is printed. */
function inkOn(slip) {
  const run = (program, words) =>
    execFileSync(program, ['-f', '1', '-l', '1', ...words], { encoding: 'latin1' })
  const words = Buffer.from(run('pdftotext', ['-bbox', slip, '-']), 'latin1').toString()
  const [, left, bottom] = /xMin="([\d.]+)".*yMax="([\d.]+)">客户签字</.exec(words)
  const box = ['-x', Math.ceil(left), '-y', Math.ceil(bottom) + 1, '-W', 100, '-H', 28].map(String)
  const picture = run('pdftoppm', ['-r', '72', '-gray', ...box, slip])
  // A head of three lines, then a byte a point.
  const points = Buffer.from(picture.split('\n').slice(3).join('\n'), 'latin1')
  return points.filter((shade) => shade < 128).length
}

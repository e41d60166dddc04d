/**
 * A whole complaint by the keyboard alone, from F2 to the signed slip, with the coach's help: a sentence marked as said, one put into the
 * record, a warning rewritten, a checklist followed to its cause, a usual offer taken. No pointer touches the page; the test counts.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openWindow, role, testId } from './window.mjs'

const STATEMENT = '这网一天断网好几回，修了又坏，光猫红灯一直闪，网费白交。'
const APOLOGY = role('textbox', '对客户说的致歉')
const READ_BACK = role('textbox', '复述')
const CAUSE = role('textbox', '查明的情况')

let window
before(async () => {
  window = await openWindow({ demo: true })
  await window.run(() => {
    globalThis.touches = 0
    for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
      addEventListener(kind, () => (globalThis.touches += 1), true)
  })
})
after(() => window?.close())

const keys = async (...all) => {
  for (const one of all) await window.press(...one.split('+'))
}
const typed = async (digits) => keys(...digits)
const caretIn = (name) =>
  window.until(async () => (await window.focused()).name?.startsWith(name), `the caret is not in ${name}`)
/** Goes to a field by Tab and writes there as an input method does. */
const write = async (target, words) => {
  await window.tabTo(target)
  await window.composeHere(words)
}
const has = (target, holds, otherwise) =>
  window.until(async () => holds(await window.value(target)), otherwise)

test('it is registered', async () => {
  await keys('F2')
  await caretIn('电话')
  await typed('13800007766')
  await keys('Enter')
  await window.composeHere('秦岚')
  // 女士 · 固网宽带 · 频繁障碍 · 愤怒
  await keys('Enter', '2', '2', '2', '3')
  await write(role('textbox', '现象'), '宽带老掉线')
  await keys('Control+Enter')
  await caretIn('客户原话')
})

test('what the coach has for the moment is marked as said by two keys', async () => {
  await window.composeHere(STATEMENT)
  await keys('F4', '1')
  await window.shows('[role=listitem]:first-child > [data-wording]', '已说')
  await caretIn('客户原话')
  await keys('Control+Enter')
  await caretIn('对客户说的致歉')
})

test('a sentence of the coach is the apology, and what would hurt in it is rewritten by Alt+R', async () => {
  await keys('F4', '1')
  await has(APOLOGY, (words) => words !== '', 'the wording was not put in')
  const put = await window.value(APOLOGY)
  assert.doesNotMatch(put, /[{}]/)
  await caretIn('对客户说的致歉')
  await keys('Control+End')
  await window.composeHere('您先冷静一下。')
  await window.shows('[data-spoken=apology]', '用语')
  await keys('Alt+r')
  await has(APOLOGY, (words) => !words.includes('冷静') && words.startsWith(put), 'it was not rewritten')
  await window.pictures('keyboard-apology')
  await keys('Control+Enter')
  await window.find(role('textbox', '何处'))
})

test('the facts are gathered, read back and confirmed, and the checklist leads to the cause', async () => {
  await write(role('textbox', '何处'), '家中书房')
  await write(role('textbox', '客户的说法'), '这个星期')
  await write(role('textbox', '客户认为的原因'), '上次只换了接头')
  await write(role('textbox', '期望如何解决'), '修好，断网的日子不收月租')
  await has(READ_BACK, (words) => words.includes('不收月租'), 'the read-back was not composed')
  await window.tabTo(role('button', '已复述，客户确认'))
  await keys('Space')
  await window.find(role('button', '客户已确认'))

  await window.tabTo(role('radio', '已超过城镇 48 小时或农村 72 小时。'))
  await keys('Space')
  for (const [digit, answer] of [
    ['2', '光信号灯亮红或闪红。'],
    ['2', '区域无告警。'],
    ['2', '附近无施工。'],
    ['1', '光衰超标，接头或线路不良。'],
  ]) {
    const asked = (answer) =>
      document.activeElement.closest('[role=radiogroup]')?.innerText.includes(answer) ?? false
    await window.until(() => window.run(asked, answer), `the caret is not with the question of ${answer}`)
    await keys(digit)
  }
  await window.until(async () => (await window.focused()).testId === 'take-cause', 'no cause is offered')
  await keys('Enter')
  await has(CAUSE, (words) => words !== '', 'the attribution was not filled in')
  await window.pictures('keyboard-gathered')
  await keys('Control+Enter')
  await window.find('[data-idea="broadband_cuts_out/rent_waived"]')
})

test('usual offers are put on the table, and the customer chooses', async () => {
  await keys('e')
  await window.find(role('dialog', '方案1'))
  await window.tabTo(role('textbox', '月租费'))
  await typed('129')
  await window.tabTo(role('textbox', '天数'))
  await typed('5')
  await has(role('textbox', '金额或价值'), (amount) => amount === '21.50', 'the amount was not worked out')
  await keys('Control+Enter')
  await window.gone('[role=dialog]')
  await keys('q')
  await window.find(role('dialog', '方案2'))
  await keys('Control+Enter')
  await window.gone('[role=dialog]')
  await keys('Control+Enter')
  await window.until(
    async () => (await window.count(role('button', '客户选这个'))) === 2,
    'step 5 did not open',
  )
  await keys('1')
  await window.find(role('button', '取消选择'))
})

test('the slip is signed on paper and saved, and says what was confirmed', async () => {
  const confirmed = await window.run(() => globalThis.location.hash)
  assert.match(confirmed, /^#\/ticket\//)
  await keys('F8')
  await window.find(testId('slip-place'))
  await window.tabTo(role('radio', '纸质'))
  await keys('Space', 'Control+Enter')
  await window.shows(testId('signer-customer'), '纸质')
  await window.pictures('keyboard-signed')
  await window.tabTo(role('button', '另存 PDF'))
  await keys('Enter')
  await window.until(
    () => window.run(() => document.body.innerText.includes('.pdf')),
    'the slip was not saved',
  )
  const [pdf] = readdirSync(window.slips)
  const words = execFileSync('pdftotext', ['-raw', join(window.slips, pdf), '-'], { encoding: 'utf8' })
  const slip = words.replace(/\s/g, '')
  assert.match(
    slip,
    /这个星期，在家中书房，.*您觉得原因是上次只换了接头。您希望的结果是：修好，断网的日子不收月租。/,
  )
  assert.ok(slip.includes('¥21.50'))
})

test('no pointer touched the page', async () => {
  assert.equal(await window.run(() => globalThis.touches), 0)
})

/** Calendar and norms in the settings: read by everybody, changed by the hall manager in one step, and never by accident. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { choose, comeAs, look } from './looks.mjs'
import { openWindow, role, testId } from './window.mjs'

let window
before(async () => {
  window = await openWindow({ demo: true })
  await window.find('tr[data-row]:first-child')
})
after(() => window?.close())

const THIS_YEAR = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear()
const goTo = (hash) => window.run((to) => void (location.hash = to), hash)
const calendar = async () => {
  await goTo('#/settings?part=timing')
  await window.find(testId('changed-by'))
}
const SAVE = testId('timing-save')
const asked = (command, words) =>
  window.run((it, more) => globalThis.__TAURI_INTERNALS__.invoke(it, more), command, words)
const timing = async () => (await asked('timing')).timing
const CLOSES = role('textbox', '周一第 1 段结束')
const readyToSave = () =>
  window.until(
    async () => (await (await window.find(SAVE)).getAttribute('aria-disabled')) === null,
    'it can’t be saved',
  )
const refused = (words) =>
  window.until(async () => (await window.text('main')).includes(words), `“${words}” is not told`)

test('who works at the counter reads it and changes nothing', async () => {
  await calendar()
  await window.shows('main', '您的岗位只能查看')
  assert.equal(await window.count('main input[type=text]'), 0)
  await look(window, 'timing-read')
  await assert.rejects(asked('put_timing', { timing: await timing(), basedOn: 0 }))
})

test('a day of the year says what it is, by the keyboard alone', async () => {
  await comeAs(window, '1002')
  await calendar()
  const day = `[data-date="${THIS_YEAR}-10-01"]`
  await window.click(day)
  await window.shows(testId('day'), '国庆节')
  await window.press('ArrowDown')
  await window.shows(testId('day'), '10月8日')
  await window.press('PageUp')
  await window.shows(testId('day'), '9月8日')
  await window.click(day)
  await window.press('Enter')
  assert.match((await window.focused()).name, /名称/)
})

test('a fault stands at its field while one types, and leaving asks', async () => {
  await window.replace(CLOSES, '7')
  await refused('每段要先开后关')
  assert.equal(await (await window.find(CLOSES)).getAttribute('aria-invalid'), 'true')
  await window.shows(testId('timing-bar'), '有 1 处要改正')
  const first = role('textbox', '元旦第一天')
  await window.replace(first, '99-99')
  await refused('请填日期')
  await look(window, 'timing-faults')
  await window.press('F2')
  await window.shows(role('dialog', '改动还没有保存'), '已留作草稿')
  await window.press('Escape')
  assert.equal(await window.value(CLOSES), '07:00')
  // A lost page loses nothing either.
  await window.reload()
  await window.find(testId('timing-bar'))
  assert.equal(await window.value(CLOSES), '07:00')
  await window.click(testId('timing-discard'))
  await window.gone(testId('timing-bar'))
  assert.equal(await window.value(CLOSES), '18:00')
})

test('the noon break of a Monday is saved, and can be taken back', async () => {
  const before = await timing()
  await window.replace(CLOSES, '12')
  await window.click(role('button', '周一加一段'))
  await window.replace(role('textbox', '周一第 2 段开始'), '13:30')
  await window.replace(role('textbox', '周一第 2 段结束'), '1800')
  await window.press('Tab')
  await readyToSave()
  await window.press('Control', 'Enter')
  await window.gone(testId('timing-bar'))
  await window.shows(testId('changed-by'), '梁文秀')
  const { calendar } = await timing()
  assert.deepEqual(calendar.week[0], [
    { open: '08:30', close: '12:00' },
    { open: '13:30', close: '18:00' },
  ])
  await window.click(role('button', '撤销'))
  await window.until(
    async () => JSON.stringify(await timing()) === JSON.stringify(before),
    'it is not as it was',
  )
})

/** Names as they are announced, with a first and a last day; the dates do not matter here. */
const NEXT = [
  ['元旦', '1-1', '1-3'],
  ['春节', '2-5', '2-11'],
  ['清明节', '4-3', '4-5'],
  ['劳动节', '5-1', '5-5'],
  ['端午节', '6-9', '6-9'],
  ['中秋节', '9-15', '9-15'],
  ['国庆节', '10-1', '10-7'],
]
test('the next year is entered from its announcement', async () => {
  const year = THIS_YEAR + 1
  await window.click(testId('add-year'))
  await look(window, 'timing-next-year')
  for (const [name, from, to] of NEXT) {
    await window.replace(role('textbox', `${name}第一天`), from)
    await window.replace(role('textbox', `${name}最后一天`), to)
  }
  await window.click(testId('add-worked'))
  await window.composeHere('春节调休')
  await window.replace(role('textbox', '春节调休第一天'), '1-30')
  await window.press('Tab')
  await readyToSave()
  await look(window, 'timing-entered')
  await window.click(SAVE)
  await window.gone(testId('timing-bar'))
  const { calendar } = await timing()
  const { days, confirmed } = calendar.years.find((one) => one.year === year)
  assert.equal(confirmed, false)
  assert.equal(days.length, NEXT.length + 1)
  assert.deepEqual(days[0].from, `${year}-01-01`)
  const worked = days.find((one) => one.worked)
  assert.deepEqual([worked.from, worked.to, worked.hours.length], [`${year}-01-30`, `${year}-01-30`, 1])
  await window.click(`[data-date="${year}-02-05"]`)
  await window.shows(testId('day'), '春节')
})

test('norms stand beside the published rules, which nobody edits', async () => {
  await choose(window, '办理时限')
  await window.shows('main', '电信条例')
  await window.shows('main', '第三十二条')
  await window.replace(role('textbox', '首次答复的时长'), '20')
  await look(window, 'timing-norms')
  await readyToSave()
  await window.press('Control', 'Enter')
  await window.gone(testId('timing-bar'))
  assert.deepEqual((await timing()).norms.first_reply, { minutes: 20, counting: 'open_hours' })
})

test('who read it before a colleague changed it is told, and keeps what was typed', async () => {
  await window.replace(role('textbox', '首次答复的时长'), '25')
  const { timing: theirs, version } = await asked('timing')
  const changed = { ...theirs, norms: { ...theirs.norms, last_warning: 90 } }
  await asked('put_timing', { timing: changed, basedOn: version })
  await readyToSave()
  await window.click(SAVE)
  await window.shows(testId('timing-stale'), '您填的都还在')
  await look(window, 'timing-stale')
  assert.equal(await window.value(role('textbox', '首次答复的时长')), '25')
  await window.click(testId('stale-theirs'))
  await window.gone(testId('timing-bar'))
  assert.equal(await window.value(role('textbox', '最后提醒的时长')), '90')
  assert.equal(await window.value(role('textbox', '首次答复的时长')), '20')
})

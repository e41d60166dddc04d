/** What everybody says, changed by a duty manager in the window; and a talk with a customer who is played. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { sticksOut } from './sticking.mjs'
import { openWindow, role, SIZES, testId } from './window.mjs'

let window
before(async () => {
  window = await openWindow({ demo: true })
})
after(() => window?.close())

/** In the demonstration the number is enough. */
async function comeAs(number) {
  await window.run(() => (location.hash = '#/'))
  await window.click(testId('at-work'))
  await window.click(role('menuitem', '换人'))
  await window.type(role('textbox', '工号或姓名'), number)
  await window.press('Enter')
  await window.find('tr[data-row]:first-child')
}
const goTo = (hash) => window.run((to) => void (location.hash = to), hash)
const PAGE = testId('page')
const OPENED = testId('sentence-open')
/** A radio lies under its label, where a click does not reach it by itself. */
const choose = async (name) => (await (await window.find(role('radio', name))).parentElement()).click()
const editing = (words) => role('button', `修改：话术 ${words}`)
const isReady = () =>
  window.until(
    async () => (await (await window.find(testId('publish'))).getAttribute('aria-disabled')) === null,
    'it can’t be published',
  )
const untilPublished = () => window.gone(testId('publish-bar'))

/** The screen in both sizes and themes, and with the largest text: nothing sticks out, axe finds nothing. */
async function look(name) {
  await window.pictures(name)
  assert.deepEqual(await window.accessibility(), [], name)
  for (const size of ['xl', 'm']) {
    await window.run((to) => (document.documentElement.dataset.textSize = to), size)
    for (const [width, height] of [...SIZES].reverse()) {
      await window.resize(width, height)
      if (size === 'xl') await window.picture(`${name}-largest-${width}x${height}`)
      const faults = await window.run(sticksOut)
      assert.deepEqual(faults, [], `${name} ${size} ${width}×${height}`)
    }
  }
}

/** A sentence as it ships, and how it is found among the others. */
const SHIPPED = new URL('../../crates/coach/data/playbooks/23-broadband_cuts_out.json', import.meta.url)
const WAS = JSON.parse(readFileSync(SHIPPED, 'utf8')).wordings.find(({ id }) => id === 'worse_than_dead').zh
const BEGINS = WAS.slice(0, 4)
const MENDED = `${BEGINS}，确实耽误事。最近一次是几点断的？`

test('who works at the counter reads and changes nothing', async () => {
  await window.click(testId('at-work'))
  await window.click(role('menuitem', '话术库'))
  await window.type(role('searchbox', '搜索'), 'kdpf')
  await window.click(role('option', '宽带频繁中断'))
  await window.shows(PAGE, WAS)
  assert.equal(await window.count(testId('edit')), 0)
  assert.equal(await window.count(testId('import')), 0)
  await look('library-read')
})

test('a harsh sentence is told, mended and published', async () => {
  await comeAs('1008')
  await goTo('#/library/playbook/broadband_cuts_out')
  await window.shows(PAGE, WAS)
  await window.click(editing(BEGINS))
  const zh = role('textbox', '话术 · 中文')
  await window.replace(zh, '您先冷静一下。')
  await window.shows(OPENED, '可以说')
  await look('library-edit')
  await window.replace(zh, MENDED)
  await window.until(
    async () => !(await window.text(OPENED)).includes('可以说'),
    'the warning stays after the sentence was mended',
  )
  await window.press('Escape')
  await window.type(role('textbox', '改了什么'), '说得更短')
  await isReady()
  await window.press('Control', 'Enter')
  await untilPublished()
  await window.shows(PAGE, MENDED)
})

test('its versions say who, when and why; the difference is shown, and the earlier one is taken up again', async () => {
  await choose('版本 2')
  await window.shows('[data-testid=version]:first-child', '说得更短')
  await window.shows('[data-testid=version]:first-child', '贺建平')
  await window.shows('[data-testid=diff] ins', MENDED)
  await window.shows('[data-testid=diff] del', WAS)
  await look('library-versions')
  await window.click(role('button', '重新启用'))
  await window.shows('[data-testid=version]:first-child', '重新启用第 1 版')
  await choose('内容')
  await window.shows(PAGE, WAS)
})

test('what is not published survives the page, and is thrown away by hand', async () => {
  await window.click(editing(BEGINS))
  await window.type(role('textbox', '话术 · 中文'), '请说。')
  await window.until(
    async () => (await window.text(testId('publish-bar'))).includes('已保存'),
    'the draft is not stored',
  )
  await window.reload()
  await window.shows(PAGE, `${WAS}请说。`)
  await window.click(testId('discard'))
  await window.until(async () => !(await window.text(PAGE)).includes('请说。'), 'the change is still there')
})

test('a statement is written in a hurry by keys, and stands on top', async () => {
  await goTo('#/library/statement')
  await window.click(testId('new'))
  await window.find(OPENED)
  await window.until(
    async () => (await window.focused()).name?.includes('事件'),
    'the caret is not in the title',
  )
  await window.press(...'东区断电')
  await window.press('Enter')
  await window.press(...'Power cut')
  await window.press('Enter')
  await window.until(
    async () => (await window.focused()).name?.includes('统一这样说'),
    'Enter does not go on to the text',
  )
  await window.press(...'供电正在抢修')
  await window.click(testId('same-in-english'))
  await look('library-statement')
  await isReady()
  await window.press('Control', 'Enter')
  await untilPublished()
  await window.shows('[role=option]:first-child', '东区断电')
  await window.shows('[role=option]:first-child', '生效中')
})

test('the other kinds stand on their screens', async () => {
  for (const [name, hash, words] of [
    ['checklist', '#/library/checklist/mobile_general', '到处都这样'],
    ['rules', '#/library/rule', '电信条例'],
    ['rule', '#/library/rule/law_repair_rent_waiver', '月租'],
    ['multiples', '#/library/multiples/multiples', '倍'],
    ['patterns', '#/library/patterns', '试一句'],
  ]) {
    await goTo(hash)
    await window.shows('main', words)
    await look(`library-${name}`)
  }
  await window.type(role('textbox', '试一句'), '您先冷静一下')
  await window.shows(testId('found'), '冷静')
})

test('a talk is played by digits to its result', async () => {
  await window.press('Control', 'k')
  await window.type(role('combobox', '命令'), '练一练')
  await window.press('Enter')
  await window.find(role('option', '一个月断了三回'))
  await look('practice')
  await window.click(role('option', '一个月断了三回'))
  await window.click(testId('begin'))
  await window.find(testId('choice-1'))
  await look('practice-talk')
  const turns = () => window.run(() => document.querySelectorAll('.clerk').length)
  const over = async () => (await window.count(testId('result'))) === 1
  for (let said = 0; !(await over()); said += 1) {
    assert.ok(said < 30, 'the talk has no end')
    await window.press(String((said % 3) + 1))
    await window.until(async () => (await over()) || (await turns()) === said + 1, 'a digit is no answer')
  }
  assert.match(await window.text(testId('result')), /\d+ 分/)
  await look('practice-result')
  await window.click(testId('open-playbook'))
  await window.shows(PAGE, '宽带频繁中断')
})

test('advice opens over whatever is there, and forgets what was chosen', async () => {
  for (const time of [1, 2]) {
    await window.press('Control', 'k')
    await window.type(role('combobox', '命令'), '场面')
    await window.press('Enter')
    await window.shows(role('dialog', '场面提示'), '选一种')
    await choose('情绪突然爆发')
    await window.shows(role('dialog', '场面提示'), '这样做')
    if (time === 1) await look('advice')
    await window.press('Escape')
    await window.gone(role('dialog', '场面提示'))
  }
})

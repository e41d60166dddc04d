/** The coach beside the work: what to say, what to ask, what to look up, what not to say, what to offer. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { choose } from './walk.mjs'
import { openWindow, role, testId } from './window.mjs'

const CTL = process.env.ANSUCTL ?? 'ansuctl'
const APOLOGY = role('textbox', '对客户说的致歉')
const KINDS = [
  'doubts',
  'denies',
  'orders',
  'rules',
  'pushes_away',
  'threatens',
  'compares',
  'belittles',
  'uncovered_promise',
  'soothing',
]
let window
before(async () => {
  window = await openWindow({ demo: true })
  const { folder } = window
  await window.quit()
  warnOf(folder)
  window = await openWindow({ demo: true, data: folder })
})
after(() => window?.close())

/** Puts a pattern of the test's own into the library, so that it does not depend on the wording of the shipped ones. */
function warnOf(folder) {
  const file = join(folder, 'library.json')
  const playbooks = (...words) =>
    execFileSync(CTL, ['--data', join(folder, 'demonstration'), '--staff', '1002', 'playbooks', ...words])
  playbooks('export', '-o', file)
  const library = JSON.parse(readFileSync(file, 'utf8'))
  for (const kind of KINDS)
    library.patterns.reasons[kind] ??= {
      zh: '听着像催人',
      en: 'sounds like being rushed',
    }
  library.patterns.patterns.push({
    id: 'of_the_test',
    kind: 'orders',
    language: 'zh-CN',
    find: '麻溜儿画个押',
    rewrite: '您看好了再签',
  })
  writeFileSync(file, JSON.stringify(library))
  playbooks('import', file, '--yes')
}

const coach = () => window.text('aside[data-region]')
const STATEMENT = role('textbox', '客户原话')
/** What stands there to be said, in its order. */
const sentences = () =>
  window.run(() => [...document.querySelectorAll('[data-wording]')].map((one) => one.innerText).join('\n'))
const inTheStatement = async () =>
  assert.equal((await window.focused()).tag, 'textarea', 'the caret is not in the statement')
const option = (name) => role('radio', name)

test('a complaint about a broadband line comes in', async () => {
  await window.press('F2')
  await window.type(role('textbox', '电话'), '13912340077')
  await window.press('Enter')
  await window.type(role('textbox', '客户姓名'), '秦岚')
  await window.press('Enter')
  // 女士 · 固网宽带 · 频繁障碍 · 愤怒
  for (const digit of ['2', '2', '2', '3']) await window.press(digit)
  await window.type(role('textbox', '现象'), '宽带老掉线')
  await window.press('Control', 'Enter')
  await window.find(STATEMENT)
})

test('the coach hears what is being typed, and no sentence moves before the clerk turns to it', async () => {
  const recognises = (situation, word) => async () => {
    const told = await coach()
    return told.includes(situation) && told.includes(word)
  }
  await window.until(recognises('宽带频繁中断', '掉线'), 'the intake was not heard')
  const before = await sentences()
  await window.type(STATEMENT, '骗子冒充公检法，一天打十几个，我都吓死了。')
  await window.until(
    recognises('遇上骚扰诈骗', '公检法'),
    'the statement was not heard before it was on record',
  )
  assert.equal(await sentences(), before, 'the sentences moved under the hand')
  await inTheStatement()
  await window.press('F4')
  await window.until(async () => (await sentences()) !== before, 'F4 did not bring the sentences that fit')
  const fitting = await sentences()
  await window.replace(STATEMENT, '这网一天断网好几回，修了又坏，师傅来过两次也没弄好，光猫红灯一直闪。')
  await window.until(recognises('宽带频繁中断', '光猫红灯'), 'the other words were not heard')
  assert.equal(await sentences(), fitting, 'the sentences moved under the hand')
  await inTheStatement()
})

test('F4 and a digit mark a sentence as said, and it is on the record', async () => {
  await window.press('F4')
  await window.press('1')
  await window.shows('[role=listitem]:first-child > [data-wording]', '已说')
  await inTheStatement()
  await window.pictures('coach-listen')
  await window.press('Control', 'Enter')
  await window.find(APOLOGY)
  await window.press('Control', 'k')
  await window.type(role('combobox', '命令'), '处理记录')
  await window.press('Enter')
  await window.shows('[role=dialog]', '对客户说')
  await window.press('Escape')
  await window.gone('[role=dialog]')
})

test('a situation is recognised by what the customer said, and changed by pinyin', async () => {
  await window.until(async () => (await coach()).includes('宽带频繁中断'), 'it was not recognised')
  for (const heard of ['断网', '光猫红灯'])
    assert.ok((await coach()).includes(heard), `${heard} was not heard`)
  await window.press('F4')
  await window.press('0')
  await window.find(role('dialog', '选择情形'))
  for (const letter of 'zpqy') await window.press(letter)
  await window.find(role('option', '整片区域断网'))
  await window.picture('coach-situation')
  await window.press('Enter')
  await window.until(async () => (await coach()).includes('手选'), 'the choice was not taken')
  assert.ok((await coach()).includes('整片区域断网'))
  await window.press('F4')
  await window.press('0')
  await window.click(role('option', '按客户的话自动认'))
  await window.until(async () => !(await coach()).includes('手选'), 'the choice was not taken back')
  assert.ok((await coach()).includes('宽带频繁中断'))
})

test('a slot that the ticket filled in can be said otherwise', async () => {
  await window.press('F4')
  const at = await window.run(() =>
    [...document.querySelectorAll('[data-wording]')].findIndex((one) => one.querySelector('[data-slot]')),
  )
  await window.click(`[role=listitem]:nth-child(${at + 1}) > [data-wording] [data-slot]`)
  const name = role('textbox', '称呼')
  await window.until(async () => (await window.value(name)) === '秦女士', 'the ticket did not fill it in')
  await window.picture('coach-slot')
  await window.replace(name, '秦阿姨')
  await window.press('Enter')
  await window.until(
    async () => (await window.value(APOLOGY)).includes('秦阿姨'),
    'it was not said otherwise',
  )
  await window.replace(APOLOGY, '')
})

test('a warning of the shipped list stands in the apology and is gone with its cause', async () => {
  await window.type(APOLOGY, '您冷静一下，我来查。')
  await window.shows('[data-spoken=apology]', '冷静')
  await window.press('Alt', 'r')
  await window.until(
    async () => !(await window.value(APOLOGY)).includes('冷静'),
    'the shipped warning has no better wording',
  )
  await window.replace(APOLOGY, '')
})

test('where better words would take a sum away they are only shown, and say what to keep', async () => {
  const said = '这 30 元是公司规定。'
  await window.type(APOLOGY, said)
  await window.shows('[data-spoken=apology]', '30 元要保留，请自己改')
  await window.pictures('coach-warning-keep')
  await window.press('Alt', 'r')
  assert.equal(await window.value(APOLOGY), said, 'a sum was taken away by a key')
  await window.replace(APOLOGY, '')
})

test('a warning in the apology is rewritten by Alt+R, and Ctrl+Z takes it back', async () => {
  await window.type(APOLOGY, '耽误您了，抱歉。麻溜儿画个押。')
  await window.shows('[data-spoken=apology]', '您看好了再签')
  await window.pictures('coach-warning')
  await window.press('Alt', 'r')
  const reads = (words) => async () => (await window.value(APOLOGY)) === words
  await window.until(reads('耽误您了，抱歉。您看好了再签。'), 'it was not rewritten')
  await window.until(
    async () => !(await window.text('[data-spoken=apology]')).includes('用语'),
    'the warning stayed',
  )
  await window.press('Control', 'z')
  await window.until(reads('耽误您了，抱歉。麻溜儿画个押。'), 'the field did not take it back')
  await window.shows('[data-spoken=apology]', '您看好了再签')
  await window.press('Alt', 'r')
  await window.until(reads('耽误您了，抱歉。您看好了再签。'), 'it was not rewritten again')
  await window.press('Control', 'Enter')
  await window.find(role('textbox', '何处'))
})

test('the next question leads to its field, and the checklist to a cause that fills the attribution in', async () => {
  const asksFor = async (fact, words) => {
    await window.shows(testId('next-up'), words)
    const here = await window.run(() => document.activeElement.closest('[data-missing]')?.dataset.missing)
    assert.equal(here, fact, 'the caret is not where the answer goes')
  }
  await asksFor('when', '从哪天起的')
  // The meter in the category's own words.
  await window.shows(testId('means'), '何时：哪天起，一天几次、每次多久')
  await window.press('Alt', 'q')
  await asksFor('where', '家里哪间屋断得厉害')
  await window.pictures('coach-gather')
  await window.replace(role('textbox', '何处'), '家中书房')
  await window.type(role('textbox', '客户的说法'), '这个星期')
  await window.replace(role('textbox', '何事'), '一天断网好几回')
  await window.type(role('textbox', '期望如何解决'), '修好，断网的日子不收月租')

  await window.click(option('已超过城镇 48 小时或农村 72 小时。'))
  await window.find(option('光信号灯亮红或闪红。'))
  // The caret went on with the question, so digits go on too.
  await window.press('2')
  await window.find(option('区域无告警。'))
  await window.press('2')
  await window.find(option('附近无施工。'))
  await window.pictures('coach-checklist')
  await window.press('2')
  await window.find(option('光衰超标，接头或线路不良。'))
  await window.press('1')
  await window.find(testId('take-cause'))
  const before = await window.value(role('textbox', '查明的情况'))
  assert.equal(before, '', 'the attribution was filled in by itself')
  await window.until(
    async () => (await window.focused()).testId === 'take-cause',
    'the caret did not go to the cause',
  )
  await window.press('Enter')
  const filled = async () => (await window.value(role('textbox', '查明的情况'))) !== ''
  await window.until(filled, 'the attribution was not filled in')
  assert.notEqual(await window.value(role('textbox', '责任单位')), '')
  await window.pictures('coach-cause')
})

test('what is printed gets words that are fit for paper, or none', async () => {
  const explanation = role('textbox', '查明的情况')
  const found = await window.value(explanation)
  await window.replace(explanation, '您必须 18 点前来签字。')
  await window.shows('[data-spoken=explanation]', '改成“请您”')
  await window.press('Alt', 'r')
  const reads = (words) => async () => (await window.value(explanation)) === words
  await window.until(reads('请您 18 点前来签字。'), 'it was not rewritten')
  await window.replace(explanation, '这是公司规定。')
  await window.shows('[data-spoken=explanation]', '这里的字要印出来')
  await window.pictures('coach-warning-printed')
  await window.press('Alt', 'r')
  assert.equal(await window.value(explanation), '这是公司规定。', 'spoken words went into print')
  await window.replace(explanation, found)
})

test('an earlier answer leads elsewhere, and what was looked up stays', async () => {
  await window.click(role('button', '改“光猫指示灯现在什么样？”的结果'))
  await window.press('1')
  await window.find(option('直连稳定，客户自备的路由器掉线。'))
  await window.until(
    () => window.run(() => document.querySelector('main').innerText.includes('其他核查')),
    'the look-ups of the other branch are gone',
  )
  await window.click(role('button', '改“光猫指示灯现在什么样？”的结果'))
  await window.press('2')
  await window.find(testId('take-cause'))
  await window.click(role('button', '已复述，客户确认'))
  await window.find(role('button', '客户已确认'))
  await window.press('Control', 'Enter')
  await window.find(role('textbox', '对客户说'))
})

test('a usual offer is taken by its key, and the rent to be waived is worked out by the law', async () => {
  await window.find('[data-idea="broadband_cuts_out/rent_waived"]')
  await window.pictures('coach-propose')
  await window.press('e')
  await window.find(role('dialog', '方案1'))
  await window.shows('[role=dialog]', '第三十二条')
  await window.type(role('textbox', '月租费'), '129')
  await window.type(role('textbox', '天数'), '5')
  await window.shows('[role=dialog]', '算得 ¥21.50')
  await window.until(
    async () => (await window.value(role('textbox', '金额或价值'))) === '21.50',
    'the amount was not taken over',
  )
  await window.pictures('coach-offer')
  await window.press('Control', 'Enter')
  await window.gone('[role=dialog]')
  await window.shows('[data-offer="1"]', '¥21.50')
  await window.press('q')
  await window.find(role('dialog', '方案2'))
  await window.press('Control', 'Enter')
  await window.gone('[role=dialog]')
})

test('an offer on a promise that nobody has confirmed says so, and “three times” is answered before there is a sum', async () => {
  await window.press('3')
  await window.find(role('dialog', '方案3'))
  await window.type(role('textbox', '处理措施'), '误收的费用双倍返还')
  await window.replace(role('textbox', '承办单位'), '计费账务班')
  await window.click(role('button', '48 小时'))
  await choose(window, '服务承诺')
  await window.click(role('combobox', '哪一条'))
  await window.click(role('option', '误收费用双倍返还'))
  await window.shows('[role=dialog]', '未核实')
  await window.shows('[role=dialog]', '反馈单上只写依据的类别')
  await window.type(role('textbox', '有争议的费用'), '20')
  await window.shows('[role=dialog]', '算得 ¥40.00')
  await window.click(role('button', '客户按倍数要求'))
  await window.press('3')
  await window.shows('[role=dialog]', '如果适用：赔 ¥500.00，另退原款 ¥20.00，共 ¥520.00')
  await window.run(() => document.querySelector('.claim').scrollIntoView({ block: 'end' }))
  await window.pictures('coach-grounds')
  await window.press('Control', 'Enter')
  await window.gone('[role=dialog]')
  await window.shows('[data-offer="3"]', '未核实')
  await window.run(() => document.querySelector('[data-offer="3"]').scrollIntoView({ block: 'end' }))
  await window.pictures('coach-unconfirmed')
  await window.run(() => {
    const buttons = document.querySelectorAll('[data-offer="3"] button')
    ;[...buttons].find((one) => one.innerText.includes('撤下')).click()
  })
  await window.gone('[data-offer="3"]')
  await window.press('Control', 'Enter')
  await window.until(
    async () => (await window.count(role('button', '客户选这个'))) === 2,
    'step 5 did not open',
  )
})

test('a claim is set against what it rests on', async () => {
  await window.type(role('textbox', '客户诉求'), '按十倍赔给我')
  await window.type(role('textbox', '要求金额'), '1290')
  await window.click(testId('record-demand'))
  await window.type(role('textbox', '有争议的费用'), '129')
  await window.shows('main', '是这笔费用的 10 倍')
  await window.shows('main', '食品安全法')
  await window.pictures('coach-claim')
})

test('advice for the moment is in the menu of the ticket', async () => {
  await window.click(role('button', '更多'))
  await window.click(role('menuitem', '场面提示'))
  await window.find(role('dialog', '场面提示'))
  await window.press('Escape')
  await window.gone('[role=dialog]')
})

test('a breath is one command away and leaves nothing', async () => {
  await window.press('Control', 'k')
  await window.type(role('combobox', '命令'), '缓一口气')
  await window.press('Enter')
  await window.find(role('dialog', '缓一口气'))
  await window.picture('coach-breath')
  await window.press('Escape')
  await window.gone('[role=dialog]')
})

test('everything in it can be used by those who can’t see or point', async () => {
  assert.deepEqual(await window.accessibility(), [])
})

/** An incident (群障): opened from what the program proposes, one remedy approved by another, customers told, and settled together. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openWindow, role, testId } from './window.mjs'

const CTL = process.env.ANSUCTL ?? 'ansuctl'
const TICKETS = 12
const WHERE = '青石家园'
const SAID = '光缆被施工挖断，抢修队已在现场，恢复前我每两小时跟您说一次进展。'
let window

/** Tickets of one estate, brought to where offers are put on the table. */
function story() {
  const lines = []
  for (let n = 1; n <= TICKETS; n += 1) {
    const form = {
      phone: `1540007${String(n).padStart(4, '0')}`,
      name: `顾${'一二三四五六七八九十甲乙'[n - 1]}`,
      address: n % 2 ? 'sir' : 'madam',
      channel: 'counter',
      category: '2.1',
      emotion: 'disappointed',
      phenomenon: '全楼宽带不通',
      area: `${WHERE}${n}幢`,
    }
    const facts = { who: '本人', when: '今早', where: `${WHERE}${n}幢`, what: '宽带不通', how: '尽快恢复' }
    lines.push(
      { as: `t${n}`, do: 'register', form },
      { do: 'record_statement', statement: '整栋楼都没网', emotion: 'disappointed', strength: 2 },
      { do: 'advance' },
      { do: 'apologize', wording: '耽误您用网了，真对不起' },
      { do: 'advance' },
      { do: 'record_facts', facts },
      { do: 'confirm_read_back', text: '今早起宽带不通，您希望尽快恢复。' },
      { do: 'advance' },
    )
  }
  return lines.map((line) => JSON.stringify(line)).join('\n')
}

before(async () => {
  window = await openWindow({ demo: true })
  const { folder } = window
  await window.quit()
  const file = join(folder, 'outage.jsonl')
  writeFileSync(file, story())
  const ctl = (...words) =>
    execFileSync(CTL, ['--data', join(folder, 'demonstration'), '--staff', '1002', ...words])
  ctl('perform', file)
  const book = join(folder, 'library.json')
  ctl('playbooks', 'export', '-o', book)
  const library = JSON.parse(readFileSync(book, 'utf8'))
  library.statements.push({
    id: 'qingshi_outage',
    title: { zh: '青石光缆中断', en: 'Cable cut at Qingshi' },
    text: { zh: SAID, en: 'A cable was cut; the crew is there.' },
    categories: ['2'],
    places: [WHERE],
    from: '2020-01-01T00:00:00Z',
    until: '2099-01-01T00:00:00Z',
  })
  writeFileSync(book, JSON.stringify(library))
  ctl('playbooks', 'import', book, '--yes')
  window = await openWindow({ demo: true, data: folder })
})
after(() => window?.close())

/** What the desk is asked by the page, as another person at work would. */
const invoke = (command, words) =>
  window.run((it, more) => globalThis.__TAURI_INTERNALS__.invoke(it, more), command, words)
const view = async () => {
  const id = await window.run(() => location.hash.split('/').at(-1))
  return invoke('incident', { id })
}

test('with none there is a word on what they are for', async () => {
  await window.run(() => void (location.hash = '#/incidents'))
  await window.shows('main', '没有群障')
  await window.pictures('incidents-empty')
  assert.deepEqual(await window.accessibility(), [])
  await window.run(() => void (location.hash = '#/'))
})

test('the program proposes one, and opening it links the similar complaints', async () => {
  await window.shows(testId('similar'), `${TICKETS} 张相似的投诉`)
  await window.pictures('incidents-similar')
  assert.deepEqual(await window.accessibility(), [])
  // Beside the work on one of them as well: who registers the third is told at once.
  const [{ tickets }] = await invoke('similar', {})
  await window.run((id) => void (location.hash = `#/ticket/${id}`), tickets.at(-1))
  await window.shows(testId('similar'), WHERE)
  await window.run(() => void (location.hash = '#/'))
  await window.shows(testId('similar'), WHERE)
  await window.click(testId('similar-open'))
  await window.shows('[role=dialog]', `${TICKETS} 张相似的投诉`)
  await window.press('Control', 'Enter')
  await window.shows('[role=dialog]', '还没有填')
  const cause = role('textbox', '原因')
  await window.type(cause, '青石家园主干光缆被施工挖断')
  // Typed and left: it is there again.
  await window.press('Escape')
  await window.gone('[role=dialog]')
  await window.run(() => void (location.hash = '#/'))
  await window.click(testId('similar-open'))
  await window.until(async () => (await window.value(cause)).includes('光缆'), 'the draft is not back')
  await window.click(role('button', '刚才'))
  await window.pictures('incidents-form')
  assert.deepEqual(await window.accessibility(), [])
  await window.press('Control', 'Enter')
  await window.shows(testId('told'), `已告知 0 / ${TICKETS}`)
  assert.equal(await window.count(testId('similar')), 0)
})

test('what everybody says of it is one of the library’s statements, with how long it holds', async () => {
  await window.click(role('combobox', '指定'))
  await window.click(role('option', '青石光缆中断'))
  await window.shows('main', SAID)
  await window.shows('main', '有效至')
  await window.pictures('incidents-statement')
  assert.deepEqual(await window.accessibility(), [])
})

test('the common remedy waits for another person, once for all', async () => {
  await window.click(testId('propose-remedy'))
  await window.type(role('textbox', '处理措施'), '光缆已修复，按停用时间减免费用')
  await window.type(role('textbox', '承办单位'), '望桥装维班')
  await window.type(role('textbox', '完成时限'), '明天中午')
  await window.pictures('incidents-remedy')
  assert.deepEqual(await window.accessibility(), [])
  await window.press('Control', 'Enter')
  await window.gone('[role=dialog]')
  await window.shows(testId('approval'), '在授权之内')
  await window.click(testId('offer-common'))
  await window.click(testId('together-go'))
  await window.shows(testId('together'), `完成 ${TICKETS} 张`)
  await window.click(testId('together-close'))
  await window.gone('[role=dialog]')
  await window.shows('main', '方案已下发')
})

test('customers are told by keys, each can be taken back, and the bar moves', async () => {
  await window.click(testId('end-incident'))
  await window.shows('main', '恢复')
  await window.click('[role=option][tabindex="0"]')
  await window.press('2')
  await window.shows('main', '未接通 1')
  await window.press('Control', 'z')
  await window.shows('main', '未接通 0')
  await window.click('[role=option][tabindex="0"]')
  await window.press('Enter')
  await window.find('[role=dialog]')
  await window.click(testId('reveal'))
  await window.shows('[role=dialog]', '154')
  await window.shows('[role=dialog]', SAID)
  await window.pictures('incidents-call')
  assert.deepEqual(await window.accessibility(), [])
  await window.press('Control', 'Enter')
  await window.shows('[role=dialog]', '还没有填')
  // 已告知, and then solved and satisfied asked apart.
  await window.tabTo(role('radio', '已解决'))
  await window.press('1')
  await window.press('Tab')
  await window.press('1')
  await window.press('Control', 'Enter')
  await window.shows(testId('told'), `已告知 1 / ${TICKETS}`)
  // The others but one, as colleagues at work would.
  const telling = {
    telling: 'told',
    remedy: 1,
    opinion: { solved: 'yes', satisfied: 'satisfied', remark: '' },
  }
  const untold = (await view()).tickets.filter((one) => one.telling.telling !== 'told')
  for (const { line, revision } of untold.slice(0, -1)) {
    const actions = [{ do: 'tell_of_incident', telling }]
    await invoke('perform', { request: { ticket: line.id, revision, actions, clears: [] } })
  }
})

test('what can be settled is settled, and the others say why not', async () => {
  // What others have entered is there when one comes back.
  const here = await window.run(() => location.hash)
  await window.run(() => void (location.hash = '#/'))
  await window.find(testId('lane-open'))
  await window.run((hash) => void (location.hash = hash), here)
  await window.shows(testId('told'), `已告知 ${TICKETS - 1} / ${TICKETS}`)
  await window.pictures('incidents-one')
  assert.deepEqual(await window.accessibility(), [])
  await window.click(testId('settle-together'))
  await window.click(testId('together-go'))
  await window.shows(testId('together'), `完成 ${TICKETS - 1} 张`)
  await window.shows('[role=dialog]', '还没有告知这位客户')
  await window.pictures('incidents-settled')
  assert.deepEqual(await window.accessibility(), [])
  await window.click(testId('together-close'))
  await window.gone('[role=dialog]')
  const open = (await view()).tickets.filter(({ line }) => line.ended === null)
  assert.equal(open.length, 1)
  // From the one that is left, back to the incident by its banner.
  await window.run((id) => void (location.hash = `#/ticket/${id}`), open[0].line.id)
  await window.shows(testId('incident-banner'), WHERE)
  await window.pictures('incidents-ticket')
  await window.run(() => void (location.hash = '#/incidents'))
  await window.shows('main', `${TICKETS} 张单，在办 1 张`)
  await window.pictures('incidents-list')
  assert.deepEqual(await window.accessibility(), [])
})

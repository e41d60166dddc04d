/** An outage of one estate: asked for before it is told. A ticket is linked by the end of its number; a situation says why it was found. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openWindow, role, testId } from './window.mjs'

const CTL = process.env.ANSUCTL ?? 'ansuctl'
const STATEMENT = testId('statement')
let window
let earlier
before(async () => {
  window = await openWindow({ demo: true })
  const { folder } = window
  await window.quit()
  const ctl = (...words) =>
    execFileSync(CTL, ['--data', join(folder, 'demonstration'), '--staff', '1002', ...words])
  const file = join(folder, 'library.json')
  ctl('playbooks', 'export', '-o', file)
  const library = JSON.parse(readFileSync(file, 'utf8'))
  library.statements.push({
    id: 'nanhu_outage',
    title: { zh: '南湖光缆中断', en: 'Cable cut at Nanhu' },
    text: {
      zh: '光缆被施工挖断，抢修队已在现场，恢复前我每两小时跟您说一次进展。',
      en: 'A cable was cut; the crew is there. I will tell you every two hours.',
    },
    categories: ['2'],
    places: ['南湖花园', '望桥新村'],
    from: '2020-01-01T00:00:00Z',
    until: '2099-01-01T00:00:00Z',
  })
  writeFileSync(file, JSON.stringify(library))
  ctl('playbooks', 'import', file, '--yes')
  const lines = JSON.parse(ctl('--json', 'tickets', '--ended').toString())
  earlier = lines[0].number
  window = await openWindow({ demo: true, data: folder })
})
after(() => window?.close())

test('the quick entry and the intake form ask for the place first, and name it once it is told', async () => {
  await window.press('Shift', 'F2')
  await window.shows(STATEMENT, '先确认是不是这里：南湖花园、望桥新村')
  await window.pictures('incident-contact')
  await window.press('Escape')
  await window.gone('[role=dialog]')
  await window.press('F2')
  await window.type(role('textbox', '电话'), '13912340088')
  await window.press('Enter')
  await window.type(role('textbox', '客户姓名'), '秦岚')
  await window.press('Enter')
  // 女士 · 固网宽带 · 频繁障碍 · 愤怒
  for (const digit of ['2', '2', '2', '3']) await window.press(digit)
  await window.shows(STATEMENT, '先确认是不是这里')
  await window.pictures('incident-intake')
  await window.type(role('textbox', '现象'), '南湖花园的宽带老掉线')
  await window.shows(STATEMENT, '仅限：南湖花园、望桥新村')
  assert.deepEqual(await window.accessibility(), [])
  await window.press('Control', 'Enter')
  await window.find(role('textbox', '客户原话'))
  await window.shows(STATEMENT, '仅限：南湖花园、望桥新村')
  await window.pictures('incident-coach')
})

test('handing over stands first in the menu, and a ticket is linked by the end of its number', async () => {
  await window.click(role('button', '更多'))
  await window.find(role('menuitem', '暂离交接'))
  const first = await window.run(() => document.querySelector('[role=menuitem]').innerText)
  assert.match(first, /^暂离交接/)
  await window.pictures('incident-more')
  await window.click(role('menuitem', '关联原来的单'))
  const number = role('textbox', '或输入单号')
  await window.type(number, '不记得了')
  await window.press('Control', 'Enter')
  await window.shows('[role=dialog]', '单号格式不对')
  await window.replace(number, earlier.split('-').slice(2).join('-'))
  await window.pictures('incident-link')
  await window.press('Control', 'Enter')
  await window.gone('[role=dialog]')
  await window.shows('aside[data-region]', '接自')
})

test('a situation that is found by its text says where', async () => {
  await window.press('F4')
  await window.press('0')
  await window.type(role('combobox', '查找情形'), '路由器')
  await window.find('[role=option][aria-selected=true] mark')
  await window.pictures('incident-situations')
  await window.press('Escape')
})

test('where a statement holds is written in the library', async () => {
  await window.run(() => void (location.hash = '#/library/statement/nanhu_outage'))
  await window.shows('main', '南湖花园')
  await window.pictures('incident-library')
})

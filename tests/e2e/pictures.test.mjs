/** Every screen that no other test takes, in both sizes and themes: nothing sticks out, nothing goes wrong unheard. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sticksOut } from './sticking.mjs'
import { openWindow, role, SIZES, testId } from './window.mjs'

let window
before(async () => {
  window = await openWindow({ demo: true })
  await window.run(listen)
})
after(() => window?.close())

/** In the page: keeps what the policy refuses and what the console would say. */
function listen() {
  globalThis.heard = []
  const hear = (text) => globalThis.heard.push(text)
  document.addEventListener('securitypolicyviolation', (event) =>
    hear(`${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
  )
  addEventListener('error', (event) => hear(event.message ?? `${event.target.tagName} did not load`), true)
  addEventListener('unhandledrejection', (event) => hear(String(event.reason)))
  for (const level of ['error', 'warn']) {
    const say = console[level].bind(console)
    console[level] = (...words) => (hear(words.join(' ')), say(...words))
  }
}

/** Takes the pictures and gives what is wrong with the screen. */
async function faultsOf(name) {
  await window.pictures(name)
  const faults = []
  for (const [width, height] of [...SIZES].reverse()) {
    await window.resize(width, height)
    faults.push(...(await window.run(sticksOut)).map((fault) => `${width}×${height}: ${fault}`))
  }
  faults.push(...(await window.run(() => globalThis.heard.splice(0))))
  return faults
}
/** Takes a screen that must have no fault, nor one that axe finds. */
async function take(name) {
  const faults = await faultsOf(name)
  assert.deepEqual([...faults, ...(await window.accessibility())], [], name)
}

const hash = () => window.run(() => location.hash)
const rowsWhere = (column, text) =>
  window.run(
    (at, wanted) =>
      [...document.querySelectorAll('tr[data-row]')].findIndex((row) =>
        row.cells[at].innerText.trim().startsWith(wanted),
      ),
    column,
    text,
  )
const STEP = 5
const STEPS = ['倾听', '致歉', '收集', '方案', '征询', '回访']

async function toQueue(lane) {
  await window.run(() => (location.hash = '#/'))
  await window.click(testId(`lane-${lane}`))
  await window.until(
    () =>
      window.run((id) => document.querySelector(id)?.ariaPressed === 'true', `[data-testid=lane-${lane}]`),
    `the lane ${lane} does not open`,
  )
  await window.find('tr[data-row]:first-child')
}
async function openRow(at) {
  // The driver does not click a row as a whole.
  await window.click(`tr[data-row]:nth-child(${at + 1}) td:first-child`)
  await window.press('Enter')
  await window.until(async () => (await hash()).startsWith('#/ticket/'), 'Enter does not open the line')
}

for (const [at, step] of STEPS.entries())
  test(`step ${at + 1}, ${step}`, async () => {
    await toQueue('open')
    const row = await rowsWhere(STEP, `${at + 1} ${step}`)
    assert.ok(row >= 0, `no open ticket of the demonstration hall is at ${step}`)
    await openRow(row)
    // A ticket whose next deed is the signature opens there.
    if ((await hash()).endsWith('/sign')) await window.press('Alt', 'ArrowUp')
    await window.shows('[aria-current=step]', step)
    await window.find(testId('next'))
    await take(`step-${at + 1}`)
  })

test('signing', async () => {
  await toQueue('to_sign')
  await openRow(0)
  if (!(await hash()).endsWith('/sign')) await window.press('F8')
  await window.find(role('button', '打印'))
  await window.until(
    () =>
      window.run(() => {
        const words = document.querySelector('[data-page="1"] .words')
        return words !== null && words.textContent !== ''
      }),
    'the slip is not shown',
  )
  await take('sign')
})

test('an ended ticket', async () => {
  await toQueue('open')
  await window.click(role('button', '已结束'))
  await window.until(
    async () => (await rowsWhere(STEP, '已')) === 0,
    'the lane of ended tickets does not open',
  )
  await openRow(0)
  await window.find(testId('next'))
  await take('ended')
})

test('the palette', async () => {
  await window.press('Control', 'k')
  await window.find(role('combobox', '命令'))
  await take('palette')
  await window.press('Escape')
  await window.gone(role('dialog'))
})

test('the cover', async () => {
  await window.press('F9')
  await window.shows('dialog', '正在为您处理，请稍候')
  await take('cover')
  await window.press('a')
  await window.gone('dialog')
})

test('the settings, part by part', async () => {
  await window.run(() => (location.hash = '#/settings'))
  const parts = {
    营业厅: 'hall',
    人员: 'staff',
    显示与语言: 'display',
    打印机: 'printer',
    授权额度: 'authority',
    演示厅: 'demonstration',
    关于: 'about',
  }
  for (const [name, part] of Object.entries(parts)) {
    await window.click(role('button', name))
    await window.shows('main h2', name)
    await take(`settings-${part}`)
  }
})

test('who is at work, and the first start', async () => {
  await toQueue('open')
  await window.click(testId('at-work'))
  await window.click(role('menuitem', '换人'))
  await window.find(role('textbox', '工号或姓名'))
  await take('start-sign-in')
  await window.click(role('button', '离开演示厅'))
  await window.find(role('textbox', '营业厅名称'))
  await take('start')
})

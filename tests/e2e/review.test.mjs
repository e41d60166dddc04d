/** Tickets kept long enough to be erased: more of them than one list shows. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { commandLine } from './command-line.mjs'
import { signIn } from './hall.mjs'
import { tell } from './telling.mjs'
import { openWindow, role, testId } from './window.mjs'

const home = mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
const data = join(home, 'data')
const ctl = commandLine(home)
const TICKETS = 205

let window
before(async () => {
  ctl.found(data)
  const at = '2020-03-02T10:00:00+08:00'
  const form = { channel: 'counter', category: '2.2', emotion: 'calm', phenomenon: '家里宽带晚上掉线' }
  const lines = Array.from({ length: TICKETS }, (_, n) => [
    {
      ticket: null,
      do: 'register',
      form: { ...form, phone: `138${String(n).padStart(8, '0')}`, name: '欧阳明' },
    },
    { do: 'withdraw', reason: '已自行解决' },
  ]).flat()
  const story = join(home, 'story.jsonl')
  writeFileSync(story, lines.map((line) => JSON.stringify({ at, by: '1001', ...line })).join('\n'))
  tell({ data, secret: ctl.secret, now: at, story })
  window = await openWindow({ data })
  await signIn(window, '1001')
  await window.find(testId('at-work'))
  await window.run(() => (location.hash = '#/settings?part=personal'))
})
after(async () => {
  await window?.close()
  rmSync(home, { recursive: true, force: true })
})

const rows = () => window.run(() => document.querySelectorAll('.review li').length)

test('the oldest two hundred are listed, and how many there are', async () => {
  await window.shows(testId('part'), `${TICKETS}`)
  assert.equal(await rows(), 200)
  await window.pictures('review-total')
  assert.deepEqual(await window.accessibility(), [])
})

test('all that are listed are erased together; the rest comes up, and is said no more to be part of a list', async () => {
  await window.click(testId('all'))
  await window.click(testId('ask-dispose'))
  await window.shows('[role=dialog]', '永久删除 200 项记录')
  await window.picture('review-ask')
  await window.type(role('textbox', '请输入要删除的项数'), '200')
  await window.press('Control', 'Enter')
  await window.gone(role('dialog'))
  await window.until(async () => (await rows()) === TICKETS - 200, 'the rest does not come up')
  assert.equal(await window.count(testId('part')), 0)
  await window.quit()
  assert.equal(ctl.json(data, 'review').total, TICKETS - 200)
})

/** A complaint from walk-in to signed slip in the real window, and what it leaves behind. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openWindow } from './window.mjs'
import { CASE, walk } from './walk.mjs'

const CTL = process.env.ANSUCTL ?? 'ansuctl'
let window
let number
before(async () => {
  window = await openWindow({ demo: true })
})
after(() => window?.close())

test('a complaint is led through all six steps to its end', async () => {
  await window.run(() => {
    globalThis.refusedByPolicy = []
    document.addEventListener('securitypolicyviolation', (event) =>
      globalThis.refusedByPolicy.push(`${event.violatedDirective} ${event.blockedURI}`),
    )
  })
  number = await walk(window)
  assert.match(number, /^A01-1-\d{8}-\d{3}$/)
  await window.until(
    () => window.run(() => document.body.innerText.includes('已协商办结')),
    'the ticket did not end',
  )
  assert.deepEqual(await window.run(() => globalThis.refusedByPolicy), [])
})

test('the slip holds what was said and agreed', () => {
  const slip = join(window.slips, `${number}.pdf`)
  assert.ok(existsSync(slip), `${slip} is missing`)
  execFileSync('qpdf', ['--check', slip])
  const text = execFileSync('pdftotext', [slip, '-'], { encoding: 'utf8' }).replace(/\s/g, '')
  const printed = [
    number,
    CASE.name,
    '13812345678',
    CASE.place,
    CASE.when,
    CASE.why,
    CASE.wish,
    CASE.cause,
    CASE.unit,
    '伍拾元整',
  ]
  for (const words of [...printed, CASE.offers[1].action]) {
    assert.ok(text.includes(words.replace(/\s/g, '')), `“${words}” is not on the slip`)
  }
  const fonts = execFileSync('pdffonts', [slip], { encoding: 'utf8' }).trim().split('\n').slice(2)
  assert.equal(fonts.length, 1, fonts.join('\n'))
  assert.match(fonts[0], /^[A-Z]{6}\+.* yes +yes +yes /)
})

test('the record is sound', async () => {
  // One process at a time holds the folder, so the window goes first; its demonstration hall lies inside the folder.
  const folder = join(window.folder, 'demonstration')
  await window.quit()
  const told = JSON.parse(
    execFileSync(CTL, ['--data', folder, '--staff', '1001', '--json', 'check'], { encoding: 'utf8' }),
  )
  assert.equal(told.sound, true, JSON.stringify(told))
  const tickets = execFileSync(CTL, ['--data', folder, '--staff', '1024', 'tickets', '--ended'], {
    encoding: 'utf8',
  })
  assert.match(tickets, new RegExp(`${number}\\t${CASE.name}\\t138\\*{4}5678`))
})

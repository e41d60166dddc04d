/**
 * Words stay words: two hundred payloads in every text that the program keeps, and typed into every field of every screen. None is
 * executed, none makes an element, none asks for anything, and the policy is never called upon: it is the second wall, not the first.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { commandLine } from './command-line.mjs'
import { leave, signIn } from './hall.mjs'
import { groups, payloads, story } from './payloads.mjs'
import { takeHands, watch } from './watching.mjs'
import { tell } from './telling.mjs'
import { openWindow, role, testId } from './window.mjs'

const home = mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
const data = join(home, 'data')

/** Where the payloads load from. What it is told has left the window. */
const told = []
const elsewhere = createServer((socket) => {
  socket.once('data', (words) => {
    told.push(String(words).split('\r\n')[0])
    socket.destroy()
  })
  socket.on('error', () => {})
})
let window
let port
let words

const line = commandLine(home)
const ctl = (...words) => line.run(data, ...words)

before(async () => {
  await once(elsewhere.listen(0, '127.0.0.1'), 'listening')
  port = elsewhere.address().port
  words = payloads(port)
  const [hall, company, person] = [17, 32, 59].map((place) => words.shown[place])
  const names = ['--hall', hall, '--company', company, '--manager-name', person]
  ctl('init', ...names, '--code', 'A01', '--counter', '1', '--manager', '1001')
  ctl('staff', 'add', '1024', '王敏', 'clerk')
  ctl('staff', 'add', '1008', '贺建平', 'duty_manager')
  const told = join(home, 'story.jsonl')
  writeFileSync(told, story(port))
  tell({ data, secret: line.secret, now: '2020-01-02T00:00:00Z', story: told })
  ctl('backup')
  plantBackups()
  window = await openWindow({ data })
  await window.browser.setTimeout({ script: 120_000 })
  await window.run(watch, port)
  await signIn(window, '1001')
  await window.find(testId('at-work'))
  await window.run(takeHands)
  await noteContacts()
  await nameHolidays()
  await bringEvidence()
})
after(async () => {
  await window?.close()
  elsewhere.close()
  rmSync(home, { recursive: true, force: true })
})

/** Visits that were no complaints, under the number of the first tickets: their words stand in the coach, in the intake and in a person's data. */
async function noteContacts() {
  const names = words.shown.filter((payload) => payload.length <= 40 && !/[\n\t]/.test(payload))
  const texts = [...groups(words.shown, 2000, '\n', 3), ...words.long]
  for (const [place, text] of texts.entries()) {
    const form = { phone: '13800000000', name: names[place % names.length], category: '2.2' }
    const kind = ['enquiry', 'fault_report', 'thanks'][place % 3]
    await invoke('note_contact', { form: { ...form, kind, matter: text, answer: text }, clears: [] })
  }
}

/** Holidays by names that are none, and their source. */
async function nameHolidays() {
  const { timing, version } = await invoke('timing')
  const [year] = timing.calendar.years
  const names = words.shown.filter(
    (payload) => payload.length <= 40 && payload.trim() && !/[\n\t]/.test(payload),
  )
  const free = (at) => new Date(Date.UTC(year.year, 6, 1 + at)).toISOString().slice(0, 10)
  const named = names
    .slice(0, 45)
    .map((name, at) => ({ name, from: free(at), to: free(at), worked: false, hours: [] }))
  assert.ok(named.length > 20, `${named.length} names`)
  year.days.push(...named)
  year.source = words.shown.find((payload) => payload.length > 60 && payload.length <= 120)
  await invoke('put_timing', { timing, basedOn: version })
}

/** Files of evidence named by unknown hands, on open tickets, each of which holds twenty. */
async function bringEvidence() {
  // Of a path only its end is a name.
  const names = words.shown
    .filter((payload) => payload.length <= 200 && !/[\n\t]/.test(payload))
    .map((payload) => payload.replaceAll('/', '⁄').replaceAll('\\', '＼'))
  const open = (await invoke('queue', { request: { lane: 'open', after: null } })).lines
  const content = Buffer.from('%PDF-1.7\n%%EOF\n').toString('base64')
  const named = groups(names, 200, ' ')
  assert.ok(open.length * 20 >= named.length)
  for (let from = 0; from < named.length; from += 20) {
    const { id } = open[from / 20]
    const actions = []
    for (const name of named.slice(from, from + 20)) {
      const file = await invoke('bring_evidence', { which: { id }, name, content })
      actions.push({ do: 'attach_evidence', file })
    }
    const { ticket } = await invoke('ticket', { which: { id } })
    const request = { ticket: id, revision: ticket.revision, actions }
    const { view } = await invoke('perform', { request })
    assert.equal(view.ticket.evidence.length, actions.length)
  }
}

/** Backups of unknown hands: what their manifests and their names say is on the screen before anybody has proven it. */
function plantBackups() {
  const shelf = join(data, 'backups')
  const [made] = readdirSync(shelf)
  const manifest = JSON.parse(readFileSync(join(shelf, made, 'manifest.json'), 'utf8'))
  for (const [place, payload] of [...words.shown, ...words.refused].entries()) {
    // No name has a slash or a null in it, and one with a full stop is still being made.
    const name = payload.replaceAll('/', '⁄').replaceAll('\0', '').replaceAll('.', '․')
    const folder = join(shelf, `${place} ${name}`.slice(0, 80))
    mkdirSync(folder)
    const plate = { company: payload, hall: payload, code: payload, counter: payload }
    // From a clock that was ahead, so that the day's own backup does not thin them out.
    const made_at = '2099-01-01T00:00:00.000Z'
    const forged = { ...manifest, made_at, plate, program: payload, anchor: payload }
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(forged))
  }
}

/** In the page, for as long as it takes; gives back what the work does. The work uses `screens`. */
async function inPage(work, ...given) {
  const answer = await window.browser.executeAsync(
    `const done = arguments[arguments.length - 1];
     (${work})(...[...arguments].slice(0, -1)).then((value) => done({ value }), (error) => done({ error: String(error) }))`,
    ...given,
  )
  assert.equal(answer.error, undefined)
  return answer.value
}

/** Nothing was heard since the last time, nothing strange is in the page, and it is still the same page. */
async function wordsStayedWords() {
  const found = await window.run(() => ({
    heard: globalThis.heard.splice(0),
    strange: globalThis.strangeIn(document),
    place: location.protocol,
    polluted: {}.ran !== undefined,
  }))
  assert.deepEqual(found, { heard: [], strange: [], place: 'tauri:', polluted: false })
  assert.deepEqual(told, [])
  assert.equal((await window.browser.getWindowHandles()).length, 1)
}

const LANGUAGES = [
  ['zh-CN', '简体中文'],
  ['en', 'English'],
]
async function speak(language, name) {
  await inPage(() => screens.go('/settings?part=display'))
  // A radio lies under its label, where a click does not reach it by itself.
  await (await (await window.find(role('radio', name))).parentElement()).click()
  await window.until(
    () => window.run((wanted) => document.documentElement.lang === wanted, language),
    `it does not speak ${name}`,
  )
}

test('whatever of the payloads makes elements when it is parsed is told as strange', async () => {
  const { makes, unseen } = await window.run(
    (all) => {
      const parsed = (one) => new DOMParser().parseFromString(`<!doctype html><body>${one}`, 'text/html')
      const making = all.filter((one) => {
        const { head, body } = parsed(one)
        return head.childElementCount + body.childElementCount > 0
      })
      return {
        makes: making.length,
        unseen: making.filter((one) => globalThis.strangeIn(parsed(one)).length === 0),
      }
    },
    [...words.shown, ...words.long, ...words.refused],
  )
  assert.deepEqual(unseen, [])
  assert.ok(makes > 130, `only ${makes} make anything`)
})

const invoke = (command, given) =>
  window.run((name, more) => globalThis.__TAURI_INTERNALS__.invoke(name, more), command, given)

/** All that there are, by their ids. */
async function everyTicket() {
  const all = []
  for (const lane of ['open', 'ended'])
    for (let after = null, more = true; more;) {
      const page = await invoke('queue', { request: { lane, after } })
      all.push(...page.lines.map(({ id }) => id))
      after = all.at(-1)
      more = page.more
    }
  assert.ok(all.length > 100)
  return all
}
/** Does a work with some tickets after the other, and looks at what came of it; the work tells how many screens showed a payload. */
async function withEvery(tickets, least, work) {
  let shown = 0
  for (let from = 0; from < tickets.length; from += 20) {
    shown += await inPage(work, tickets.slice(from, from + 20))
    await wordsStayedWords()
  }
  assert.ok(shown >= least * tickets.length, `${shown} screens of ${tickets.length} tickets showed a payload`)
}

const STEPS = ['listen', 'apologize', 'gather', 'propose', 'ask', 'follow_up']
const PARTS =
  'hall staff account security display printer authority backup personal timing demonstration about'.split(
    ' ',
  )
const DIALOGS =
  'log add_note amend_intake break_off merge raise reopen transfer withdraw pause_clock request_extension grade_case'.split(
    ' ',
  )

/** The first of all: what a screen has read of a ticket it would show again without the files. */
test('files of evidence under every payload as their name, in the list, in full and in the history', async () => {
  const names = [...words.shown, ...words.long, ...words.refused]
  const { lines } = await invoke('queue', { request: { lane: 'open', after: null } })
  const brought = await inPage(
    async (names, ids) => {
      const { invoke } = globalThis.__TAURI_INTERNALS__
      const brought = []
      for (const id of ids) {
        const { revision } = (await invoke('ticket', { which: { id } })).ticket
        const [, content] = document.createElement('canvas').toDataURL('image/jpeg').split(',')
        const actions = []
        for (const name of names.splice(0, 20))
          actions.push({
            do: 'attach_evidence',
            file: await invoke('bring_evidence', { which: { id }, name, content }),
          })
        if (actions.length === 0) break
        await invoke('perform', { request: { ticket: id, revision, actions } })
        brought.push(id)
      }
      return { left: names.length, ids: brought }
    },
    names,
    // The first ones may have been read for the preview.
    lines.map(({ id }) => id).reverse(),
  )
  assert.equal(brought.left, 0, 'not every name was tried')
  await withEvery(brought.ids, 1, async (ids) => {
    let shown = 0
    for (const id of ids) {
      await screens.go(`/ticket/${id}/gather`)
      await screens.until(() => document.querySelectorAll('.files .open').length >= 1, `files of ${id}`)
      shown += screens.shows()
      const count = document.querySelectorAll('.files .open').length
      for (let place = 0; place < count; place += 1) {
        document.querySelectorAll('.files .open')[place].click()
        await screens.until(() => document.querySelector('[role=dialog]') !== null, `file ${place} of ${id}`)
        await screens.pause(5)
        screens.press('Escape')
        await screens.until(
          () => document.querySelector('[role=dialog]') === null,
          `file ${place} stays open`,
        )
      }
      // Only a room that is entered opens what it was asked for.
      await screens.go('/')
      await screens.go(`/ticket/${id}/listen?open=log`)
      await screens.until(() => document.querySelector('[role=dialog]') !== null, `history of ${id}`)
      shown += screens.shows()
    }
    return shown
  })
})

for (const [language, name] of LANGUAGES) {
  /** In Chinese all of them. Another language changes the words around, so a third is enough there. */
  const some = async () => (await everyTicket()).filter((_, place) => language === 'zh-CN' || place % 3 === 0)

  test(`every ticket at every step, ${language}`, async () => {
    await speak(language, name)
    const places = (id) => STEPS.map((step) => `/ticket/${id}/${step}`)
    await withEvery((await some()).flatMap(places), 0.9, async (places) => {
      let shown = 0
      for (const place of places) {
        await screens.go(place)
        shown += await screens.comesToShow()
      }
      return shown
    })
  })

  test(`every ticket's history, and its head as it is amended, ${language}`, async () => {
    for (const open of ['log', 'amend_intake'])
      await withEvery(
        (await some()).map((id) => `/ticket/${id}/listen?open=${open}`),
        0.1,
        async (places) => {
          let shown = 0
          for (const place of places) {
            await screens.go(place)
            // What has ended is not amended: a notice says so.
            await screens.until(() => document.querySelector('[role=dialog], .toast') !== null, place)
            await screens.pause(5)
            const dialog = document.querySelector('[role=dialog]')
            shown += dialog !== null && screens.shows()
          }
          return shown
        },
      )
  })

  test(`every line of the queue with its preview, found by a payload's words, ${language}`, async () => {
    const shown = await inPage(async () => {
      const shown = new Set()
      for (const words of ['ran', 'img', 'script onerror']) {
        await screens.go('/settings')
        await screens.go('/')
        screens.type(words)
        await screens.pause(400)
        for (let more; (more = document.querySelector('.more button')); await screens.pause(200)) more.click()
        for (const row of document.querySelectorAll('tr[data-row]')) {
          row.click()
          await screens.pause(2)
          if (screens.shows()) shown.add(row.innerText)
        }
      }
      return shown.size
    })
    assert.ok(shown > 100, `${shown}`)
    await wordsStayedWords()
  })

  test(`the settings with their lists, the trail, the ways aside, ${language}`, async () => {
    const shown = await inPage(
      async (places) => {
        const shown = []
        for (const place of places) {
          await screens.go(place)
          // Most of them read what they show.
          for (let tries = 0; tries < 40 && !screens.shows(); tries += 1) await screens.pause(20)
          if (screens.shows()) shown.push(place)
        }
        return shown
      },
      [
        ...PARTS.map((part) => `/settings?part=${part}`),
        '/audit',
        '/new',
        '/sheet',
        '/<img src=x onerror=top.ran(0)>',
      ],
    )
    for (const part of ['hall', 'staff', 'account', 'backup', 'personal', 'timing'])
      assert.ok(shown.includes(`/settings?part=${part}`), `${part}: ${shown.join(' ')}`)
    await wordsStayedWords()
  })
}

test('the slip of every ticket, and the customer’s view of it', async () => {
  await speak(...LANGUAGES[0])
  const shown = await inPage(
    async (ids) => {
      const shown = { slip: 0, trouble: 0, turned: 0 }
      const seen = (css) => document.querySelector(css) !== null
      for (const id of ids) {
        await screens.go('/settings')
        await screens.go(`/ticket/${id}/sign`)
        await screens.until(() => seen('[data-testid=slip-place]') || seen('.trouble [role=alert]'), id)
        shown[seen('[data-testid=slip-place]') ? 'slip' : 'trouble'] += 1
        document.querySelector('[data-testid=signer-customer]')?.click()
        await screens.pause(5)
        ;[...document.querySelectorAll('.form label')].find((way) => way.innerText.includes('屏幕'))?.click()
        await screens.pause(5)
        document.querySelector('.form .stack button')?.click()
        await screens.pause(5)
        shown.turned += seen('[data-testid=customer-view]')
      }
      return shown
    },
    await everyTicket(),
  )
  assert.ok(shown.slip > 25 && shown.trouble > 10 && shown.turned > 10, JSON.stringify(shown))
  await wordsStayedWords()
})

/** As they are typed, and as many to a line as a text holds. */
const typing = () => {
  const { shown, long, refused } = words
  return [...groups([...shown, ...refused], 2000, ' '), ...long]
}

/** In the page: types all of them into every field that there is; gives how many times it did. */
async function typeAll(all) {
  let typed = 0
  for (const text of all) {
    typed += screens.type(text)
    await screens.pause(0)
  }
  return typed
}

test('every payload, typed into every field of every screen', async () => {
  const [ticket] = await everyTicket()
  const places = [
    ...['/', '/new', '/audit', '/sheet', ...PARTS.map((part) => `/settings?part=${part}`)],
    ...STEPS.map((step) => `/ticket/${ticket}/${step}`),
    ...DIALOGS.map((open) => `/ticket/${ticket}/listen?open=${open}`),
  ]
  let typed = 0
  for (const place of places) {
    await inPage(async (to) => {
      // Only a room that is entered opens what it was asked for.
      await screens.go('/')
      await screens.go(to)
      await screens.pause(50)
    }, place)
    typed += await inPage(typeAll, typing())
    await wordsStayedWords()
    // What is not saved there asks before it is left.
    await window.run(() => document.querySelector('[data-testid$=-discard]')?.click())
  }
  assert.ok(typed > 40 * typing().length, `${typed}`)
})

test('every payload, typed into the palette and as a search', async () => {
  await inPage(() => screens.go('/'))
  await window.press('Control', 'k')
  await window.find(role('dialog'))
  await inPage(typeAll, words.shown)
  await wordsStayedWords()
  await window.press('Escape')
  const { found, none } = await inPage(async (all) => {
    const answers = { found: 0, none: 0 }
    for (const text of all) {
      await screens.go('/settings')
      await screens.go('/')
      screens.type(text.slice(0, 60))
      await screens.pause(60)
      answers[document.querySelector('tr[data-row]') ? 'found' : 'none'] += 1
    }
    return answers
  }, typing())
  assert.ok(found + none === typing().length)
  await wordsStayedWords()
})

test('the start screen, and the backups of unknown hands on the way to a restore', async () => {
  await inPage(() => screens.go('/'))
  await leave(window)
  await wordsStayedWords()
  assert.ok(await window.run(() => screens.shows()), 'the hall has no name there')
  await inPage(typeAll, typing())
  await wordsStayedWords()
  await window.click(testId('restore'))
  await window.find('tr[data-row]:first-child')
  assert.ok(await window.run(() => screens.shows()), 'the backups say nothing')
  await wordsStayedWords()
  const rows = await window.run(() => document.querySelectorAll('tr[data-row]').length)
  assert.ok(rows > 200, `${rows} backups`)
  await inPage(typeAll, typing())
  await wordsStayedWords()
})

test('had a payload been executed, made an element or asked for something, that would have been told', async () => {
  const after = async (work, ...given) => {
    await window.run(work, ...given)
    await window.browser.pause(100)
    return window.run(() => globalThis.heard.splice(0))
  }
  assert.deepEqual(await after(() => top.ran(7)), ['executed 7'])
  const planted = await after(
    (markup) => document.body.insertAdjacentHTML('beforeend', markup),
    words.shown[16],
  )
  assert.match(planted.join('\n'), /^element <img src="x" onerror="top\.ran\(17\)">$/m)
  assert.match(planted.join('\n'), /^refused script-src-attr inline$/m)
  assert.match(planted.join('\n'), /^error img$/m)
  const asked = await after(
    (markup) => document.body.insertAdjacentHTML('beforeend', markup),
    words.shown[17],
  )
  assert.match(asked.join('\n'), new RegExp(`^refused img-src http://127.0.0.1:${port}/18$`, 'm'))
  assert.ok((await window.run(() => globalThis.strangeIn(document))).length >= 2)
  assert.deepEqual(told, [])
  await fetch(`http://127.0.0.1:${port}/control`).catch(() => {})
  assert.deepEqual(told, ['GET /control HTTP/1.1'])
})

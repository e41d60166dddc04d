/**
 * A word entered everywhere is found in no file: in every text of every action, given to every command that takes a text, typed into every
 * field of every screen, printed, copied out, backed up, put back, erased. What may hold it is what is meant to leave the program.
 */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, before, test } from 'node:test'
import { calls } from './asking.mjs'
import { commandLine } from './command-line.mjs'
import { leave, signIn } from './hall.mjs'
import { storyOf } from './payloads.mjs'
import { tell } from './telling.mjs'
import { takeHands } from './watching.mjs'
import { openWindow, testId } from './window.mjs'

const LATIN = 'CANARY7Q2MXW'
const CHINESE = '金丝雀翡翠琥珀'
const WORD = `${LATIN}${CHINESE}`
/** Whose the first four tickets are. */
const PHONE = '13800000000'

/** Everything that the program, its web view and its command line could write to. */
const home = mkdtempSync(join(tmpdir(), 'ansu-e2e-'))
const data = join(home, 'data')
const stick = join(home, 'stick')
const slips = join(data, 'slips')
const PLACES = { TMPDIR: 'tmp', XDG_CACHE_HOME: 'cache', XDG_DATA_HOME: 'share', XDG_CONFIG_HOME: 'config' }
for (const [name, folder] of Object.entries({ ...PLACES, XDG_RUNTIME_DIR: 'run', HOME: 'own' })) {
  process.env[name] = join(home, folder)
  mkdirSync(process.env[name], { mode: 0o700 })
}
const ctl = commandLine(home)

/** A text as files have it: UTF-8, UTF-16 both ways round, base64 wherever it begins, and as JSON and addresses write it. */
function spellings(text) {
  const [utf8, utf16] = [Buffer.from(text), Buffer.from(text, 'utf16le')]
  const inBase64 = [0, 1, 2].map((lead) => {
    const whole = Buffer.concat([Buffer.alloc(lead), utf8])
      .toString('base64')
      .replaceAll('=', '')
    // What the neighbours have a part in is left away.
    return Buffer.from(whole.slice(lead === 0 ? 0 : lead + 1, -1))
  })
  const escaped = [...text].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
  const address = encodeURIComponent(text)
  return [utf8, utf16, Buffer.from(utf16).swap16(), ...inBase64, Buffer.from(escaped), Buffer.from(address)]
}
const NEEDLES = [LATIN, CHINESE, PHONE].flatMap(spellings)

/** The files below a folder that hold one of the words, in their bytes or their names. */
function holding(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name) }))
    .filter(({ entry, path }) => {
      const bytes = entry.isFile() ? readFileSync(path) : Buffer.alloc(0)
      return NEEDLES.some((needle) => bytes.includes(needle) || Buffer.from(entry.name).includes(needle))
    })
    .map(({ path }) => relative(home, path))
}
/** None but those that people saved. */
const nothingIsFound = () =>
  assert.deepEqual(
    holding(home).filter((path) => !path.startsWith('data/slips')),
    [],
  )

let window
before(async () => {
  mkdirSync(stick)
  ctl.found(data)
  ctl.run(data, 'staff', 'add', '1024', WORD, 'clerk')
  ctl.run(data, 'staff', 'add', '1008', WORD, 'duty_manager')
  const story = join(home, 'story.jsonl')
  writeFileSync(story, storyOf(WORD))
  tell({ data, secret: ctl.secret, now: '2020-01-02T00:00:00Z', story })
  rmSync(story)
  window = await openWindow({ data })
  await window.browser.setTimeout({ script: 120_000 })
  await signIn(window, '1001')
  await window.find(testId('at-work'))
})
after(async () => {
  await window?.close()
  rmSync(home, { recursive: true, force: true })
})

/** In the page: asks the shell; the code of the refusal, or nothing. */
const invoke = (command, given) =>
  window.run(
    (name, words) =>
      globalThis.__TAURI_INTERNALS__.invoke(name, words).then(
        (answer) => ({ answer }),
        (refusal) => ({ code: refusal?.code ?? 'bad_request' }),
      ),
    command,
    given,
  )

test('every spelling in which a file may have it is found', () => {
  const control = join(home, 'control')
  const isFound = (bytes, how) => {
    mkdirSync(control)
    writeFileSync(join(control, 'file'), bytes)
    assert.deepEqual(holding(control), ['control/file'], how)
    rmSync(control, { recursive: true })
  }
  for (const text of [LATIN, CHINESE, PHONE]) {
    for (const [n, bytes] of spellings(text).entries())
      isFound(Buffer.concat([Buffer.from('before '), bytes, Buffer.from(' after')]), `${text} ${n}`)
    for (const lead of ['', '{', '{"', '{"name":"'])
      isFound(Buffer.from(`${lead}${text}"}`).toString('base64'), `${text} in base64 after ${lead}`)
  }
  mkdirSync(join(control, WORD), { recursive: true })
  assert.deepEqual(holding(control), [`control/${WORD}`])
  rmSync(control, { recursive: true })
})

test('a hall in the clear, the demonstration, would give it away', () => {
  const clear = join(home, 'clear')
  ctl.run(clear, 'demo', '--tickets', '1')
  const [{ number }] = ctl.json(clear, 'tickets')
  const story = join(home, 'note.jsonl')
  writeFileSync(story, JSON.stringify({ ticket: number, do: 'add_note', text: WORD }))
  commandLine(home, { staff: '1002' }).run(clear, 'perform', story)
  assert.ok(holding(clear).includes('clear/ansu.db'))
  for (const path of [story, clear]) rmSync(path, { recursive: true })
})

test('what every action took stands in the encrypted folder only', () => {
  assert.ok(statSync(join(data, 'ansu.db')).size > 100_000)
  nothingIsFound()
})

const STEPS = ['listen', 'apologize', 'gather', 'propose', 'ask', 'follow_up']
const PARTS = 'hall staff account security display printer authority backup personal about'.split(' ')
const DIALOGS =
  'add_note amend_intake break_off merge raise reopen transfer withdraw pause_clock request_extension'.split(
    ' ',
  )

test('what is typed into every field of every screen stays in the page and in drafts', async () => {
  const { answer } = await invoke('queue', { request: { lane: 'open', search: LATIN, after: null } })
  assert.ok(answer.lines.length > 0, 'no open ticket')
  const [{ id }] = answer.lines
  const places = [
    ...['/', '/new', '/audit', ...PARTS.map((part) => `/settings?part=${part}`)],
    ...STEPS.map((step) => `/ticket/${id}/${step}`),
    ...DIALOGS.map((open) => `/ticket/${id}/listen?open=${open}`),
  ]
  await window.run(takeHands)
  const typed = await window.browser.executeAsync(
    async (places, word, done) => {
      let typed = 0
      for (const place of places) {
        await globalThis.screens.go('/')
        await globalThis.screens.go(place)
        await globalThis.screens.pause(50)
        typed += globalThis.screens.type(word)
      }
      // Drafts are stored a moment later.
      await globalThis.screens.pause(2_000)
      done(typed)
    },
    places,
    WORD,
  )
  assert.ok(typed > 50, `${typed} fields`)
  assert.ok((await invoke('unfinished')).answer.length > 0, 'no draft was stored')
  nothingIsFound()
})

/** What the locked start screen has to know is kept in the clear and is nothing of a customer: the hall's name, the printer's. */
const SHOWN_OUTSIDE = ['found_hall', 'rename_hall', 'put_preferences']

test('what every command is given is written nowhere else, whether it takes it or refuses it', async () => {
  /** Those that end the work at this counter come last. */
  const LEAVING = ['sign_in', 'recover', 'preview_restore', 'restore']
  const all = calls(WORD).filter(({ command }) => !SHOWN_OUTSIDE.includes(command))
  const [staying, leaving] = [false, true].map((last) =>
    all.filter(({ command }) => LEAVING.includes(command) === last),
  )
  assert.ok(new Set(all.map(({ command }) => command)).size > 30)
  const answers = new Map()
  for (const { command, given } of [...staying, ...leaving]) {
    // A folder is where backups go; it is no text of a complaint.
    const words = 'folder' in given ? { ...given, folder: stick } : given
    const { code = 'done' } = await invoke(command, words)
    answers.set(command, [...(answers.get(command) ?? []), code])
  }
  for (const { command } of staying)
    for (const gone of ['signed_out', 'covered']) assert.ok(!answers.get(command).includes(gone), command)
  for (const command of ['queue', 'read_back', 'back_up'])
    assert.ok(answers.get(command).includes('done'), `${command}: ${answers.get(command)}`)
  assert.ok(readdirSync(stick).some((name) => /^A01-1-\d/.test(name)))
  nothingIsFound()
})

test('slips, a person’s copy and a day sheet go where they are meant to, and leave nothing elsewhere', async () => {
  await window.reload()
  await signIn(window, '1001')
  await window.find(testId('at-work'))
  const { answer: page } = await invoke('queue', { request: { lane: 'ended', search: '', after: null } })
  let saved = 0
  for (const { id } of page.lines) {
    const request = { ticket: { id }, masked: false, composed: null }
    const { answer, code } = await invoke('slip', { request })
    if (code) continue
    const composed = { ...request, composed: answer.composed }
    const kept = await invoke('save_slip', { request: composed })
    assert.equal(kept.code, undefined)
    // There is no such printer: the file for the spooler has been laid down and taken away again, or never was.
    assert.notEqual((await invoke('print_slip', { request: composed, printer: 'none' })).code, undefined)
    saved += 1
  }
  assert.ok(saved > 0, 'no slip')
  assert.equal((await invoke('export_person', { phone: PHONE })).code, undefined)
  await invoke('day_sheet')
  assert.equal((await invoke('save_day_sheet')).code, undefined)
  assert.ok(
    holding(slips).some((path) => path.endsWith('.json')),
    'the person’s copy has no word',
  )
  assert.equal(readdirSync(slips).length, saved + 2)
  nothingIsFound()
})

test('nor do backups, what a restore keeps beside it, nor the folder after erasing', async () => {
  await leave(window)
  await window.quit()
  ctl.run(data, 'backup')
  const [made] = readdirSync(join(data, 'backups')).sort().reverse()
  ctl.run(data, 'restore', '--yes', join(data, 'backups', made))
  assert.ok(readdirSync(data).some((name) => name.startsWith('ansu-before')))
  const ofWebView = ['cache', 'share'].flatMap((name) => readdirSync(join(home, name), { recursive: true }))
  assert.ok(ofWebView.length > 0, 'the web view writes elsewhere')
  nothingIsFound()
  const ended = ctl.json(data, 'tickets', '--ended').map(({ number }) => number)
  assert.ok(ended.length > 3)
  ctl.run(data, 'dispose', ...ended)
  ctl.run(data, 'check')
  nothingIsFound()
})

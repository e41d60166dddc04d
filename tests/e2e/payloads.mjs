/**
 * Words that would like to be more than words (tests/hostile/payloads.json), and a story that puts them into every text that an action
 * has. The texts are found in docs/story.schema.json, so that a new one cannot be forgotten.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const read = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))

/**
 * The payloads by what becomes of them: `shown` may be entered anywhere, `long` fills a text to its end, `refused` hides characters. Each
 * calls `top.ran` with its number when it is executed, and asks this port for its number when it is loaded from.
 */
export function payloads(port) {
  let number = 0
  const aimed = (payload) => {
    number += 1
    return payload
      .replaceAll('RUN', `top.ran(${number})`)
      .replaceAll('URL', `http://127.0.0.1:${port}/${number}`)
      .replaceAll('NUM', number)
      .replaceAll('PORT', port)
  }
  const { shown, long, refused } = read('tests/hostile/payloads.json')
  const filling = (payload) => payload.repeat(Math.floor(TEXT / payload.length))
  return {
    shown: shown.map(aimed),
    long: long.map((payload) => filling(aimed(payload))),
    refused: refused.map(aimed),
  }
}

/** What a field holds where it is less than a long text; the program refuses what is more, so a limit that is wrong here is told. */
const [NAME, LINE, TEXT] = [40, 120, 2000]
const HOLDS = {
  name: NAME,
  key_words: NAME,
  ...Object.fromEntries(
    [
      'who',
      'when',
      'where',
      'area',
      'document',
      'question',
      'unit',
      'basis_note',
      'rule',
      'owner',
      'hall',
      'reference',
    ].map((field) => [field, LINE]),
  ),
  'agree_to_wait.what': LINE,
  'agree_to_wait.contact': LINE,
  'sign.signature.reason': LINE,
  'print_slip.fingerprint': LINE,
}
const holds = (path) => HOLDS[path] ?? HOLDS[path.split('.').at(-1).replace('[]', '')] ?? TEXT

/**
 * Codes, numbers and references: what is no such thing never gets in (tests/stories/hostile_words.rs). A file is brought before it is put
 * on a ticket, so that a story can't name one; the window brings them.
 */
const CODES =
  /^(open|amend)_incident\.form\.category$|^name_statement\.statement$|^(register|amend_intake)\.form\.(category|phone|contact|representative\.phone)$|^remove_check\.question$|\.source$|^attach_evidence\.(file\.(name|digest)|shows)$|^relate_evidence\.shows$/

/** Packs payloads so that each stands in some group, as many to one as `most` says, and no group is longer than a field holds. */
export function groups(payloads, room, separator, most = 8) {
  const packed = []
  for (const payload of payloads.filter(({ length }) => length <= room)) {
    const last = packed.at(-1)
    const joined = last && [...last, payload].join(separator)
    if (last && last.length < most && joined.length <= room) last.push(payload)
    else packed.push([payload])
  }
  return packed.map((group) => group.join(separator))
}

/** A story of whole courses, and of registrations: names hold but one. Over all of them every payload stands in every text that can hold it. */
export function story(port) {
  const { shown, long } = payloads(port)
  const oneLine = shown.filter((payload) => !/[\n\t]/.test(payload))
  const kinds = {
    [TEXT]: [...groups(shown, TEXT, '\n', 3), ...long],
    [LINE]: groups(oneLine, LINE, ' '),
    [NAME]: oneLine.filter(({ length }) => length <= NAME),
  }
  return told(kinds, Math.max(kinds[TEXT].length, kinds[LINE].length), kinds[NAME].length)
}

/** A story with one word in every text: twice seven courses have all ends. */
export const storyOf = (word) => told({ [TEXT]: [word], [LINE]: [word], [NAME]: [word] }, 14, 0)

/** So many courses, and registrations up to so many tickets, with these words in every text by what it holds. */
function told(kinds, courses, tickets) {
  const schema = read('docs/story.schema.json')
  const filled = new Set()
  const lines = []
  for (let ticket = 0; ticket < Math.max(courses, tickets); ticket += 1) {
    // The place of a text in its course turns it, so that two texts of one screen seldom say the same.
    let turn = ticket
    const write = (path) => {
      filled.add(path)
      turn += 1
      const kind = kinds[holds(path)]
      return kind[turn % kind.length]
    }
    const all = course(ticket)
    for (const line of ticket < courses ? all : all.slice(0, 2)) lines.push(fill(schema, line, write))
  }
  const left = texts(schema).filter((path) => !filled.has(path))
  assert.deepEqual(left, [], 'texts that the story does not fill')
  return lines.map((line) => JSON.stringify(line)).join('\n')
}

const resolved = (schema, node) => (node?.$ref ? schema.$defs[node.$ref.split('/').at(-1)] : node)
const isText = (node) => [node.type].flat().includes('string') && !node.format && !node.const
const isCode = (node) => /\/(StaffId|TicketNumber)$/.test(node?.$ref ?? '')

/** A line with a text in the place of every text; what the template leaves out is added where it is a plain text. */
function fill(schema, line, write) {
  const { do: act } = line
  const variant = schema.oneOf.find(({ properties }) => properties.do.const === act)
  return { ...line, ...inside(schema, variant, line, act, write) }
}
function inside(schema, node, value, path, write) {
  if (isCode(node)) return value
  const at = resolved(schema, node)
  const ways = at.oneOf ?? at.anyOf
  if (ways) {
    const fits = (way) => {
      const properties = resolved(schema, way).properties ?? {}
      const tags = Object.entries(properties).filter(([, property]) => property.const)
      return tags.every(([name, property]) => value?.[name] === property.const)
    }
    const way = ways.find((one) => resolved(schema, one).properties && fits(one))
    return way && value ? inside(schema, way, value, path, write) : value
  }
  if (at.type === 'array' && isText(at.items ?? {})) return value.map(() => write(`${path}[]`))
  if (at.properties) {
    const filled = { ...value }
    for (const [name, property] of Object.entries(at.properties)) {
      const below = `${path}.${name}`
      if (isCode(property) || CODES.test(below)) continue
      const plain = isText(resolved(schema, property)) && !resolved(schema, property).oneOf
      if (plain && (property.type === 'string' || value[name] === '')) filled[name] = write(below)
      else if (value[name] !== undefined) filled[name] = inside(schema, property, value[name], below, write)
    }
    return filled
  }
  return value
}

/** The paths of all texts of all actions. */
function texts(schema) {
  const found = new Set()
  const walk = (node, path) => {
    if (isCode(node) || CODES.test(path)) return
    const at = resolved(schema, node)
    for (const way of at.oneOf ?? at.anyOf ?? []) walk(way, path)
    if (at.items) walk(at.items, `${path}[]`)
    for (const [name, property] of Object.entries(at.properties ?? {})) walk(property, `${path}.${name}`)
    if (isText(at) && !at.oneOf && !at.enum) found.add(path)
  }
  for (const { properties } of schema.oneOf)
    for (const [name, property] of Object.entries(properties))
      if (name !== 'do') walk(property, `${properties.do.const}.${name}`)
  return [...found]
}

/** Old enough to have been kept for three years, whenever this runs. */
const DAY = '2020-03-02'
const at = (minute) =>
  `${DAY}T${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00+08:00`
const DUE = '2020-03-04T18:00:00+08:00'
const TOMORROW = '2020-03-03T18:00:00+08:00'
const CLERK = '1024'
const DUTY = '1008'
const MANAGER = '1001'
/** Some tickets of the same customer, so that there is a history to be shown. */
const form = (ticket) => ({
  phone: `138${String(Math.floor(ticket / 4)).padStart(8, '0')}`,
  channel: 'counter',
  category: '2.2',
  emotion: 'angry',
  presence: 'represented',
  representative: {
    valid_from: '2020-01-01',
    valid_until: '2020-12-31',
    letter_seen: true,
  },
})

/** A ticket on which every action is done once, as a template without its texts. The courses end in every way that there is. */
function course(ticket) {
  const terms = { due: DUE, basis: 'law' }
  // The first offer names no rule: what it rests on is printed in its own words.
  const ruled = { ...terms, rule: '' }
  const beyond = { ...ruled, remedy: { kind: 'bill_credit', amount: 90_000 } }
  const escalate = { do: 'escalate', level: 'duty_manager', due: DUE }
  const opinion = { solved: 'yes', satisfied: 'satisfied' }
  const outage = {
    at: { kind: 'area' },
    category: '2.2',
    began: `${DAY}T08:00:00+08:00`,
  }
  const duty = (line) => ({ ...line, by: DUTY })
  const steps = [
    { as: `t${ticket}`, ticket: null, do: 'register', form: form(ticket) },
    { do: 'amend_intake', form: form(ticket) },
    {
      do: 'record_statement',
      emotion: 'angry',
      strength: 4,
      key_words: ['', '', ''],
    },
    { do: 'advance' },
    duty({ do: 'grade_case', grade: 'complex' }),
    { do: 'pause_clock', until: DUE },
    { do: 'resume_clock' },
    { do: 'record_repair', restored: at(1) },
    { do: 'take_back_repair' },
    { do: 'request_extension', hours: 24 },
    duty({ do: 'refuse_extension' }),
    { do: 'apologize' },
    { do: 'advance' },
    { do: 'record_facts', facts: {} },
    { do: 'record_check', check: {} },
    {
      do: 'attribute',
      attribution: { side: 'operator', liability: 'operator' },
    },
    { do: 'advance', override_reason: '' },
    { do: 'confirm_read_back' },
    { do: 'propose_offer', terms },
    { do: 'justify_single_offer' },
    { do: 'propose_offer', terms: beyond },
    { do: 'request_approval', offer: 2 },
    { do: 'return_offer', offer: 2, by: MANAGER },
    { do: 'revise_offer', offer: 2, terms: ruled },
    { do: 'propose_offer', terms: beyond },
    { do: 'request_approval', offer: 3 },
    { do: 'approve_offer', offer: 3, amount: 80_000, action: '', by: MANAGER },
    { do: 'advance' },
    { do: 'record_demand' },
    { do: 'answer_demand', answer: { answer: 'declined' } },
    { do: 'record_demand', amount: 45_000 },
    { do: 'choose_offer', offer: 1 },
    escalate,
    duty({ do: 'accept_escalation' }),
    duty({ do: 'return_escalation' }),
    escalate,
    duty({ do: 'accept_escalation' }),
    duty({ do: 'decide_escalation' }),
    { do: 'link_referral', channel: 'regulator', due: DUE },
    { do: 'answer_referral', referral: 1 },
    { do: 'give_final_reply' },
    { do: 'make_promise', due: DUE },
    { do: 'make_promise', due: DUE },
    { do: 'make_promise', due: DUE },
    { do: 'use_wording', source: 'general_discontent/feel' },
    { do: 'open_incident', as: `i${ticket}`, form: outage },
    { do: 'amend_incident', form: outage },
    { do: 'name_statement', statement: null },
    { do: 'propose_remedy', terms: beyond },
    { do: 'return_remedy', by: MANAGER },
    { do: 'propose_remedy', terms: beyond },
    { do: 'approve_remedy', by: MANAGER, amount: 80_000, action: '' },
    { do: 'join_incident' },
    { do: 'tell_of_incident', telling: { telling: 'told', opinion, remedy: 3 } },
    { do: 'send_work_order', due: DUE },
    { do: 'enter_reply', order: 1 },
    { do: 'return_reply', order: 1, due: DUE },
    { do: 'withdraw_work_order', order: 1, reason: '' },
    { do: 'add_note' },
    { do: 'agree_to_wait', every: 7, next: DUE, until: DUE },
    { do: 'contact_waiting', reached: true },
    { do: 'end_waiting', why: 'arrived' },
    { do: 'wait_on' },
    { do: 'end_waiting', why: 'withdrawn' },
    { do: 'came_back' },
    { do: 'report_sensitive', capacity: 'press' },
    duty({ do: 'note_sensitive' }),
    { do: 'hand_over', to: DUTY },
    { do: 'record_opinion', opinion },
    { do: 'advance', override_reason: '' },
    { do: 'keep_promise', promise: 2 },
    { do: 'break_promise', promise: 3 },
    { do: 'withdraw_promise', promise: 4 },
    { do: 'call_back', opinion },
    { do: 'take_back_call' },
    { do: 'call_back', next: TOMORROW },
    { do: 'call_back', opinion },
    {
      do: 'sign',
      party: 'customer',
      signature: { manner: 'not_signed', why: 'other' },
    },
    { do: 'print_slip' },
    ...end(ticket),
  ]
  return steps.map((step, place) => ({
    at: at(place),
    by: CLERK,
    ticket: `t${ticket}`,
    ...step,
  }))
}

function end(ticket) {
  const reopened = { do: 'reopen', reason: '' }
  switch (ticket % 7) {
    case 0:
      return [{ do: 'break_off' }]
    case 1:
      return [{ do: 'withdraw' }]
    case 2:
      return ticket > 6 ? [{ do: 'merge', into: 'A01-1-20200302-007' }] : [{ do: 'break_off' }]
    case 3:
      return [{ do: 'transfer' }]
    case 4:
      return [{ do: 'close', override_reason: '' }]
    case 5:
      return [{ do: 'break_off' }, reopened]
    default:
      return [{ do: ticket % 2 ? 'open_round' : 'raise' }]
  }
}

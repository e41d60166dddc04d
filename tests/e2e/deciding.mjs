/** A hall with people of all levels, and tickets that stand where a manager's word is wanted: made through the shell, as a page would ask. */
import { PASSWORD, signIn } from './hall.mjs'
import { testId } from './window.mjs'

/** Whoever works here besides the manager 1001. */
export const OWN = 'sanchahe lubian 8 ke shu'

const ask = (window, command, given) =>
  window.run((name, words) => globalThis.__TAURI_INTERNALS__.invoke(name, words), command, given)

/** Adds a member of staff with a first password, as the manager at work; gives the password. */
export async function add(window, id, name, role) {
  await ask(window, 'put_staff', { staff: { id, name, role, active: true } })
  const { password } = await ask(window, 'issue_password', { staff: id })
  return password
}

/** Signs in for the first time, which asks for a password of one's own. */
export async function comeFirst(window, id, first) {
  await signIn(window, id, first)
  await window.type('[data-field=password] input', OWN)
  await window.type('[data-field=again] input', OWN)
  await window.press('Control', 'Enter')
  await window.find(testId('at-work'))
}

/** The password of somebody here. */
export const passwordOf = (id) => (id === '1001' ? PASSWORD : OWN)

const inHours = (hours) => new Date(Date.now() + hours * 3_600_000).toISOString()
const FACTS = {
  who: '周建华',
  when: '前天晚上起',
  where: '南湖花园6幢',
  what: '每天断网四五次',
  why: '线路老化',
  how: '一次修好',
}

/** Registers a complaint and gives the ticket's identity. */
export async function registered(window, phone, changed = {}) {
  const form = {
    phone,
    channel: 'counter',
    category: '2.2',
    emotion: 'angry',
    phenomenon: '宽带频繁掉线',
    name: '周建华',
    address: 'sir',
    ...changed,
  }
  const { view } = await ask(window, 'register', { form, follows: null, clears: [] })
  return view.ticket.id
}

/** Carries out actions on a ticket as it stands. */
export async function act(window, id, actions) {
  const { ticket } = await ask(window, 'ticket', { which: { id } })
  const { view } = await ask(window, 'perform', {
    request: { ticket: id, revision: ticket.revision, actions, clears: [] },
  })
  return view.ticket
}

/** A credit of so many yuan that a clerk would like to give. */
export const credit = (yuan, action = `减免本月月租 ${yuan} 元`) => ({
  do: 'propose_offer',
  terms: {
    action,
    remedy: { kind: 'bill_credit', amount: yuan * 100, months: null },
    unit: '望桥装维班',
    due: inHours(48),
    basis: 'goodwill',
  },
})

/** A ticket at step 4 with these offers; gives its identity. */
export async function proposed(window, phone, offers) {
  const id = await registered(window, phone)
  await act(window, id, [
    { do: 'record_statement', statement: '天天断网，说修好了又断', emotion: 'angry', strength: 4 },
    { do: 'advance' },
    { do: 'apologize', wording: '给您添麻烦了，真对不起' },
    { do: 'advance' },
    { do: 'record_facts', facts: FACTS },
    { do: 'confirm_read_back', text: '宽带每天断网四五次，您希望一次修好。' },
    { do: 'advance' },
    ...offers,
  ])
  return id
}

/** Opens a ticket at a step, whatever was on the screen. */
export async function openTicket(window, id, step = '') {
  await window.run((place) => (location.hash = place), `#/ticket/${id}/${step}`)
  await window.settle()
}
export { inHours }

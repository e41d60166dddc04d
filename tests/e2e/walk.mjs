/**
 * A complaint from walk-in to signed slip, by hand in the window: the tour plays it, and a test holds it. `at` is told after each screen,
 * so that the tour can take pictures.
 */
import { role, testId } from './window.mjs'

/** What the customer of the walk says and is offered. */
export const CASE = {
  phone: '13812345678',
  name: '欧阳明',
  phenomenon: '宽带大约每15分钟掉线一次，重启光猫没有用',
  statement: '我家宽带老掉线，昨天报修来了人，只换了个接头就走了，今天上午开会又断两次。',
  place: '家中书房',
  when: '今天上午十点起',
  why: '上次维修只换了接头',
  wish: '两小时内恢复，否则减免当月费用',
  cause: '入户光纤弯折过大，接口松动，上次上门没有查到',
  unit: '装维一班',
  offers: [
    { action: '今天上门更换光猫并当场测速', basis: '服务承诺' },
    { action: '今天上门重新布线，并减免本月宽带费', basis: '关怀', credit: '50' },
  ],
  remark: '希望以后一次修好',
}

/** Walks the whole way; gives the ticket's number. */
export async function walk(window, at = async () => {}) {
  const number = await walkToAgreement(window, at)
  await sign(window, at)
  await followUp(window, at)
  return number
}

/** Walks to where the customer has chosen and nobody has signed; gives the ticket's number. */
export async function walkToAgreement(window, at = async () => {}) {
  await register(window, at)
  const number = await window.run(() => document.body.innerText.match(/[A-Z]\d+-\d-\d{8}-\d{3}/)?.[0])
  await listen(window, at)
  await apologize(window, at)
  await gather(window, at)
  await propose(window, at)
  await ask(window, at)
  return number
}

/** Walks to the facts and where the cause lies. */
export async function walkToGathering(window, at = async () => {}) {
  await register(window, at)
  await listen(window, at)
  await apologize(window, at)
}

/** Registers the walk's complaint, up to its first step. */
export async function register(window, at = async () => {}) {
  await window.press('F2')
  await window.type(role('textbox', '电话'), CASE.phone)
  await window.press('Enter')
  await window.type(role('textbox', '客户姓名'), CASE.name)
  await window.press('Enter')
  // 先生 · 固网宽带 · 频繁障碍 · 愤怒
  for (const digit of ['1', '2', '2', '3']) await window.press(digit)
  await window.type(role('textbox', '现象'), CASE.phenomenon)
  await at('new')
  await window.press('Control', 'Enter')
  await window.find(role('textbox', '客户原话'))
}

async function listen(window, at) {
  await window.type(role('textbox', '客户原话'), CASE.statement)
  await at('listen')
  await window.press('Control', 'Enter')
  await window.find(role('textbox', '对客户说的致歉'))
}

async function apologize(window, at) {
  await window.press('F4')
  await window.press('2')
  const said = async () => (await window.value(role('textbox', '对客户说的致歉'))) !== ''
  await window.until(said, 'the wording was not taken')
  await at('apologize')
  await window.press('Control', 'Enter')
  await window.find(role('textbox', '何处'))
}

async function gather(window, at) {
  await window.type(role('textbox', '何处'), CASE.place)
  await window.type(role('textbox', '客户的说法'), CASE.when)
  await window.type(role('textbox', '客户认为的原因'), CASE.why)
  await window.type(role('textbox', '期望如何解决'), CASE.wish)
  const composed = async () => (await window.value(role('textbox', '复述'))).includes('减免')
  await window.until(composed, 'the read-back was not composed')
  await window.click(role('button', '已复述，客户确认'))
  await window.find(role('button', '客户已确认'))
  await at('gather')
  await choose(window, '我方')
  await window.type(role('textbox', '责任单位'), CASE.unit)
  await window.type(role('textbox', '查明的情况'), CASE.cause)
  await window.press('Control', 'Enter')
  await window.find(role('textbox', '对客户说'))
}

async function propose(window, at) {
  for (const [place, offer] of CASE.offers.entries()) {
    await window.press(String(place + 1))
    await window.type(role('textbox', '处理措施'), offer.action)
    await window.replace(role('textbox', '承办单位'), CASE.unit)
    await window.click(role('button', '48 小时'))
    await choose(window, offer.basis)
    if (offer.credit) {
      await window.click(role('combobox', '补偿'))
      await window.click(role('option', '话费减免'))
      await window.type(role('textbox', '金额或价值'), offer.credit)
      await at('offer')
    }
    await window.press('Control', 'Enter')
    await window.gone('[role=dialog]')
  }
  await at('propose')
  await window.press('Control', 'Enter')
  await window.until(
    async () => (await window.count(role('button', '客户选这个'))) > 0,
    'step 5 did not open',
  )
}

async function ask(window, at) {
  await window.press('2')
  await window.find(role('button', '取消选择'))
  await at('ask')
}

async function sign(window, at) {
  await window.press('F8')
  await window.find(testId('slip-place'))
  await choose(window, '屏幕')
  await choose(window, '同意在屏幕上签字')
  await window.draw(testId('signature'), [
    [
      [0.15, 0.55],
      [0.25, 0.25],
      [0.35, 0.65],
      [0.45, 0.3],
    ],
    [
      [0.55, 0.4],
      [0.7, 0.6],
      [0.85, 0.35],
    ],
  ])
  await at('sign')
  await window.press('Control', 'Enter')
  await window.shows(testId('signer-customer'), '屏幕签字')
  await window.click(role('button', '另存 PDF'))
  const saved = () => window.run(() => document.body.innerText.includes('.pdf'))
  await window.until(saved, 'the slip was not saved')
  await at('signed')
  await window.press('Alt', 'ArrowUp')
}

async function followUp(window, at) {
  await window.find(role('button', '取消选择'))
  await window.press('Control', 'Enter')
  await window.click(role('button', '已兑现'))
  await window.gone(role('button', '已兑现'))
  await at('follow-up')
  await choose(window, '接通')
  await choose(window, '已解决')
  await choose(window, '满意')
  await window.click(role('button', '记下回访'))
  await window.press('Control', 'Enter')
  await at('closed')
}

/** Chooses by the words beside a radio button or a tick box, which is itself hidden behind them. */
export async function choose(window, words) {
  const done = await window.run((wanted) => {
    const within = document.querySelector('[role=dialog]') ?? document
    const labels = [...within.querySelectorAll('label')].filter((label) => label.offsetParent)
    const spoken = (label) => label.innerText.replace(/^\s*\d\s*/, '').trim()
    const label =
      labels.find((one) => spoken(one) === wanted) ?? labels.find((one) => spoken(one).endsWith(wanted))
    label?.click()
    return label !== undefined
  }, words)
  if (!done) throw new Error(`nothing to choose called “${words}”`)
}

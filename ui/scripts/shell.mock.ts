/**
 * A stand-in for the shell, for pictures of the screens only (scripts/look-screens.mjs); no release contains it. It
 * answers with an afternoon at a counter and plays `?act=` : steps apart by `|`, a key in `<…>`, anything else typed.
 */
import type {
  ApiError,
  CategoryGroup,
  Line,
  Opening,
  QueueRequest,
  QueueView,
  Tally,
} from '../src/ipc/bindings'

import { libraryAnswers } from './library.mock'

const wish = new URLSearchParams(location.search)
const now = Date.now()
const inMinutes = (minutes: number) => new Date(now + minutes * 60_000).toISOString()

const opening: Opening = {
  start: {
    hall: wish.has('first')
      ? null
      : { company: '中国电信某某分公司', name: '一号厅', code: 'A01', counter: '1' },
    staff: [
      { id: '1001', name: '李娜', role: 'hall_manager', active: true },
      { id: '1012', name: '陈刚', role: 'duty_manager', active: true },
      { id: '1024', name: '王敏', role: 'clerk', active: true },
      { id: '1025', name: '赵晓燕', role: 'clerk', active: true },
      { id: '1030', name: '䶮宇', role: 'auditor', active: false },
    ],
    preferences: {
      language: wish.get('language') === 'en' ? 'en' : 'zh-CN',
      theme: wish.get('theme') === 'dark' ? 'dark' : 'light',
      text_size: wish.get('size') === 'larger' ? 'larger' : 'normal',
      printer: '',
    },
    version: '0.1.0',
  },
  at_work:
    wish.has('first') || wish.has('nobody')
      ? null
      : { id: '1024', name: '王敏', role: 'clerk', active: true },
  provisional: wish.has('provisional'),
  sheet_proven: !wish.has('unproven'),
  may: wish.has('clerk')
    ? []
    : ['put_staff', 'rename_hall', 'issue_password', 'renew_sheet', 'audit', 'edit_library'],
  demonstration: wish.has('demonstration'),
}

const group = (n: number, zh: string, en: string, ...items: string[]): CategoryGroup => ({
  group: n,
  zh,
  en,
  regulator: 'service',
  items: items.map((item) => ({ zh: item, en: item })),
})
const catalogue = [
  group(
    1,
    '移动网络',
    'Mobile',
    '无信号或信号弱',
    '上网慢',
    '掉话或串话',
    '高峰或活动拥塞',
    '省际边界漫游',
    '割接或停机检修',
  ),
  group(
    2,
    '固网宽带',
    'Broadband',
    '修障超时',
    '频繁障碍',
    '网速不达标',
    '装机超时',
    '移机超时',
    '无线路资源待装',
  ),
  group(
    3,
    '资费争议',
    'Charges',
    '不明扣费',
    '流量消耗过快',
    '关闭数据或断开 Wi-Fi 后计费',
    '套餐与宣传不符',
    '月初或月中扣费不理解',
    '停机未提醒',
    '违约金',
    '退费未到账',
  ),
  group(4, '增值业务', 'Value-added', '不知情订购', '第三方代收费', '声讯信息服务', '彩铃', '免费体验转收费'),
  group(5, '营销与承诺', 'Marketing', '承诺的服务未兑现', '承诺的优惠未到账', '介绍有误导'),
  group(6, '业务办理', 'Handling', '套餐变更受限', '销户', '携号转网'),
  group(7, '人员与渠道', 'Staff', '服务态度', '等候过长'),
  group(8, '信息安全', 'Security', '骚扰电话', '垃圾短信'),
  group(9, '终端设备', 'Devices', '光猫', '机顶盒', '手机'),
  group(10, '其他', 'Other', '其他'),
]

const line = (n: number, change: Partial<Line>): Line => ({
  id: `0193-${n}`,
  number: `A01-1-20261121-${String(n).padStart(3, '0')}`,
  received: inMinutes(-90),
  name: '',
  address: 'neutral',
  phone: '138****5678',
  category: '2.2',
  channel: 'counter',
  summary: '',
  responsible: '1024',
  step: 'gather',
  round: 1,
  ended: null,
  next: 'continue',
  due: { at: inMinutes(300), state: 'on_time', norm: 'hall' },
  earlier: 0,
  raised: false,
  broken: 0,
  approval: null,
  escalated: null,
  follows: null,
  incident: null,
  holder: '1024',
  ...change,
})
const due = (minutes: number) => ({
  at: inMinutes(minutes),
  state: minutes < 0 ? ('overdue' as const) : minutes < 121 ? ('due_soon' as const) : ('on_time' as const),
  norm: 'hall' as const,
})
const lines: Line[] = [
  line(7, {
    name: '张',
    address: 'sir',
    summary: '每15分钟掉线一次，重启无效，上午的视频会议中断两次',
    due: due(-20),
    step: 'follow_up',
    round: 2,
    next: 'call_back',
    earlier: 2,
    broken: 1,
    raised: true,
  }),
  line(9, {
    name: '李静怡',
    address: 'madam',
    phone: '139****1122',
    category: '3.4',
    summary: '承诺的优惠没有到账',
    due: due(112),
    step: 'follow_up',
    next: 'sign',
  }),
  line(10, {
    name: '欧阳',
    address: 'sir',
    phone: '186****0031',
    category: '2.6',
    summary: '已签待装协议，约定每周联系一次',
    due: due(180),
    step: 'propose',
    next: 'approve',
    approval: 'duty_manager',
  }),
  line(11, {
    name: '䶮',
    address: 'madam',
    phone: '133****7790',
    category: '4.1',
    summary: '不知情被订了三个月的视频会员',
    due: due(1680),
    step: 'ask',
    next: 'await_decision',
    escalated: 'complaint_centre',
  }),
  line(12, {
    name: '赵',
    address: 'sir',
    phone: '150****2406',
    category: '7.2',
    summary: '周末等候一个半小时',
    due: due(1800),
    step: 'apologize',
  }),
  line(13, {
    phone: '*0000',
    category: '10.1',
    channel: 'hotline',
    summary: '',
    due: due(1900),
    step: 'listen',
    raised: true,
  }),
  ...Array.from({ length: 14 }, (_, i) =>
    line(20 + i, {
      name: '周' + '一二三四五六七八九十甲乙丙丁'.charAt(i),
      address: i % 2 ? 'sir' : 'madam',
      phone: `177****${4000 + i * 37}`,
      category: `${1 + (i % 9)}.1`,
      summary: '客户到厅反映，已登记',
      due: due(2000 + i * 130),
      step: 'gather',
    }),
  ),
]
const tallies: Tally[] = [
  { lane: 'open', count: 20 },
  { lane: 'overdue', count: 1 },
  { lane: 'due_soon', count: 4 },
  { lane: 'repeated', count: 2 },
  { lane: 'to_sign', count: 3 },
  { lane: 'to_call_back', count: 5 },
  { lane: 'to_keep', count: 6 },
  { lane: 'to_approve', count: 0 },
  { lane: 'escalated', count: 2 },
]

function queue({ lane, search = '' }: QueueRequest): QueueView {
  const found =
    lane === 'to_approve'
      ? []
      : lines.filter((one) => one.name.includes(search) || one.summary.includes(search))
  return {
    tallies,
    lines: wish.has('empty') ? [] : found,
    more: !search && !wish.has('empty'),
    now: inMinutes(0),
  }
}

function ticket(which: { id: string }) {
  const of = lines.find((one) => one.id === which.id) ?? lines[0]
  if (!of) return refuse('unknown_ticket')
  return {
    ticket: {
      id: of.id,
      number: of.number,
      revision: 9,
      received: of.received,
      first_responsible: '1024',
      intake: {
        complainant: {
          name: of.name,
          address: of.address,
          phone: of.phone,
          contact: null,
          level: 'gold',
          presence: 'in_person',
          representative: null,
        },
        channel: of.channel,
        category: of.category,
        emotion: 'angry',
        strength: 4,
        occurred: null,
        when: '',
        phenomenon: of.summary,
        wish: 'repair',
        area: '',
      },
      statement: '我这宽带每15分钟就掉一次线，重启光猫也没用，上午视频会议断了两次，你们上次来只换了个接头。',
      facts: { how: '2小时内恢复，否则减免当月费用', what: '' },
      offers: [{ state: 'chosen', terms: { action: '更换光猫并复测线路' } }],
      promises: [
        {
          no: 1,
          text: '工程师上门更换光猫',
          owner: '装维班 刘工',
          due: inMinutes(240),
          state: { state: 'open' },
        },
      ],
      round: of.round,
      step: of.step,
    },
    deadlines: [
      {
        deadline: { kind: { kind: 'answer' }, norm: 'hall', due: inMinutes(112), met: null },
        state: 'due_soon',
      },
      {
        deadline: { kind: { kind: 'repair' }, norm: 'law', due: inMinutes(2770), met: null },
        state: 'on_time',
      },
    ],
    now: inMinutes(0),
  }
}

const refuse = (code: string, params: ApiError['params'] = {}) =>
  Promise.reject({ code, params, characters: [], incident: null })
const history = [
  line(3, {
    name: '张',
    address: 'sir',
    received: inMinutes(-4_400),
    summary: '宽带掉线，换接头',
    ended: 'settled',
    next: 'nothing',
    due: null,
    broken: 1,
  }),
  line(7, {
    name: '张',
    address: 'sir',
    received: inMinutes(-17_000),
    summary: '每15分钟掉线一次',
    step: 'ask',
    responsible: '1001',
    due: due(112),
  }),
]
const answers: Record<string, (args: never) => unknown> = {
  ...libraryAnswers,
  start: () => (wish.has('fault') ? refuse(wish.get('fault') ?? '', { path: '/home/hall/ansu' }) : opening),
  sign_in: () => Object.assign(opening, { at_work: opening.start.staff[2] }),
  cover: () => undefined,
  hear_locks: () => undefined,
  unfinished: () => [],
  sign_out: () => Object.assign(opening, { at_work: null }),
  found_hall: ({ form }: { form: { name: string } }) =>
    form.name ? opening : refuse('required', { field: 'name' }),
  enter_demonstration: () =>
    new Promise((done) => setTimeout(() => done({ ...opening, demonstration: true }), 60_000)),
  catalogue: () => catalogue,
  queue: ({ request }: { request: QueueRequest }) => queue(request),
  contacts: ({ phone }: { phone: string }) => ({
    counts: phone === '13812345678' ? history.length : 0,
    tickets: (phone === '13812345678' ? history : []).map((line) => ({
      line,
      promises: [],
      may_go_on: true,
    })),
    contacts: [],
  }),
  ticket: ({ which }: { which: { id: string } }) => ticket(which),
  draft: () =>
    wish.has('draft') ? JSON.stringify({ phone: '13812345678', phenomenon: '每15分钟掉线' }) : null,
  save_draft: () => inMinutes(0),
  register: ({ form }: { form: { phone: string } }) =>
    refuse(form.phone ? 'not_a_phone' : 'required', { field: 'phone' }),
  authority: () => ({
    limits: [
      'bill_credit',
      'refund',
      'doubled_refund',
      'rent_waiver',
      'late_penalty',
      'free_service',
      'device',
      'gift',
      'other',
    ].map((kind) => ({ kind, clerk: 5000, duty_manager: 30000, hall_manager: 200000 })),
  }),
  printers: () => [
    { name: 'hp', title: 'HP LaserJet M1136', preferred: true },
    { name: 'pdf', title: 'Microsoft Print to PDF', preferred: false },
  ],
}
Object.assign(window, {
  __TAURI_INTERNALS__: {
    transformCallback: () => 0,
    invoke: async (name: string, args: never) => answers[name]?.(args) ?? null,
  },
})

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))
async function play(steps: string[]) {
  await pause(700)
  for (const step of steps) {
    const target = document.activeElement ?? document.body
    const key = /^<(.+)>$/.exec(step)?.[1]
    if (key) {
      const parts = key.split('-')
      const name = parts.at(-1) ?? ''
      const init = {
        key: name === 'Space' ? ' ' : name,
        code: /^\d$/.test(name) ? `Digit${name}` : '',
        bubbles: true,
        cancelable: true,
        ctrlKey: parts.includes('C'),
        altKey: parts.includes('A'),
      }
      const heard = target.dispatchEvent(new KeyboardEvent('keydown', init))
      if (heard && (name === 'Enter' || name === 'Space') && target instanceof HTMLButtonElement)
        target.click()
    } else if (step.startsWith('@')) document.querySelector<HTMLElement>(step.slice(1))?.click()
    else if (step.startsWith('#')) document.querySelector<HTMLElement>(step.slice(1))?.focus()
    else if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
      target.setRangeText(step, target.selectionStart ?? 0, target.selectionEnd ?? 0, 'end')
      target.dispatchEvent(new InputEvent('input', { bubbles: true }))
    }
    await pause(120)
  }
}
const steps = wish.get('act')
if (steps) void play(steps.split('|'))

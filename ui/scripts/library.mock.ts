/** The library for the stand-in of the shell: what the program ships with, read where it lies. */
import type {
  ApiError,
  Checklist,
  Item,
  ItemRef,
  LookedOver,
  Part,
  Playbook,
  PracticeTalk,
  PracticeTurn,
  Rule,
} from '../src/ipc/bindings'
import advice from '../../crates/coach/data/advice.json'
import checklists from '../../crates/coach/data/checklists.json'
import rules from '../../crates/coach/data/rules.json'

const wish = new URLSearchParams(location.search)
const english = wish.get('language') === 'en'
const word = ({ zh, en }: { zh: string; en: string }) => (english ? en : zh)
const playbooks = Object.values(
  import.meta.glob<Playbook>('../../crates/coach/data/playbooks/*.json', { eager: true, import: 'default' }),
)
const at = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

const items: Item[] = [
  ...playbooks.map((item) => ({ kind: 'playbook' as const, item })),
  ...(checklists.checklists as Checklist[]).map((item) => ({ kind: 'checklist' as const, item })),
  ...(rules.rules as Rule[]).map((item) => ({ kind: 'rule' as const, item })),
  { kind: 'multiples', item: rules.multiples },
  {
    kind: 'patterns',
    item: {
      reasons: { orders: { zh: '客户听到的是命令', en: 'The customer hears an order' } },
      forms: {},
      unless_before: { zh: ['我没有说', '不是说'], en: ['I did not say'] },
      patterns: [
        {
          id: 'calm_down',
          kind: 'orders',
          language: 'zh-CN',
          find: '你(先|给我)?冷静',
          rewrite: '您慢慢说，我在听',
        },
        {
          id: 'policy',
          kind: 'rules',
          language: 'zh-CN',
          find: '(公司|我们)…规定',
          unless_after: '是为了',
          rewrite: '我查一下能怎么办',
        },
        {
          id: 'soon',
          kind: 'uncovered_promise',
          language: 'zh-CN',
          find: '尽快',
          rewrite: '我们在…前给您答复',
          extent: 'hit',
        },
      ],
    },
  },
  ...(wish.has('empty')
    ? []
    : [-0.1, 1.2].map((since, n) => ({
        kind: 'statement' as const,
        item: {
          id: `outage_${n}`,
          title: {
            zh: n ? '城西机房检修' : '幸福小区光缆中断',
            en: n ? 'Works in the west' : 'Cable cut at Xingfu',
          },
          text: {
            zh: '{customer}，{place}的光缆被施工挖断，正在抢修，预计{date}前恢复。',
            en: '{customer}, the cable at {place} was cut by works; it is expected back by {date}.',
          },
          categories: ['2'],
          from: at(since + 2),
          until: at(since),
        },
      }))),
]
const idOf = (one: Item) => (one.kind === 'patterns' || one.kind === 'multiples' ? one.kind : one.item.id)
const EXAMPLES: Record<string, string> = {
  customer: '张先生',
  date: '11月22日 18:00',
  place: '幸福小区',
  amount: '¥30.00',
}
const partsOf = (written: string): Part[] =>
  written
    .split(/(\{\w+\})/)
    .filter(Boolean)
    .map((piece) => {
      const slot = /^\{(\w+)\}$/.exec(piece)?.[1] as Part['slot']
      return { text: slot ? (EXAMPLES[slot] ?? slot) : piece, slot: slot ?? null, filled: true }
    })
const warningsOf = (said: string) => {
  const start = said.indexOf('冷静')
  if (start < 0) return []
  return [
    {
      kind: 'orders' as const,
      pattern: 'calm_down',
      start,
      end: start + 2,
      said: '冷静',
      reason: '客户听到的是命令。',
      rewrite: { start, end: start + 2, text: '您慢慢说，我在听' },
    },
  ]
}
function lookOver(item: Item): LookedOver {
  const texts =
    item.kind === 'playbook'
      ? [
          ...item.item.wordings,
          ...item.item.questions,
          ...item.item.prevention,
          ...item.item.offers.map((one) => one.action),
        ]
      : item.kind === 'statement'
        ? [item.item.text]
        : []
  return {
    faults: wish.has('faults') ? [{ line: 0, code: 'cycle', about: 'x: a → b → a' }] : [],
    heard: texts.flatMap(({ zh, en }) => [
      { written: zh, language: 'zh-CN' as const, parts: partsOf(zh), warnings: warningsOf(zh) },
      { written: en, language: 'en' as const, parts: partsOf(en), warnings: [] },
    ]),
  }
}
const versions = [
  { version: 3, at: at(0.2), author: '1012', note: '道歉的话说得更短', taken_out: false },
  { version: 2, at: at(6), author: '1001', note: '', taken_out: false },
  { version: 1, at: at(30), author: null, note: '', taken_out: false },
]
const view = (item: Item) => ({ item, version: 3, versions })

const talk: PracticeTalk = {
  title: '一个月断了三回',
  briefing: '这个号码本月申告过三次；最近一次已超过 48 小时，还没有修复记录。',
  customer: '张建国',
  playbook: 'broadband_cuts_out',
  turns: [
    {
      step: 'listen',
      customer: '又断了！这个月第三回了！我在家开着会呢，网没了，你们到底管不管？',
      answer: '先生，您冷静一下，这么大声我没法办。',
      quality: 'poor',
      why: '“冷静一下”是命令，客户听到的是“你不该生气”。',
      own: null,
      met: [],
      warnings: warningsOf('冷静'),
      mood: { emotion: 'angry', strength: 5 },
    },
    {
      step: 'listen',
      customer: '我还不冷静？报修电话打了三遍，师傅人呢？',
      answer: '三次报修都没等到结果，换谁都窝火。您把三次的经过说给我，我一次记全。',
      quality: 'good',
      why: '先认下等了三次这件事，再请他往下说。',
      own: null,
      met: ['statement'],
      warnings: [],
      mood: { emotion: 'angry', strength: 3 },
    },
  ],
  says: '头一次是三号，说换个接头就好；十一号又断，这回是昨天晚上。',
  mood: { emotion: 'angry', strength: 3 },
  step: 'apologize',
  choices: [
    { id: 'a', say: '三号、十一号、昨晚，一个月三回，对不住您。' },
    { id: 'b', say: '好，我知道了，我先给您报上去。' },
    { id: 'c', say: '光缆老化，这个月好几户都这样。' },
  ],
  result: null,
}
const ended: PracticeTalk = {
  ...talk,
  says: '行，那我今晚等师傅电话。',
  step: null,
  choices: [],
  mood: { emotion: 'angry', strength: 1 },
  turns: [
    ...talk.turns,
    {
      ...(talk.turns[1] as PracticeTurn),
      step: 'propose',
      answer: '师傅今天 18 点前上门，修好了我打给您。',
      quality: 'fair',
      why: null,
      own: { like: '装维班 30 分钟内给您打电话，今天 18 点前上门。', unheard: ['second_offer'] },
      met: ['owner_and_due'],
      mood: { emotion: 'angry', strength: 1 },
    },
  ],
  result: {
    outcome: 'settled',
    why: '说清了谁、几点、修不好怎么办，客户愿意再等一次。',
    points: 32,
    passed: false,
    said: 75,
    warnings: 1,
    warnings_cost: 4,
    gates: [
      { gate: 'statement', met: true, cost: 0 },
      { gate: 'apology', met: false, cost: 5 },
      { gate: 'read_back', met: false, cost: 5 },
      { gate: 'second_offer', met: false, cost: 5 },
      { gate: 'owner_and_due', met: true, cost: 0 },
      { gate: 'answer', met: true, cost: 0 },
      { gate: 'call_back', met: true, cost: 0 },
    ],
    lapses: [
      { step: 'apologize', kind: 'skipped', cost: 8 },
      { step: 'gather', kind: 'skipped', cost: 8 },
      { step: 'propose', kind: 'gone_back_to', cost: 8 },
    ],
    mood_before: { emotion: 'angry', strength: 4 },
    mood_after: { emotion: 'angry', strength: 1 },
  },
}
const counsel = (all: typeof advice.behaviours) =>
  all.map((one) => ({
    id: one.id,
    title: word(one.title),
    signs: one.signs.map(word),
    moves: one.do.map(word),
    say: one.say.map(word),
    avoid: one.avoid.map(word),
  }))

export const libraryAnswers: Record<string, (args: never) => unknown> = {
  library: () =>
    items.map((one, n) => ({
      kind: one.kind,
      id: idOf(one),
      title: one.kind === 'patterns' || one.kind === 'multiples' ? null : one.item.title,
      version: 3,
      at: at(n / 3),
      author: n % 3 ? null : '1012',
      taken_out: n === 5,
    })),
  library_item: ({ which }: { which: ItemRef }) => {
    const found = items.find((one) => one.kind === which.kind && idOf(one) === which.id)
    return found
      ? view(found)
      : Promise.reject({ code: 'unknown_item', params: {}, characters: [], incident: null })
  },
  look_over: ({ item }: { item: Item }) => lookOver(item),
  library_diff: () => [
    { change: 'same', text: '      "step": "listen",' },
    { change: 'removed', text: '      "zh": "您先冷静一下，我们慢慢说。",' },
    { change: 'added', text: '      "zh": "您慢慢说，我在听。",' },
    { change: 'same', text: '      "en": "Take your time, I am listening."' },
    { change: 'skipped', text: '' },
    { change: 'added', text: '  "steps": ["listen"],' },
  ],
  find_playbooks: ({ query }: { query: string }) =>
    playbooks.filter((one) => JSON.stringify(one).includes(query)).map((one) => one.id),
  check_wording: ({ text }: { text: string }) => warningsOf(text),
  publish: () =>
    Promise.reject({ code: 'library_stale', params: {}, characters: [], incident: null } satisfies ApiError),
  offer_library: () =>
    wish.has('broken')
      ? Promise.reject({
          code: 'bad_library',
          params: {},
          characters: [],
          incident: null,
          faults: [
            { line: 41, code: 'slots_differ', about: 'bill_disputed, wordings: {amount}' },
            { line: 212, code: 'no_such_rule', about: 'bill_disputed/credit: law_x' },
            { line: 690, code: 'cycle', about: 'broadband: light → restart → light' },
          ],
        } satisfies ApiError)
      : { added: items.slice(0, 1), changed: items.slice(3, 6), same: 60 },
  rules: () =>
    (rules.rules as Rule[]).map(({ formula: _formula, ...rule }) => ({
      ...rule,
      title: word(rule.title),
      source: word(rule.source),
      says: word(rule.says),
      input: null,
      counts_days: false,
    })),
  practice: () =>
    [
      ['third_outage_this_month', '一个月断了三回', '2.2', 'angry', 4],
      ['clerk_was_curt', '营业员态度生硬', '7.1', 'disappointed', 3],
      ['daughter_for_father', '替父亲来退增值业务', '4.1', 'anxious', 2],
    ].map(([id, title, category, emotion, strength]) => ({
      id,
      title,
      category,
      mood: { emotion, strength },
    })),
  practise: () => (wish.has('ended') ? ended : talk),
  advice: () => ({
    behaviours: counsel(advice.behaviours),
    ways: counsel(advice.ways),
    postures: advice.postures.map((one) => ({
      step: one.step,
      moves: one.do.map(word),
      avoid: one.avoid.map(word),
    })),
    breathing: { in_seconds: 4, out_seconds: 6, lines: [] },
    step_out: advice.step_out.lines.map(word),
  }),
}

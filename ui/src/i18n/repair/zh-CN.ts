export default {
  description: '网络真正恢复的时间。客户说没修好，这条就不算，时限照走。',
  restored: '何时恢复',
  note: '怎么确认的',
  go: '登记',
  since: '{at}恢复',
} as const

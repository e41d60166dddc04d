export default {
  description: '网络真正恢复的时间。客户说没修好，这条就不算，时限照走。',
  restored: '恢复时间',
  note: '确认方式',
  go: '登记',
  since: '{at}恢复',
} as const

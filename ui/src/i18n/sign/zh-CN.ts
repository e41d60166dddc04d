export default {
  title: '签字与打印',
} as const

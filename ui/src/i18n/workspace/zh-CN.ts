export default {
  title: '处理投诉',
} as const

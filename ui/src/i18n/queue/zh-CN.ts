export default {
  title: '工作队列',
} as const

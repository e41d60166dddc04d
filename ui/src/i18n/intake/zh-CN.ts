export default {
  title: '新投诉',
} as const

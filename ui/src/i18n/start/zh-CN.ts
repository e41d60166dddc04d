export default {
  title: '首次使用',
} as const

import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  title: 'Queue',
} satisfies Translation<typeof zhCN>

import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  title: 'First start',
} satisfies Translation<typeof zhCN>

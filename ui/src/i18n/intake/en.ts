import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  title: 'New complaint',
} satisfies Translation<typeof zhCN>

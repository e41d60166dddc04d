import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  title: 'Ticket',
} satisfies Translation<typeof zhCN>

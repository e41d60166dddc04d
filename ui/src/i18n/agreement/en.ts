import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  months: '{n} months',
} satisfies Translation<typeof zhCN>

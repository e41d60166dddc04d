import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  title: 'Settings',
} satisfies Translation<typeof zhCN>

import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  title: 'Sign and print',
} satisfies Translation<typeof zhCN>

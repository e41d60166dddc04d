import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  ticket: 'Notes on this ticket',
  queue: 'Notes',
  more: '{n} more',
  details: 'Details',
  all: 'Notes: {n}',
  close: 'Close',
} satisfies Translation<typeof zhCN>

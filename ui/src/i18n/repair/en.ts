import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  description:
    'Since when it really works. If the customer says that it does not, this no longer counts and the clock runs on.',
  restored: 'Working again since',
  note: 'How that is known',
  go: 'Enter',
  since: 'working again since {at}',
} satisfies Translation<typeof zhCN>

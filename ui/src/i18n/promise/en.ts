import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  title: 'Promises',
  advice: 'Everything a customer was promised: by whom, and by when',
  owner: 'Who keeps it',
  everybody: 'Everybody',
  ownerWith: '{owner} ({n})',
  tabs: 'Parts',
  tab: { overdue: 'Overdue', today: 'Due today', next: 'Next 7 days', open: 'All open', broken: 'Broken' },
  broken: 'Broken',
  column: {
    due: 'By when',
    promise: 'What',
    owner: 'Who',
    customer: 'Customer',
    phone: 'Phone',
    number: 'Ticket',
  },
  more: 'Show 50 more',
  back: 'Back to the queue',
  empty: {
    overdue: 'No promise is overdue',
    today: 'Nothing more to keep today',
    next: 'Nothing to keep in the next 7 days',
    open: 'No promise is open',
    broken: 'No promise was broken',
    text: 'Offers that customers chose, and every time limit that was said, stand here',
  },
  worded: {
    title: 'That had a time limit. Enter it as a promise?',
    owed: '{owner} · by {due}',
    accept: 'Add as promise',
    change: 'Change…',
    leave: 'Leave it',
    more: '{n} more',
    none: 'There is no promise to add',
    later: '“{text}” has a time limit. Open the ticket to add it as a promise',
  },
} satisfies Translation<typeof zhCN>

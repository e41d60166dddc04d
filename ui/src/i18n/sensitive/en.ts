import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  capacity: { press: 'Press', lawyer: 'Lawyer', expert: 'Expert', official: 'Official' },
  field: 'Here as',
  none: 'Customer',
  hint: 'The duty manager is told at once; rights and deadlines are everyone’s',
  choose: 'Choose in what capacity',
  report: {
    title: 'Press, lawyer or official here: tell the manager',
    description:
      'Receive them courteously, facts first. The ticket then stands above others and the managers see it at once; rights and deadlines are everyone’s.',
    go: 'Tell the manager',
  },
  came: '{who} here',
  waits: 'reported {at} by {name}, no manager has taken note yet',
  noted: '{name} took note {at}',
  note: 'Take note',
  takeBack: 'Take back',
  agreed: 'Only the agreed statement',
  agreedOnly: 'Only the agreed statement; the duty manager has been told',
  notice: {
    line: '{who} here, please come: {summary}',
    open: 'See {number}',
  },
} satisfies Translation<typeof zhCN>

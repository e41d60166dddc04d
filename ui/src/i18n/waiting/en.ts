import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  what: 'Waits for',
  example: 'e.g. a larger splitter in the building, so that there is a free port',
  every: 'Contacted every',
  days: '{n} days',
  next: 'First contact',
  until: 'Answer at the latest',
  contact: 'Who contacts the customer',
  agree: {
    description:
      'No legal time limit stands still for it. On the agreed days the customer comes up in the follow-up list.',
    go: 'Record the agreement',
  },
  note: 'The customer waits as agreed: {what}',
  times: 'next contact {next} · answer by {until} · {contact}',
  paper: 'Waiting agreement…',
  told: { open: 'Note a contact…', note: 'What was said', go: 'Record the contact' },
  end: { open: 'Waiting is over…', why: 'Why', note: 'Note', go: 'End waiting' },
  over: { arrived: 'It is there', withdrawn: 'The customer waits no longer' },
} satisfies Translation<typeof zhCN>

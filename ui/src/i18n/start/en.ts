import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  title: 'Start',
  motto: 'First the mood, then the matter',
  found: {
    title: 'Set up your hall',
    advice: 'Data stays on this computer; you are its first manager, colleagues are added in Settings',
    company: 'Company',
    name: 'Name of the hall',
    code: 'Hall code',
    counter: 'Counter code',
    manager: 'Your staff number',
    manager_name: 'Your name',
    companyHint: 'Printed on slips',
    codeHint: 'Letters or digits',
    number: 'Ticket numbers will look like {number}',
    go: 'Set up and start',
  },
  demonstration: {
    title: 'Look at the demonstration hall first',
    text: 'Complaints at every stage, free to try. It is stored apart from real data.',
    go: 'Open the demonstration hall',
    busy: 'Preparing the demonstration hall, a second or two',
    leave: 'Leave the demonstration hall',
  },
  signIn: {
    title: 'Who is at this counter?',
    number: 'Staff number or name',
    hint: 'Type it, or press ↓ to choose',
    list: 'Colleagues',
    go: 'Start working',
    none: 'No such colleague',
  },
  again: 'Try again',
} satisfies Translation<typeof zhCN>

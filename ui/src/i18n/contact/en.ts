import type { Translation } from '../typing'
import type zh from './zh-CN'

export default {
  title: 'Quick entry',
  what: 'A visit that is no complaint: an enquiry, a fault report, thanks',
  kind: 'What for',
  phone: 'Phone',
  name: 'Customer',
  category: 'Category',
  matter: { enquiry: 'What was asked', fault_report: 'What does not work', thanks: 'Thanks for what' },
  answer: 'What was answered or done',
  again: 'Contact {n} in 30 days',
  unfinished: 'Something earlier is not done',
  unkept: 'An earlier promise was not kept',
  running: 'Open: {number}',
  statements: 'A statement applies, see below',
  go: 'Note it',
  toComplaint: 'Make it a complaint',
  noted: 'Noted: {kind}',
  takenBack: 'Taken back',
  whose:
    'A complaint from another number is not registered yet; register or discard it first. This stays here',
} satisfies Translation<typeof zh>

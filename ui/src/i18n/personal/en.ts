import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  demonstration: 'All data of the demonstration hall is made up; there is nothing to do here',
  review: {
    title: 'Tickets kept long enough',
    months: 'Keep after the end',
    month: '{n} months',
    none: 'No ticket ended more than {n} months ago',
    part: '{total} in all; the oldest {n} are listed',
    all: 'All of them ({n})',
    ended: 'ended {time}',
    go: 'Erase for good',
    goN: 'Erase {n} for good',
    pick: 'Tick the tickets first',
  },
  dispose: {
    title: 'Erase {n} tickets for good?',
    what: 'Their content can’t be brought back, and this can’t be undone. What stays: the number, who erased it, when and why.',
    backups:
      'Backups made before still hold it until they are thinned out; see to those on USB sticks yourself.',
    count: 'Type how many tickets are to be erased',
    differs: 'Type {n} to erase them',
    cancel: 'Cancel',
    go: 'Erase for good',
    done: 'The content of {n} tickets was erased for good',
  },
  copy: {
    title: 'A copy for the customer',
    text: 'Customers may see and have a copy of what is kept of them. Make sure who asks',
    phone: 'The customer’s number',
    go: 'Make the copy',
    done: 'Written, {n} tickets:',
    none: 'Nothing is kept under this number; no file was written',
    warning:
      'The file is not encrypted: numbers and words stand in the clear. Delete it once it was handed over',
    notPhone: 'This is not a phone number',
  },
} satisfies Translation<typeof zhCN>

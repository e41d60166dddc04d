import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  demonstration: 'All data of the demonstration hall is made up; there is nothing to do here',
  review: {
    title: 'What was kept long enough',
    months: 'Keep after the end or the visit',
    month: '{n} months',
    none: 'Nothing is older than {n} months',
    part: '{total} in all; the oldest {n} are listed',
    all: 'All of them ({n})',
    ended: 'ended {time}',
    came: 'came {time}',
    go: 'Erase for good',
    goN: 'Erase {n} for good',
    pick: 'Tick what is to be erased first',
  },
  dispose: {
    title: 'Erase {n} records for good?',
    what: 'Their content can’t be brought back, and this can’t be undone. What stays: the number, who erased it, when and why.',
    backups:
      'Backups made before still hold it until they are thinned out; see to those on USB sticks yourself.',
    count: 'Type how many are to be erased',
    differs: 'Type {n} to erase them',
    go: 'Erase for good',
    done: 'The content of {n} records was erased for good',
  },
  person: {
    title: 'A person’s data',
    text: 'Customers may see what is kept of them, have a copy of it, and ask for its end. Make sure who asks',
    phone: 'The customer’s number',
    find: 'Look up',
    none: 'Nothing is kept under this number',
    represented: '{number}, as a representative',
    found: '{n} tickets and {m} other contacts under this number.',
    unregistered:
      '{n} forms were begun and not registered; they are in the copy, and are erased 30 days after the last change.',
    eraseUnregistered: 'Erase now',
    erasedUnregistered: '{n} unregistered complaints were erased',
    notPhone: 'This is not a phone number',
    erase: 'Erase at their request',
    eraseN: 'Erase {n} at their request',
    allKept: 'For this reason nothing can be erased now',
    keptN: '{n} more have to be kept and are not among them; the list says why. Please tell the customer.',
  },
  kept: {
    with_ticket: "kept with the customer's ticket",
    no: 'can be erased',
    open: 'goes on, stays',
    until: 'kept until {day}',
  },
  plea: {
    label: 'Why the customer asks for it',
    purpose_over: 'No longer needed',
    consent_withdrawn: 'Consent withdrawn',
    unlawful: 'Should not have been kept',
    purpose_over_means:
      'From 36 months after the end or the visit: until then a claim can be brought (limitation: three years), and this says what happened',
    consent_withdrawn_means:
      'From 36 months after the end or the visit: handling a complaint does not rest on consent, and a claim can be brought for three years',
    unlawful_means:
      'What was collected against the law or an agreement can be erased as soon as the ticket has ended',
  },
  copy: {
    go: 'Make the copy',
    done: 'The copy is here:',
    files: 'The files of evidence are in this folder:',
    warning:
      'The file is not encrypted: numbers and words stand in the clear. Delete it once it was handed over',
  },
} satisfies Translation<typeof zhCN>

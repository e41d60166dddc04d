import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  kind: {
    hand_over: 'Hand-over package',
    final_reply: 'Final written reply',
    waiting_agreement: 'Waiting agreement',
    authorisation_letter: 'Letter of authorisation',
  },
  what: {
    hand_over: 'Goes up with the ticket: hand-over, facts, checks, offers and approvals, course, papers',
    final_reply:
      'Written to the customer: findings, talks, the reply, the customer’s rights; sealed and handed over',
    waiting_agreement: 'Two copies: one for the customer, one for the hall.',
    authorisation_letter:
      'Filled in, ticked and signed by the principal; scanned afterwards, it is added as evidence.',
  },
  masked: 'You may not see numbers in full; they are masked here',
  page: 'Page {page}',
  broken: 'This computer can’t draw the preview; saving and printing work',
  print: 'Print',
  save: 'Save as PDF',
  printed: 'Sent to the printer',
  saved: 'Saved to {path}',
  pages: '{n} pages',
  noPrinter: 'No printer was found; save it as PDF instead',
  back: 'Back to the ticket',
  missing: 'Some characters can’t be printed: {characters}',
  preview: 'The letter',
} satisfies Translation<typeof zhCN>

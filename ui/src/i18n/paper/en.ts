import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  kind: { waiting_agreement: 'Waiting agreement', authorisation_letter: 'Letter of authorisation' },
  what: {
    waiting_agreement: 'Two copies: one for the customer, one for the hall.',
    authorisation_letter:
      'Filled in, ticked and signed by the principal; scanned afterwards, it is added as evidence.',
  },
  masked: 'Numbers are masked: your role may not see them in full.',
  page: 'Page {page}',
  broken: 'The preview can’t be shown. It can be printed or saved all the same.',
  print: 'Print',
  save: 'Save PDF',
  printed: 'Handed to the printer',
  saved: 'Saved: {path}',
} satisfies Translation<typeof zhCN>

import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  note: {
    waiting: 'Escalated to {level}, not accepted yet',
    accepted: 'Accepted: {level}',
    due: 'answer by {due} · {left}',
    asked: 'Asked: {asked}',
    contact: 'The customer’s contact: {name}',
    until: '(until it is accepted)',
    told: 'The customer knows',
    notTold: 'The customer has not been told who has it and by when they hear',
    tell: 'Customer was told',
    accept: 'Accept',
    decide: 'Record the decision',
    giveBack: 'Return',
    package: 'Hand-over package',
  },
  told: 'The customer was told who has it, and by when they hear',
  referral: {
    menu: 'Link what came from above',
    title: 'Link what came in',
    description:
      'The same matter came in from above, from an authority or in public: it is dealt with here, not registered once more.',
    channel: 'Channel',
    reference: 'Reference number',
    referenceHint: 'The sender’s own number, if there is one',
    asked: 'What it asks',
    due: 'Answer by',
    go: 'Link to this ticket',
    open: '{channel} {reference}',
    line: '{asked} · by {due} · {left}',
    answer: 'Answer it',
    answerText: 'The answer',
    answerGo: 'Record the answer',
    answered: 'Answered: {channel}',
    alarm: 'This number has an open ticket: what comes by {channel} belongs to it',
    into: 'Which ticket',
    done: 'Linked to {number}',
  },
  did: {
    link_referral: 'Linked; the ticket stands above others now',
    answer_referral: 'The answer is on record',
    tell_of_escalation: 'On record: the customer knows',
  },
} satisfies Translation<typeof zhCN>

import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  save: {
    go: 'Save',
    discard: 'Discard',
    discarded: 'As it was before',
    nothing: 'Nothing is changed',
    stale: 'First choose which version to keep',
  },
  stale: {
    happened: 'While you were editing, {who} changed it, {at}',
    kept: 'What you entered is all here. Saving your version replaces your colleague’s changes.',
    mine: 'Keep mine',
    theirs: 'Use theirs',
  },
  leave: {
    title: 'Not saved yet',
    text: 'Your changes stay here as a draft. {until}',
    go: 'Leave for now',
  },
} satisfies Translation<typeof zhCN>

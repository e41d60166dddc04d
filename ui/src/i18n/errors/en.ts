import type { Translation } from '../typing'
import type zhCN from './zh-CN'

export default {
  unexpected: {
    happened: 'Something unexpected went wrong',
    kept: 'What you typed is stored',
    todo: 'Please try again; if it fails again, tell the administrator the incident number',
  },
  no_shell: {
    happened: 'This page was opened outside the Ansu window',
    kept: 'No data was changed',
    todo: 'Please start Ansu from the desktop',
  },
} satisfies Translation<typeof zhCN>

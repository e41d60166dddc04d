export default {
  title: 'Ansu · due',
  one: {
    ahead: '{number} {what}: due {at}',
    last_warning: '{number} {what}: due {at}',
    passed: '{number} {what}: was due {at}',
  },
  many: {
    ahead: '{n} promises come due',
    last_warning: '{n} deadlines come due',
    passed: '{n} deadlines overdue',
    passed_promise: '{n} promises overdue',
  },
  putAway: 'Dismiss',
  putAllAway: 'Dismiss all',
  open: 'Open the ticket',
} as const

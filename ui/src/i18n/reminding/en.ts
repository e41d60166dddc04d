export default {
  title: 'Ansu · due',
  one: {
    ahead: '{number} {what}: due {at}',
    last_warning: '{number} {what}: due {at}',
    passed: '{number} {what}: was due {at}',
  },
  many: { ahead: '{n} promises come due', last_warning: '{n} deadlines come due', passed: '{n} overdue' },
  standing: {
    both: 'In your hands: {overdue} overdue, {soon} due soon',
    overdue: 'In your hands: {overdue} overdue',
    soon: 'In your hands: {soon} due soon',
  },
  more: '{n} more',
  putAway: 'Understood',
  label: 'Reminders',
} as const

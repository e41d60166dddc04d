/** A hall's calendar and norms, for tests. */
import type { SpecialDays, Timing, TimingView } from '@/ipc'

const ordinary = () => [{ open: '08:30', close: '18:00' }]
const weekend = () => [{ open: '09:00', close: '17:30' }]
const days = (name: string, from: string, to: string, worked = false): SpecialDays => ({
  name,
  from: `2026-${from}`,
  to: `2026-${to}`,
  worked,
  hours: worked ? ordinary() : [],
})

export const shipped = (): Timing => ({
  calendar: {
    week: [ordinary(), ordinary(), ordinary(), ordinary(), ordinary(), weekend(), weekend()],
    years: [
      {
        year: 2026,
        source: '国务院办公厅关于2026年部分节假日安排的通知',
        confirmed: false,
        days: [
          days('元旦', '01-01', '01-03'),
          days('元旦调休', '01-04', '01-04', true),
          days('国庆节', '10-01', '10-07'),
          days('国庆节调休', '10-10', '10-10', true),
        ],
      },
    ],
  },
  norms: {
    first_reply: { minutes: 30, counting: 'open_hours' },
    answer: { minutes: 1440, counting: 'open_days' },
    complex: { minutes: 2880, counting: 'open_days' },
    special: { minutes: 4320, counting: 'open_days' },
    passed_down: { minutes: 1440, counting: 'wall' },
    call_back: { minutes: 1440, counting: 'open_days' },
    reminders: [1440, 240],
    last_warning: 120,
  },
})

export const view = (change: Partial<TimingView> = {}): TimingView => ({
  timing: shipped(),
  version: 0,
  author: null,
  at: null,
  wants_year: null,
  ...change,
})

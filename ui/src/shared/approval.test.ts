import { expect, test } from 'vitest'
import type { Escalation, Ticket } from '@/ipc'
import { namedDecision } from './approval'

const at = '2026-11-21T10:00:00Z'
const handed = (level: Escalation['level'], state: Escalation['state']) => ({ level, state }) as Escalation
const decided = { state: 'decided', by: '1001', at, decision: '同意' } as const
const of = (...escalations: Escalation[]) => namedDecision({ escalations } as Pick<Ticket, 'escalations'>)

test('an approval names the last decision of a level above the hall, and no other', () => {
  expect(of()).toEqual({})
  expect(of(handed('hall_manager', decided))).toEqual({})
  expect(of(handed('province', { state: 'waiting' }))).toEqual({})
  const all = [
    handed('complaint_centre', decided),
    handed('province', decided),
    handed('duty_manager', decided),
    handed('headquarters', { state: 'accepted', by: '1001', at }),
  ]
  expect(of(...all)).toEqual({ decision: 2 })
})

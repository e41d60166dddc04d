import { render, screen } from '@testing-library/vue'
import { expect, test, vi } from 'vitest'
import { defineComponent, h, ref, shallowRef } from 'vue'
import type { TicketView } from '@/ipc'
import { provideWorkspace } from '../panel'
import History from './History.vue'

vi.mock('vue-router', async (original) => ({ ...(await original<object>()), RouterLink: 'a' }))
vi.mock('@/ipc/catalogue', () => ({ useCatalogue: () => ({ categoryText: () => '频繁障碍' }) }))

function open(view: Partial<Record<keyof TicketView, unknown>>, follows: string | null = null) {
  const people = [{ id: '1025', name: '李娜', role: 'clerk', active: true }]
  const whole = { ticket: { follows }, contacts: [], others: [], linked: [], people, ...view }
  render(
    defineComponent(() => {
      provideWorkspace({ view: ref(whole) } as never, shallowRef())
      return () => h(History)
    }),
  )
}
const line = (n: number, day: number, more: object = {}) => ({
  id: `t${n}`,
  number: `A01-1-202611${day}-00${n}`,
  received: `2026-11-${day}T02:00:00Z`,
  summary: '掉线',
  broken: 0,
  ended: 'settled',
  ...more,
})
const rows = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent)

test('complaints and other contacts stand in one order, the last first', () => {
  const others = [
    {
      id: 'c1',
      at: '2026-11-20T02:00:00Z',
      by: '1025',
      kind: 'fault_report',
      matter: '光猫红灯',
      answer: '已派单',
    },
  ]
  open({ contacts: [line(2, 21, { broken: 1 }), line(1, 19)], others })
  expect(rows()).toEqual([
    expect.stringContaining('未兑现'),
    expect.stringMatching(/光猫红灯.*报障/),
    expect.stringContaining('已协商办结'),
  ])
  expect(screen.getByTitle('光猫红灯 · 已派单 · 李娜')).toBeInTheDocument()
  expect(screen.getByRole('heading')).toHaveTextContent('3')
})

test('what is linked says which way, and stands there once, also when it is older than the rest', () => {
  const [before, after] = [line(1, 10), line(9, 22, { ended: null, next: 'continue' })]
  open({ contacts: [after], linked: [before, after] }, before.number)
  expect(rows()).toEqual([expect.stringContaining('后续'), expect.stringContaining('接自')])
})

test('there may be nothing', () => {
  open({})
  expect(screen.getByText(/没有别的来访/)).toBeInTheDocument()
})

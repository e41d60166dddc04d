import { render, screen } from '@testing-library/vue'
import { expect, test } from 'vitest'
import DueTag from './DueTag.vue'

const now = Date.parse('2026-11-21T06:00:00Z')
test.each([
  ['2026-11-21T05:59:00Z', false, '超 1 分钟', 'red'],
  ['2026-11-21T06:17:00Z', true, '剩 17 分钟', 'amber'],
  ['2026-11-21T06:17:00Z', false, '剩 17 分钟', 'plain'],
  ['2026-11-21T08:00:00Z', false, '剩 2 小时', 'moss'],
])('due %s, soon %s: %s in %s', (at, soon, words, tone) => {
  render(DueTag, { props: { at, soon, now } })
  expect(screen.getByText(words).closest(`.${tone}`)).not.toBeNull()
})

import { expect, test } from 'vitest'
import { occurrence } from './occurrence'

const now = new Date('2026-11-21T06:32:07Z')
test.each([
  ['nothing', {}, { occurred: null, when: '' }],
  ['words', { occurred_typed: '上个月底' }, { occurred: null, when: '上个月底' }],
  [
    'words beside words',
    { occurred_typed: '上个月底', when: '一下雨' },
    { occurred: null, when: '一下雨；上个月底' },
  ],
  ['a moment to come', { occurred_typed: '18:00' }, { occurred: '2026-11-21T10:00:00.000Z', when: '' }],
  [
    'a moment taken',
    { occurred: '2026-11-20T07:30:00.000Z' },
    { occurred: '2026-11-20T07:30:00.000Z', when: '' },
  ],
])('%s goes on record whole', (_, typed, recorded) =>
  expect(occurrence({ occurred: null, when: '', occurred_typed: '', ...typed }, now)).toEqual(recorded),
)

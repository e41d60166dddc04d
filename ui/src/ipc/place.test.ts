import { expect, test } from 'vitest'
import { keepPlace, placesOf } from './place'

test('a place is kept for whoever comes back, and forgotten when another comes', () => {
  const place = keepPlace({ tab: 'overdue', owner: null as string | null })
  placesOf('false:1024')
  Object.assign(place, { tab: 'open', owner: '装维班' })
  placesOf('false:1024')
  expect(place).toEqual({ tab: 'open', owner: '装维班' })
  placesOf('false:1008')
  expect(place).toEqual({ tab: 'overdue', owner: null })
})

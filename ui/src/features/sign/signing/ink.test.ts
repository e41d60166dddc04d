import { describe, expect, test } from 'vitest'
import { inkOf, POINTS_MAX, type Stroke } from './ink'

const stroke = (...points: [number, number, number?][]): Stroke => ({
  points: points.map(([x, y, pressure = 0.5]) => ({ x, y, pressure })),
})

describe('inkOf', () => {
  test('gives whole numbers in the units of its own box', () => {
    expect(inkOf([stroke([1.24, 2.26], [10, 20])], 300, 120)).toEqual({
      width: 3000,
      height: 1200,
      strokes: [
        [
          [12, 23, 128],
          [100, 200, 128],
        ],
      ],
    })
  })
  test('keeps what was drawn beyond the edge inside the box', () => {
    const ink = inkOf([stroke([-5, 3], [400, 150])], 300, 120)
    expect(ink?.strokes).toEqual([
      [
        [0, 30, 128],
        [3000, 1200, 128],
      ],
    ])
  })
  test('takes a pen at its word and a finger without pressure as even', () => {
    const ink = inkOf([stroke([1, 1, 0], [2, 2, 1], [3, 3, 0.001])], 10, 10)
    expect(ink?.strokes[0]?.map(([, , pressure]) => pressure)).toEqual([128, 255, 1])
  })
  test('is nothing while nothing is drawn', () => {
    expect(inkOf([], 300, 120)).toBeUndefined()
    expect(inkOf([{ points: [] }], 300, 120)).toBeUndefined()
  })
  test('thins a scribble to what the record takes, ends included', () => {
    const points = Array.from({ length: 30_001 }, (_, at): [number, number] => [at % 300, at % 120])
    const ink = inkOf([stroke(...points), stroke([7, 7])], 300, 120)
    expect(ink?.strokes.flat().length).toBeLessThanOrEqual(POINTS_MAX)
    expect(ink?.strokes[0]?.at(-1)).toEqual([0, 0, 128])
    expect(ink?.strokes[1]).toHaveLength(1)
  })
})

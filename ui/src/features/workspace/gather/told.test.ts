import { describe, expect, test } from 'vitest'
import type { Detail } from '@/ipc'
import { names } from './told'

const said: Record<Detail, { yes: string[]; no: string[] }> = {
  sum: {
    yes: [
      '每月多扣15元',
      '三十块钱不见了',
      '扣了 ￥９．９０',
      '一共 1,280.50 元',
      '五毛',
      '两百来块？不，两百三十块',
      '45 yuan',
    ],
    no: ['多扣了好几个月', '跟孩子一块儿来的', '11月18日扣的', '宽带 300 兆', '几块钱', ''],
  },
  number: {
    yes: [
      '10690 开头，1069012345',
      '138-0013-8000 打来',
      '９５５９９',
      '+86 138 0013 8000',
      '号码 057112345678',
    ],
    no: ['11月18日晚上8点', '2026-11-18 打来', '被骗 20000 元', '一天二十几个', '尾号 8821', ''],
  },
  speed: {
    yes: ['签的三百兆', '测出 80M', '1000 Mbps', '千兆', '０.5 g'],
    no: ['晚上 8 点最慢', '5 minutes', '慢得很', ''],
  },
  volume: {
    yes: ['用了 30G', '三十多个G', '剩 512 MB', '500 兆', '1.2T'],
    no: ['用了 30 天', '5 games', '月中就没了', ''],
  },
}

describe.each(Object.entries(said))('%s', (detail, { yes, no }) => {
  test.each(yes)('is in “%s”', (typed) => expect(names(typed, detail as Detail)).toBe(true))
  test.each(no)('is not in “%s”', (typed) => expect(names(typed, detail as Detail)).toBe(false))
})

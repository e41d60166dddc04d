/** Words that come back in what the customer says, most often first: what matters most to them (domain §5). */
const COMMON = new Set(
  '这个 那个 一个 我们 你们 他们 就是 没有 不是 什么 还是 但是 现在 已经 时候 自己 因为 所以 怎么 这样 知道 可以 一下 一次 the and that this you they have with'.split(
    ' ',
  ),
)
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

export function repeatedWords(statement: string, most = 5): string[] {
  const counts = new Map<string, number>()
  for (const { segment, isWordLike } of segmenter.segment(statement.toLocaleLowerCase())) {
    if (!isWordLike || segment.length < 2 || /^\d/.test(segment) || COMMON.has(segment)) continue
    counts.set(segment, (counts.get(segment) ?? 0) + 1)
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([word]) => word)
}

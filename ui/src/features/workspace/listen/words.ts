/**
 * Words that come back in what the customer says, most often first: what matters most to them (domain §5). Chinese has
 * no blanks, and dictionaries miss the words of the trade, so it is two to four characters that occur again; a piece
 * that never stands without its longer word is left out, and so is what joins words.
 */
const JOINING =
  /[的了是我你您他她它们这那就也都在有和没又还很到说要去来给让把被个一不着过吗呢吧啊什么怎为以可]/gu

export function repeatedWords(statement: string, most = 5): string[] {
  const runs = statement.replace(JOINING, ' ').match(/\p{Script=Han}{2,}/gu) ?? []
  const counts = new Map<string, number>()
  for (const run of runs)
    for (let length = 2; length <= 4; length++)
      for (let at = 0; at + length <= run.length; at++) {
        const piece = run.slice(at, at + length)
        counts.set(piece, (counts.get(piece) ?? 0) + 1)
      }
  const repeated = [...counts].filter(([, count]) => count > 1)
  return repeated
    .filter(
      ([piece, count]) =>
        !repeated.some(
          ([longer, as]) => longer.length > piece.length && longer.includes(piece) && as === count,
        ),
    )
    .sort(([a, n], [b, m]) => m - n || b.length - a.length)
    .slice(0, most)
    .map(([piece]) => piece)
}

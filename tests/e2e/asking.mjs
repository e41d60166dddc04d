/** Every command of the window that takes a text, as `ui/src/ipc/bindings.ts` has them, with a word in every place where a text can stand. */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const UI = fileURLToPath(new URL('../../ui', import.meta.url))
const ts = createRequire(`${UI}/package.json`)('typescript')
const BINDINGS = `${UI}/src/ipc/bindings.ts`

/**
 * One call or more for each command that takes a text: of what can be given in several ways every way is given once.
 * @returns {{ command: string, given: object }[]}
 */
export function calls(word) {
  const program = ts.createProgram([BINDINGS], { noEmit: true, strict: true, skipLibCheck: true, paths: {} })
  const checker = program.getTypeChecker()
  const found = []
  const visit = (node) => {
    if (ts.isArrowFunction(node) && ts.isCallExpression(node.body)) found.push(node)
    else ts.forEachChild(node, visit)
  }
  visit(program.getSourceFile(BINDINGS))
  return found.flatMap(({ parameters, body }) => {
    const ways = parameters.map(({ name, type }) => [
      name.text,
      waysOf(checker, word, checker.getTypeFromTypeNode(type)),
    ])
    const command = body.arguments[0].text
    return zipped(ways)
      .filter((given) => JSON.stringify(given).includes(word))
      .map((given) => ({ command, given }))
  })
}

/** Objects that between them have every way of every part. */
function zipped(all) {
  const parts = all.filter(([, ways]) => ways.length > 0)
  const most = Math.max(1, ...parts.map(([, ways]) => ways.length))
  return Array.from({ length: most }, (_, n) =>
    Object.fromEntries(parts.map(([name, ways]) => [name, ways[n % ways.length]])),
  )
}

/** The ways to give something of a type, each with the word in the place of every text. */
function waysOf(checker, word, type) {
  const { TypeFlags } = ts
  const ways = (type) => {
    if (type.flags & NOTHING) return []
    if (type.flags & TypeFlags.Null) return [null]
    if (type.isUnion()) return type.types.flatMap(ways)
    if (type.isStringLiteral() || type.isNumberLiteral()) return [type.value]
    if (type.flags & TypeFlags.BooleanLiteral) return [checker.typeToString(type) === 'true']
    if (type.flags & TypeFlags.StringLike) return [word]
    if (type.flags & TypeFlags.NumberLike) return [1]
    if (type.symbol?.name === 'Channel') return ['__CHANNEL__:1']
    if (checker.isArrayType(type)) return ways(checker.getTypeArguments(type)[0]).map((way) => [way])
    const parts = checker.getPropertiesOfType(type)
    return zipped(parts.map((part) => [part.name, ways(checker.getTypeOfSymbol(part))]))
  }
  const NOTHING = TypeFlags.Undefined | TypeFlags.Never
  return ways(type)
}

/** A checklist as people read it: numbered in the order in which it can be walked, each answer with where it leads. */
import type { CheckAnswer, Checklist, CheckQuestion } from '@/ipc'

export type Way =
  /** On to a question that is shown here. */
  | { kind: 'question'; node: QuestionNode }
  /** On to a question that stands elsewhere already. */
  | { kind: 'jump'; number: number; id: string }
  /** Back to a question on the way here: nobody would get out. */
  | { kind: 'cycle'; number: number; id: string }
  /** To the cause. */
  | { kind: 'cause' }
  /** To an end without a cause. */
  | { kind: 'open' }
  /** Nowhere, or to a question that is not there. */
  | { kind: 'dead' }

export interface QuestionNode {
  question: CheckQuestion
  number: number
  answers: { answer: CheckAnswer; way: Way }[]
}

export interface Tree {
  root: QuestionNode | undefined
  /** Questions to which no answer leads. */
  unreached: QuestionNode[]
  /** The number of each question by its id. */
  numbers: ReadonlyMap<string, number>
}

export function treeOf(list: Checklist): Tree {
  const numbers = new Map<string, number>()
  const find = (id: string | null | undefined) => list.questions.find((question) => question.id === id)
  const walk = (question: CheckQuestion, way: readonly string[]): QuestionNode => {
    numbers.set(question.id, numbers.size + 1)
    const path = [...way, question.id]
    const node: QuestionNode = { question, number: numbers.size, answers: [] }
    for (const answer of question.answers) node.answers.push({ answer, way: wayOf(answer, path) })
    return node
  }
  const wayOf = (answer: CheckAnswer, path: readonly string[]): Way => {
    if (answer.attribution) return { kind: 'cause' }
    if (answer.open) return { kind: 'open' }
    const next = find(answer.next)
    if (!next) return { kind: 'dead' }
    const number = numbers.get(next.id)
    if (path.includes(next.id)) return { kind: 'cycle', number: number ?? 0, id: next.id }
    if (number !== undefined) return { kind: 'jump', number, id: next.id }
    return { kind: 'question', node: walk(next, path) }
  }
  const first = find(list.start)
  const root = first && walk(first, [])
  const unreached: QuestionNode[] = []
  for (const question of list.questions) if (!numbers.has(question.id)) unreached.push(walk(question, []))
  return { root, unreached, numbers }
}

/** What is wrong with the ways, as the numbers of the questions where it stands. */
export function troubleOf(tree: Tree): { cycles: number[]; dead: number[]; unreached: number[] } {
  const trouble = {
    cycles: [] as number[],
    dead: [] as number[],
    unreached: tree.unreached.map((n) => n.number),
  }
  const look = (node: QuestionNode) => {
    if (node.answers.length === 0) trouble.dead.push(node.number)
    for (const { way } of node.answers) {
      if (way.kind === 'cycle') trouble.cycles.push(node.number)
      if (way.kind === 'dead') trouble.dead.push(node.number)
      if (way.kind === 'question') look(way.node)
    }
  }
  for (const node of [...(tree.root ? [tree.root] : []), ...tree.unreached]) look(node)
  return trouble
}

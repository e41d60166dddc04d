/** The customer's opinion as it is being asked: solved and satisfied are two questions (domain §12). */
import { text } from '@/i18n'
import type { Emotion, Opinion, Satisfaction, Solved } from '@/ipc'

export interface OpinionTyped {
  solved: Solved | null
  satisfied: Satisfaction | null
  emotion: Emotion | null
  remark: string
}

export const noOpinion = (): OpinionTyped => ({ solved: null, satisfied: null, emotion: null, remark: '' })

/** As the record takes it; undefined until both questions are answered. */
export const opinionOf = ({ solved, satisfied, remark }: OpinionTyped): Opinion | undefined =>
  solved && satisfied ? { solved, satisfied, remark } : undefined

/** 已解决，基本满意 */
export const opinionText = ({ solved, satisfied }: Opinion): string =>
  text('agreement.follow.call.answered', {
    solved: text(`agreement.opinion.solvedIs.${solved}`),
    satisfied: text(`agreement.opinion.satisfiedIs.${satisfied}`),
  })

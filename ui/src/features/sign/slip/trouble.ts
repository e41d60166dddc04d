/** Where on the screen something is written that the slip could not print. */
import { characterText, type DeskError, type Step } from '@/ipc'

/** The slip's fields by the names printed on it (they are Chinese in every language), and the step that holds each. */
const STEPS: Readonly<Record<string, Step>> = {
  投诉人: 'listen',
  业务号码: 'listen',
  联系电话: 'listen',
  代理人: 'listen',
  投诉事项: 'gather',
  核查情况: 'gather',
  原因说明: 'gather',
  责任认定: 'gather',
  责任单位: 'gather',
  处理措施: 'propose',
  处理方案: 'propose',
  处理依据: 'propose',
  负责单位: 'propose',
  补偿: 'propose',
  答复内容: 'ask',
  客户诉求: 'ask',
  上级处理: 'ask',
  后续承诺: 'follow_up',
  客户补充: 'follow_up',
}
/** These stand in the registration, which is corrected in a dialog of its own. */
const HEAD: readonly string[] = ['投诉人', '业务号码', '联系电话', '代理人']

export interface Spot {
  field: string
  /** The character and its code; undefined where the length is the trouble. */
  character?: string
  step?: Step
  head: boolean
}

const spot = (field: string, character?: string): Spot => ({
  field,
  character,
  step: STEPS[field],
  head: HEAD.includes(field),
})

/** Every character that can't be printed, or the one field that is too long. */
export function spotsOf({ code, params, characters }: DeskError): Spot[] {
  if (code === 'slip_too_long') return [spot(String(params.field))]
  return characters.map((one) => spot(one.field, characterText(one)))
}

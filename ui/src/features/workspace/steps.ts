/** The six steps in their order, and the panel of each. */
import type { Component } from 'vue'
import type { Step, TicketView } from '@/ipc'
import ApologizeStep from './apologize/ApologizeStep.vue'
import AskStep from './ask/AskStep.vue'
import FollowUpStep from './follow-up/FollowUpStep.vue'
import GatherStep from './gather/GatherStep.vue'
import ListenStep from './listen/ListenStep.vue'
import ProposeStep from './propose/ProposeStep.vue'

export const STEPS = [
  'listen',
  'apologize',
  'gather',
  'propose',
  'ask',
  'follow_up',
] as const satisfies Step[]

export const panels: Record<Step, Component> = {
  listen: ListenStep,
  apologize: ApologizeStep,
  gather: GatherStep,
  propose: ProposeStep,
  ask: AskStep,
  follow_up: FollowUpStep,
}

export const isStep = (text: string | undefined): text is Step => STEPS.some((step) => step === text)
export const placeOf = (step: Step) => STEPS.indexOf(step)
/** Its forms can be worked on: the ticket is there or beyond. */
export const isReached = ({ ticket }: TicketView, step: Step) => placeOf(step) <= placeOf(ticket.step)
export const stepAfter = (step: Step): Step | undefined => STEPS[placeOf(step) + 1]
export const stepBefore = (step: Step): Step | undefined => STEPS[placeOf(step) - 1]
export const missingAt = (view: TicketView, step: Step) =>
  view.gates.find((gate) => gate.step === step)?.missing ?? []

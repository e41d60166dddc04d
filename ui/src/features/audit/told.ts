/** What the trail says in its own words, in the language of the window; what is not known here is shown as it is. */
import { text } from '@/i18n'

type Fault = 'link' | 'content' | 'eventsCut' | 'cutOff' | 'rewritten'

const FAULTS: readonly [RegExp, Fault][] = [
  [/^line (\d+) does not follow from the one before it$/, 'link'],
  [/^line (\d+) was changed after it was written$/, 'content'],
  [/^line (\d+) speaks of events that the log no longer has$/, 'eventsCut'],
  [/^an anchor was taken at line (\d+), which is no longer there$/, 'cutOff'],
  [/^line (\d+) is not the one at which an anchor was taken$/, 'rewritten'],
]

export function faultText(fault: string): string {
  const gap = /^line (\d+) is missing, line (\d+) is there in its place$/.exec(fault)
  if (gap) return text('audit.fault.gap', { expected: gap[1] ?? '', found: gap[2] ?? '' })
  for (const [form, name] of FAULTS) {
    const line = form.exec(fault)?.[1]
    if (line !== undefined) return text(`audit.fault.${name}`, { line })
  }
  return fault
}

export function detailText(detail: string): string {
  const n = /^failed before: (\d+)$/.exec(detail)?.[1]
  return n === undefined ? detail : text('audit.failedBefore', { n })
}

/** A form of the ticket in the workspace, whose draft counts into the one line of the header. */
import { onScopeDispose, watch } from 'vue'
import { useForm as useFormAt, type Form } from '@/ipc/form'
import { noteSaving } from './saving'
import { useWorkspace } from './panel'

export type { Form, Kept } from '@/ipc/form'

/** The form `name` over what the record of the ticket says. */
export function useForm<T extends object>(name: string, recorded: () => T): Form<T> {
  const form = useFormAt(`ticket:${useWorkspace().view.value.ticket.id}:${name}`, recorded)
  watch(form.state, (state) => noteSaving(form.key, state), { immediate: true })
  onScopeDispose(() => noteSaving(form.key, undefined))
  return form
}

/** The whole number of a ticket's customer: noted before it is told (and refused where the role may not). */
import { text } from '@/i18n'
import { toast } from '@/shared/toasts'
import { commands, lineOf } from '.'

export async function revealPhone(id: string): Promise<string | undefined> {
  try {
    const number = await commands.revealPhone({ id })
    toast(text('workspace.header.revealed'))
    return number
  } catch (error) {
    toast(lineOf(error), { tone: 'red' })
    return undefined
  }
}

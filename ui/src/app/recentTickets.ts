import { onScopeDispose, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import { text } from '@/i18n'
import { queryClient, type TicketView } from '@/ipc'
import { useOpening } from '@/ipc/opening'
import { personText } from '@/shared/formats'
import { usePaletteCommands } from './keys/registry'

const MOST = 8

/** The tickets opened last, in the palette; forgotten when the person or the hall changes. */
export function useRecentTickets(): void {
  const router = useRouter()
  const { atWork, demonstration } = useOpening()
  const ids = ref<string[]>([])

  onScopeDispose(
    router.afterEach(({ name, params }) => {
      const id = params.id
      if ((name === 'ticket' || name === 'sign') && typeof id === 'string')
        ids.value = [id, ...ids.value.filter((one) => one !== id)].slice(0, MOST)
    }),
  )
  watch([() => atWork.value?.id, demonstration], () => (ids.value = []))

  usePaletteCommands(() =>
    ids.value.map((id) => ({
      id: `ticket-${id}`,
      title: () => titleOf(id),
      run: () => router.push({ name: 'ticket', params: { id } }),
    })),
  )
}

function titleOf(id: string): string {
  const ticket = queryClient.getQueryData<TicketView>(['ticket', id])?.ticket
  if (!ticket) return text('app.recent', { number: id.slice(-6), customer: '' })
  const { name, address } = ticket.intake.complainant
  return text('app.recent', { number: ticket.number, customer: personText(name, address) })
}

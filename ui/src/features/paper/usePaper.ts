/** A paper as it will print: what goes out are the bytes that are shown. */
import { useQuery } from '@tanstack/vue-query'
import { computed, ref, shallowRef, toValue, type MaybeRefOrGetter } from 'vue'
import { text } from '@/i18n'
import { asDeskError, characterText, commands, queryClient, refresh, wordsOf, type ErrorWords } from '@/ipc'
import { useOpening } from '@/ipc/opening'
import type { Wanted } from '@/ipc/papers'
import { useSheets } from '@/shared/pdf/useSheets'

export function usePaper(wanted: MaybeRefOrGetter<Wanted>) {
  const { preferences, may } = useOpening()
  const asked = () => {
    const { kind, ticket } = toValue(wanted)
    return { kind, ticket: ticket === undefined ? null : { id: ticket }, masked: false }
  }
  const paper = useQuery(
    {
      queryKey: computed(() => ['paper', toValue(wanted).ticket ?? '', toValue(wanted).kind]),
      queryFn: () => commands.paper({ ...asked(), composed: null }),
      gcTime: 0,
      staleTime: 0,
      refetchOnWindowFocus: false,
    },
    queryClient,
  )
  const { data: printers } = useQuery(
    { queryKey: ['printers'], queryFn: () => commands.printers(), gcTime: 0 },
    queryClient,
  )
  const printer = computed(() => {
    const all = printers.value ?? []
    const chosen = all.find(({ name }) => name === preferences.value?.printer)
    return (chosen ?? all.find(({ preferred }) => preferred))?.name ?? ''
  })
  const { sheets, broken } = useSheets(() => paper.data.value?.pdf)

  const busy = ref<'print' | 'save'>()
  const told = ref<string>()
  const fault = shallowRef<ErrorWords>()
  const whyNotSaved = computed(() => (may('issue_slip') ? undefined : text('app.notYours')))
  const whyNotPrinted = computed(
    () => whyNotSaved.value ?? (printers.value?.length === 0 ? text('paper.noPrinter') : undefined),
  )
  /** What no font of the paper has. */
  const missing = computed(() => {
    const characters = paper.error.value ? asDeskError(paper.error.value).characters : []
    return characters.map((one) => `${one.field} ${characterText(one)}`).join(' · ')
  })

  async function hand(out: 'print' | 'save') {
    const why = out === 'print' ? whyNotPrinted.value : whyNotSaved.value
    const shown = paper.data.value
    if (busy.value || !shown || why) return
    busy.value = out
    told.value = fault.value = undefined
    const request = { ...asked(), composed: shown.composed }
    try {
      if (out === 'print') await commands.printPaper(request, printer.value)
      told.value =
        out === 'print'
          ? text('paper.printed')
          : text('paper.saved', { path: await commands.savePaper(request) })
    } catch (thrown) {
      fault.value = wordsOf(thrown)
    } finally {
      busy.value = undefined
      // That it was about to go out stands in the trail, also where nothing came of it.
      await refresh(['audit'])
    }
  }
  return {
    data: paper.data,
    error: paper.error,
    again: () => paper.refetch(),
    sheets,
    broken,
    busy,
    told,
    fault,
    missing,
    whyNotSaved,
    whyNotPrinted,
    hand,
  }
}
export type Paper = ReturnType<typeof usePaper>

/** A scope is a group of categories (`2`) or one category (`2.2`). */
import { text } from '@/i18n'
import { useCatalogue } from '@/ipc/catalogue'

export function useScopes() {
  const { codes, categoryText } = useCatalogue()
  const scopeText = (scope: string): string => {
    if (scope.includes('.')) return categoryText(scope)
    const group = codes.value[Number(scope) - 1]
    return group ? text('library.scope.group', { name: group.label }) : scope
  }
  return { scopeText, categoryText }
}

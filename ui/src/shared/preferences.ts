/** How this counter likes its window. Where the choice is kept is not decided here: it comes in and is told out. */
import { reactive, readonly, watch } from 'vue'
import { setLanguage, type Language } from '@/i18n'

export interface Preferences {
  theme: 'light' | 'dark' | 'system'
  language: Language
  textSize: 'm' | 'l' | 'xl'
}

const current = reactive<Preferences>({ theme: 'system', language: 'zh-CN', textSize: 'm' })
export const preferences = readonly(current)

export function setPreferences(next: Partial<Preferences>): void {
  Object.assign(current, next)
}

/** Keeps the page as the preferences say and follows the system while they leave it to the system. */
export function applyPreferences(): void {
  const root = document.documentElement
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const paint = () => {
    const theme = current.theme === 'system' ? (dark.matches ? 'dark' : 'light') : current.theme
    root.dataset.theme = theme
    root.dataset.textSize = current.textSize
    setLanguage(current.language)
  }
  dark.addEventListener('change', paint)
  watch(current, paint, { immediate: true, flush: 'sync' })
}

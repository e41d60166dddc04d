import { text } from '@/i18n'
import { lineOf, type Preferences } from '@/ipc'
import { changePreferences } from '@/ipc/opening'
import { toast } from '@/shared/toasts'
import { usePaletteCommand } from './keys'

/** A language is called by its own name, so that whoever can't read the other one finds it. */
const LANGUAGES = { 'zh-CN': '简体中文', en: 'English' } as const
const THEMES = ['light', 'dark', 'system'] as const

/** Theme and language in the palette. */
export function usePreferenceCommands(): void {
  for (const theme of THEMES)
    usePaletteCommand(
      `theme-${theme}`,
      () => text('app.switchTheme', { theme: text(`app.theme.${theme}`) }),
      () => change({ theme }),
    )
  for (const language of ['zh-CN', 'en'] as const)
    usePaletteCommand(
      `language-${language}`,
      () => text('app.switchLanguage', { language: LANGUAGES[language] }),
      () => change({ language }),
    )
}

async function change(preferences: Partial<Preferences>) {
  try {
    await changePreferences(preferences)
  } catch (error) {
    toast(lineOf(error), { tone: 'red' })
  }
}

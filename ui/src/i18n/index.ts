import { readonly, type WritableComputedRef } from 'vue'
import { createI18n } from 'vue-i18n'
import { en, zhCN, type Messages } from './messages'
import type { KeyOf, PlaceholderOf, TextAt } from './typing'

export type Language = 'zh-CN' | 'en'
export type MessageKey = KeyOf<Messages>
type Parameters<K extends MessageKey> = PlaceholderOf<TextAt<Messages, K>>
type Values<Names extends string> = [Names] extends [never] ? [] : [values: Record<Names, string | number>]

/* One instance for the window: texts are also needed where no component is (formats, errors). vue-i18n 11 turns
   a message into a tree and walks it; nothing is compiled to code, which the window's policy would refuse. */
const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: false,
  messages: { 'zh-CN': zhCN, en } as unknown as Record<string, never>,
})

/** The little of it that is used, without its own types: they follow every message and grow beyond bounds. */
interface Translator {
  locale: WritableComputedRef<Language>
  t: (key: string, values: Record<string, unknown>, options?: { locale: Language }) => string
  te: (key: string) => boolean
}
const { locale, t, te } = i18n.global as unknown as Translator

/** What goes on record is in Chinese: the slip is the customer's. */
const RECORD: Language = 'zh-CN'

/** The language in use, as a reactive value. */
export const language = readonly(locale)

/** Changes every text on the screen at once. */
export function setLanguage(next: Language): void {
  locale.value = next
  document.documentElement.lang = next
}

/** A text in the language in use; a wrong key or a missing value does not compile. */
export function text<K extends MessageKey>(key: K, ...[values]: Values<Parameters<K>>): string {
  return t(key, (values ?? {}) as Record<string, unknown>)
}

/**
 * A text that goes on record and onto the slip: in Chinese, whatever the window's language (`Language::RECORD` behind the door). Every text of ours
 * that is put into such a field comes from here.
 */
export function recordText<K extends MessageKey>(key: K, ...[values]: Values<Parameters<K>>): string {
  return t(key, (values ?? {}) as Record<string, unknown>, { locale: RECORD })
}

/** For keys and values that arrive from outside (error codes): undefined when there is no such text. */
export function textFor(key: string, values: Record<string, unknown>): string | undefined {
  return te(key) ? t(key, values) : undefined
}

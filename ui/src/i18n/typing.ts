/** The same keys with texts of another language. */
export type Translation<M> = M extends string ? string : { [K in keyof M]: Translation<M[K]> }

/** Every leaf of a message tree as a dotted path. */
export type KeyOf<M, P extends string = ''> = {
  [K in keyof M & string]: M[K] extends string ? `${P}${K}` : KeyOf<M[K], `${P}${K}.`>
}[keyof M & string]

/** The text that stands at a dotted path. */
export type TextAt<M, K extends string> = K extends `${infer Head}.${infer Rest}`
  ? Head extends keyof M
    ? TextAt<M[Head], Rest>
    : never
  : K extends keyof M
    ? M[K]
    : never

/** The names of the `{placeholders}` in a text. */
export type PlaceholderOf<S> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderOf<Rest>
  : never

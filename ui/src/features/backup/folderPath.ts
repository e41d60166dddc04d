/** A path as somebody typed or pasted it: the quotes that Windows puts around a copied one are none of it. */
export const cleanPath = (typed: string): string => typed.trim().replace(/^"(.*)"$/, '$1')

/** From the top on: E:\备份, \\server\备份, /media/usb. What is less would depend on where the program was started. */
export const isWhole = (path: string): boolean => /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(path)

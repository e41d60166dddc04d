const TYPED_INTO = 'input:not([type=radio],[type=checkbox]), textarea, [contenteditable]'

/** Whether keys without Ctrl or Alt are characters here. */
export const isTypedInto = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(TYPED_INTO) !== null

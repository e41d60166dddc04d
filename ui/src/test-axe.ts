import axe from 'axe-core'

/** What axe (WCAG 2.2 A and AA) has against the page as it stands; contrast needs real pixels and is looked at elsewhere. */
export async function violations(): Promise<string[]> {
  const found = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    // Without a layout axe can't see either that a modal dialog keeps the focus away from what lies behind it.
    rules: { 'color-contrast': { enabled: false }, 'aria-hidden-focus': { enabled: false } },
  })
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
}

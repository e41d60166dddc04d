import axe from 'axe-core'

const violations: string[] = []
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(
    `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
  ),
)

/**
 * Leaves on the page's root what axe and the content security policy have against it, for scripts/look.mjs to read.
 * While a popup is open Reka hides the screen from screen readers and holds Tab inside the list; axe sees only that
 * what is hidden could take the focus, and that the page has lost its landmarks for the moment.
 */
export async function examine(popup: boolean): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 600))
  const aside = ['aria-hidden-focus', 'region', 'landmark-one-main', 'page-has-heading-one']
  const { violations: found } = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: popup ? Object.fromEntries(aside.map((rule) => [rule, { enabled: false }])) : {},
  })
  const findings = found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`),
  )
  document.documentElement.dataset.findings = JSON.stringify([...violations, ...findings])
}

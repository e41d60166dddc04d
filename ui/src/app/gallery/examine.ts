import axe from 'axe-core'

const violations: string[] = []
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(
    `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
  ),
)

/** Leaves on the page's root what axe and the content security policy have against it, for scripts/look.mjs to read. */
export async function examine(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 600))
  const { violations: found } = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  })
  const findings = found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`),
  )
  document.documentElement.dataset.findings = JSON.stringify([...violations, ...findings])
}

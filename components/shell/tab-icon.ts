import type { Severity } from '#lib/incident/incident.ts'

/**
 * Lets the browser's tab tell the severity by colour and shape; null gives the house mark back. Browsers only. In a
 * drill the icon is plum whatever the severity.
 */
export function setTabSeverity(severity: Severity | null, isDrill = false): void {
  const name = severity === null ? 'sitrep' : isDrill ? 'drill' : severity.toLowerCase()
  const href = `/icons/${name}.svg`
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]')) {
    if (link.getAttribute('href') !== href) link.setAttribute('href', href)
  }
}

import type { Severity } from '#lib/incident/incident.ts'
import { numeralPaths, shapePaths } from '#lib/incident/severity-paths.ts'

/** Fill and numeral: a tab's strip may be light or dark, so these are the middle of both themes. */
const colours: Record<Severity, { fill: string; numeral: string }> = {
  SEV1: { fill: '#b7191c', numeral: '#fff' },
  SEV2: { fill: '#f2b036', numeral: '#2b1c08' },
  SEV3: { fill: '#8ba9c2', numeral: '#0b121a' },
}

const houseMark = '/icons/sitrep.svg'

/**
 * Lets the browser's tab tell the severity by colour and shape; null gives the house mark back. Browsers only. It
 * changes the one link that the outermost layout renders.
 */
export function setTabSeverity(severity: Severity | null, isDrill = false): void {
  const href = severity === null ? houseMark : tabIcon(severity, isDrill)
  const link = document.querySelector('link[rel="icon"]')
  if (link && link.getAttribute('href') !== href) link.setAttribute('href', href)
}

/**
 * The picture in its own address, so that nothing is asked of the server. In a drill it is plum and hatched whatever
 * the severity.
 */
function tabIcon(severity: Severity, isDrill: boolean): string {
  const picture = isDrill ? hatch : severityMark(severity)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">${picture}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

const hatch =
  '<rect x="1" y="1" width="18" height="18" rx="2" fill="#974096"/>' +
  '<path d="M1 13 13 1M1 19 19 1M7 19 19 7M13 19l6-6" stroke="#fff" stroke-width="2"/>'

function severityMark(severity: Severity): string {
  const { fill, numeral } = colours[severity]
  const line = 'fill="none" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"'
  return `<path d="${shapePaths[severity]}" fill="${fill}"/><path d="${numeralPaths[severity]}" stroke="${numeral}" ${line}/>`
}

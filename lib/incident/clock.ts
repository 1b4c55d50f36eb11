/** Milestones, their order and the metrics made of them (DOMAIN §2). Pure. */
import type { Incident, Instant, Metrics, MilestoneName, Milestones } from './incident.ts'
import { isSetAside, milestoneNames } from './incident.ts'

/** S ≤ every other; R ≤ A ≤ V ≤ Z; S ≤ G ≤ V. Commander and mobilised follow the report too. */
const order: [MilestoneName, MilestoneName][] = [
  ...milestoneNames.flatMap((name): [MilestoneName, MilestoneName][] =>
    name === 'impactStartedAt' ? [] : [['impactStartedAt', name]],
  ),
  ['reportedAt', 'acknowledgedAt'],
  ['reportedAt', 'commandedAt'],
  ['reportedAt', 'mobilisedAt'],
  ['reportedAt', 'resolvedAt'],
  ['acknowledgedAt', 'resolvedAt'],
  ['mitigatedAt', 'resolvedAt'],
  ['resolvedAt', 'closedAt'],
]

export type Disorder = { earlier: MilestoneName; later: MilestoneName; message: string }

/** The first pair of milestones that stands the wrong way round, or null. Names both fields and both values. */
export function findDisorder(milestones: Milestones): Disorder | null {
  for (const [earlier, later] of order) {
    const [a, b] = [milestones[earlier], milestones[later]]
    if (a !== null && b !== null && a > b) {
      const message = `${earlier} (${a}) must not be after ${later} (${b}).`
      return { earlier, later, message }
    }
  }
  return null
}

/** The instant so many minutes after `at`. */
export function minutesLater(at: Instant, minutes: number): Instant {
  return new Date(Date.parse(at) + minutes * 60_000).toISOString()
}

/** Whole seconds from `from` to `to`, null when either is unknown. */
export function secondsBetween(from: Instant | null, to: Instant | null): number | null {
  if (from === null || to === null) return null
  return Math.floor(Date.parse(to) / 1000) - Math.floor(Date.parse(from) / 1000)
}

/**
 * The metrics of one incident. Unknown stays null, never 0; a cancelled or merged one has none. Mitigation is the
 * team's view: G − R.
 */
export function measure(incident: Incident): Metrics {
  if (isSetAside(incident)) return noMetrics
  const { reportedAt, acknowledgedAt, commandedAt, mitigatedAt, resolvedAt } = incident.milestones
  return {
    responseSeconds: secondsBetween(reportedAt, acknowledgedAt),
    timeToCommandSeconds: secondsBetween(reportedAt, commandedAt),
    timeToMitigateSeconds: secondsBetween(reportedAt, mitigatedAt),
    timeToResolveSeconds: secondsBetween(reportedAt, resolvedAt),
    timeInSeverity: timeInSeverity(incident),
    promises: incident.updates.tally,
  }
}

const noMetrics: Metrics = {
  responseSeconds: null,
  timeToCommandSeconds: null,
  timeToMitigateSeconds: null,
  timeToResolveSeconds: null,
  timeInSeverity: [],
  promises: null,
}

function timeInSeverity(incident: Incident): Metrics['timeInSeverity'] {
  const { reportedAt, resolvedAt } = incident.milestones
  if (reportedAt === null || resolvedAt === null) return []
  return incident.severities.map((span, index) => {
    const until = incident.severities[index + 1]?.from ?? resolvedAt
    return { severity: span.severity, seconds: secondsBetween(span.from, until) ?? 0 }
  })
}

/** The state of one incident: the fold of its log. Pure types; the browser and the server share them. */

export const severities = ['SEV1', 'SEV2', 'SEV3'] as const
export type Severity = (typeof severities)[number]

/** The lifecycle in its order (DOMAIN §3). The first four are live. */
export const statuses = [
  'reported',
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'closed',
] as const
export type Status = (typeof statuses)[number]
export const liveStatuses = ['reported', 'investigating', 'identified', 'monitoring'] as const

export const roles = ['commander', 'communications', 'responder', 'scribe'] as const
export type Role = (typeof roles)[number]

export type Kind = 'real' | 'drill'

/** RFC 3339, UTC, with milliseconds: `2026-05-14T12:02:11.000Z`. Two of them compare as strings. */
export type Instant = string

export type PersonRef = { id: string; name: string }

/** Who did it, as it was called then. Never holds a phone number or a mail address. */
export type ActorRef = { kind: 'person' | 'service' | 'system'; id: string; name: string }

/** An answer that may be owed: the words, "not yet known", or nothing said so far (null). */
export type Answer = { text: string } | { notYetKnown: true } | null

export type Fact = { text: string }
export type Link = { title: string; url: string; seq: number }
export type RoleSpan = { role: Role; person: PersonRef; from: Instant; until: Instant | null }

/** Command offered by the Commander; it lapses at `expiresAt` if nobody accepts. */
export type Offer = {
  from: PersonRef
  to: PersonRef
  brief: string
  offeredAt: Instant
  expiresAt: Instant
  seq: number
}

export const milestoneNames = [
  'impactStartedAt',
  'detectedAt',
  'reportedAt',
  'notifiedAt',
  'acknowledgedAt',
  'commandedAt',
  'mobilisedAt',
  'mitigatedAt',
  'resolvedAt',
  'reportSentAt',
  'closedAt',
] as const
export type MilestoneName = (typeof milestoneNames)[number]
export type Milestones = Record<MilestoneName, Instant | null>

/** A field of the state whose last change is remembered: as evidence, and for `basedOn` (D12). */
export type SourcedField =
  | 'reported'
  | 'severity'
  | 'status'
  | 'who'
  | 'how'
  | 'impactStartedAt'
  | 'solution'
  | 'cause'
  | 'now'
/** The entry that a field's present value rests on. */
export type Source = { seq: number; at: Instant }

export type StatusSpan = { status: Status; from: Instant; by: ActorRef; seq: number }
export type SeveritySpan = { severity: Severity; from: Instant; seq: number }
export type Acknowledgement = { person: PersonRef; at: Instant }

export type Incident = {
  ref: string
  id: string
  kind: Kind
  topic: string
  severity: Severity
  status: Status
  /** What was reported, in the reporter's own words. */
  reported: string
  reportedBy: string
  source: string
  /** The number of the newest entry folded in. */
  seq: number
  impact: { who: Answer; how: Answer }
  solution: string | null
  facts: { cause: Fact | null; now: Fact | null }
  links: Link[]
  roles: RoleSpan[]
  offer: Offer | null
  milestones: Milestones
  acknowledgements: Acknowledgement[]
  /** Every status held, in order; the last one is now. */
  statuses: StatusSpan[]
  /** Every severity held, in order; the last one is now. */
  severities: SeveritySpan[]
  sources: Partial<Record<SourcedField, Source>>
}

export type Metrics = {
  responseSeconds: number | null
  timeToCommandSeconds: number | null
  timeToMitigateSeconds: number | null
  timeToResolveSeconds: number | null
  /** Partitions [reported, resolved] exactly; empty until resolved. */
  timeInSeverity: { severity: Severity; seconds: number }[]
}

/** An incident as every reader gets it (D1). `headHash` is the hash of entry `seq`, in hexadecimal. */
export type IncidentView = Incident & { headHash: string; metrics: Metrics }

/** Reported to monitoring: neither resolved nor closed. */
export function isLive(incident: Pick<Incident, 'status'>): boolean {
  return incident.status !== 'resolved' && incident.status !== 'closed'
}

/** Who holds `role` now; one person except for responders. */
export function holders(incident: Pick<Incident, 'roles'>, role: Role): RoleSpan[] {
  return incident.roles.filter((span) => span.role === role && span.until === null)
}

/** The Incident Commander now, or null. */
export function commander(incident: Pick<Incident, 'roles'>): PersonRef | null {
  return holders(incident, 'commander')[0]?.person ?? null
}

/** Whether command is offered and the offer has not lapsed at `now`. */
export function isOfferOpen(incident: Pick<Incident, 'offer'>, now: Instant): boolean {
  return incident.offer !== null && now < incident.offer.expiresAt
}

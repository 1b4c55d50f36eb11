/** The state of one incident: the fold of its log. Pure types; the browser and the server share them. */
import type { PromiseTally, PublicUpdates, UpdatePromise } from './public-updates.ts'

export const severities = ['SEV1', 'SEV2', 'SEV3'] as const
export type Severity = (typeof severities)[number]

export const liveStatuses = ['reported', 'investigating', 'identified', 'monitoring'] as const
/** The way that an incident goes, in its order (DOMAIN §3). */
export const courseStatuses = [...liveStatuses, 'resolved', 'closed'] as const
/** The course, then the two side exits: out of the metrics, kept in the record. */
export const statuses = [...courseStatuses, 'cancelled', 'merged'] as const
export type Status = (typeof statuses)[number]

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

export const labelKinds = ['component', 'cause'] as const
/** What an incident is about, in people's own words. The same name in other case is the same label. */
export type Label = { kind: (typeof labelKinds)[number]; name: string }
/** An entry kept in sight: its number, when it occurred, its sentence. */
export type Pin = { seq: number; at: Instant; sentence: string }
export type IncidentRef = { id: string; ref: string }
/** The Commander was asked to answer and has done nothing since. `at` is the server's clock. */
export type Nudge = { at: Instant; by: ActorRef; seq: number }

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
/** What set_milestone may set. When somebody took command follows from the roles, the close from the status. */
export const settableMilestones = [
  'impactStartedAt',
  'detectedAt',
  'reportedAt',
  'notifiedAt',
  'acknowledgedAt',
  'mobilisedAt',
  'mitigatedAt',
  'resolvedAt',
] as const
export type SettableMilestone = (typeof settableMilestones)[number]
/** What set_milestone may mark as unknown; the others are the frame of the record. */
export const mayBeUnknown: readonly SettableMilestone[] = [
  'impactStartedAt',
  'detectedAt',
  'notifiedAt',
  'mobilisedAt',
  'mitigatedAt',
]

/** A field of the state whose last change is remembered: as evidence, and for `basedOn` (D12). */
export type SourcedField =
  | MilestoneName
  | 'topic'
  | 'reported'
  | 'severity'
  | 'status'
  | 'who'
  | 'how'
  | 'solution'
  | 'cause'
  | 'now'
  | 'update'
/** The entry that a field's present value rests on. */
export type Source = { seq: number; at: Instant }

export type StatusSpan = { status: Status; from: Instant; by: ActorRef; seq: number }
/** `recordedAt`: when SitRep heard of it, by its own clock. */
export type SeveritySpan = { severity: Severity; from: Instant; recordedAt: Instant; seq: number }
/** What undo_change puts back when it takes back the change of entry `seq`. */
export type Undoable = { seq: number; field: 'severity' | 'status' } & Pick<Milestones, 'mitigatedAt'> & {
    /** Until when those outside waited before. */
    promise: UpdatePromise | null
    /** What the field, and the mitigation, rested on before. */
    before: Partial<Record<'severity' | 'status' | 'mitigatedAt', Source>>
  }
export type Acknowledgement = { person: PersonRef; at: Instant }

/** A version of a document that an entry names. `hash` is the SHA-256 of its content, hexadecimal. */
export type DocumentHead = { version: number; hash: string; seq: number; at: Instant; by: ActorRef }
export type SentHead = DocumentHead & { recipients: number }

/** The situation report's own course: draft, approved, sent. */
export type ReportState = {
  /** The newest saved version. */
  saved: DocumentHead
  approved: DocumentHead | null
  /** What the stakeholders got last. */
  sent: SentHead | null
  /** It was sent, then the incident was reopened. */
  superseded: boolean
}

/** The post-mortem's own course: draft, in review, published. */
export type PostMortemState = {
  saved: DocumentHead | null
  owner: PersonRef | null
  dueAt: Instant | null
  meetingAt: Instant | null
  review: DocumentHead | null
  published: DocumentHead | null
  sent: SentHead | null
  /** One that was written elsewhere. */
  attached: { title: string; url: string; seq: number } | null
  waived: { reason: string; seq: number } | null
}

export const noPostMortem: PostMortemState = {
  saved: null,
  owner: null,
  dueAt: null,
  meetingAt: null,
  review: null,
  published: null,
  sent: null,
  attached: null,
  waived: null,
}

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
  labels: Label[]
  /** In the order in which they were pinned; at most 20. */
  pins: Pin[]
  roles: RoleSpan[]
  offer: Offer | null
  /** When the present Commander last did something, by the server's clock, or when they took command. */
  commanderActiveAt: Instant | null
  nudge: Nudge | null
  /** Where this incident went on, when it was merged. */
  mergedInto: IncidentRef | null
  /** The incidents that were merged into this one. */
  merged: (IncidentRef & { topic: string })[]
  milestones: Milestones
  acknowledgements: Acknowledgement[]
  /** Every status held, in order; the last one is now. */
  statuses: StatusSpan[]
  /** Every severity held, in order; the last one is now. */
  severities: SeveritySpan[]
  sources: Partial<Record<SourcedField, Source>>
  /** The changes of severity and status that can still be taken back, the latest of each field first to go. */
  undo: Undoable[]
  documents: { report: ReportState | null; postMortem: PostMortemState }
  /** The entry that last took back a change of the field: whoever had not seen it is told (D12). */
  undone: Partial<Record<Undoable['field'], number>>
  /** What those outside are told, and until when they wait for the next word. */
  updates: PublicUpdates
}

export type Metrics = {
  responseSeconds: number | null
  timeToCommandSeconds: number | null
  timeToMitigateSeconds: number | null
  timeToResolveSeconds: number | null
  /** Partitions [reported, resolved] exactly; empty until resolved. */
  timeInSeverity: { severity: Severity; seconds: number }[]
  /** Updates that came by the promised time ÷ promises due; a drill's and a real one's alike. */
  promises: PromiseTally | null
}

/** An incident as every reader gets it (D1). `headHash` is the hash of entry `seq`, in hexadecimal. */
export type IncidentView = Incident & { headHash: string; metrics: Metrics }

/** Reported to monitoring. */
export function isLive({ status }: Pick<Incident, 'status'>): boolean {
  return liveStatuses.some((live) => live === status)
}

/** Whether going on from `from` to `to` takes up again what had ended. */
export function isReopening(from: Status, to: Status): boolean {
  return isLive({ status: to }) && !isLive({ status: from })
}

/** Closed, cancelled or merged: nothing changes any more, corrections apart (D24). */
export function isReadOnly({ status }: Pick<Incident, 'status'>): boolean {
  return status !== 'resolved' && !isLive({ status })
}

/** Cancelled or merged: it left the course, and counts in no metric. */
export function isSetAside({ status }: Pick<Incident, 'status'>): boolean {
  return status === 'cancelled' || status === 'merged'
}

/** When the incident ended, the resolution or the side exit that it took; null while it is live. */
export function endOf(incident: Pick<Incident, 'status' | 'statuses' | 'milestones'>): Instant | null {
  if (isLive(incident)) return null
  return incident.milestones.resolvedAt ?? incident.statuses.at(-1)?.from ?? null
}

/** The same kind, and the same name in whatever case. */
export function isSameLabel(a: Label, b: Label): boolean {
  return a.kind === b.kind && a.name.toLowerCase() === b.name.toLowerCase()
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

/** The domain's words as people read them. One place, so that screen, report and refusals agree. */
import type { Label, MilestoneName, Role, Severity, Status } from './incident.ts'

export const statusNames: Record<Status, string> = {
  reported: 'Reported',
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  closed: 'Closed',
  cancelled: 'Cancelled',
  merged: 'Merged',
}

export const milestoneWords: Record<MilestoneName, string> = {
  impactStartedAt: 'Impact started',
  detectedAt: 'Detected',
  reportedAt: 'Reported',
  notifiedAt: 'First notified',
  acknowledgedAt: 'Acknowledged',
  commandedAt: 'Command taken',
  mobilisedAt: 'Mobilised',
  mitigatedAt: 'Mitigated',
  resolvedAt: 'Resolved',
  reportSentAt: 'Report sent',
  closedAt: 'Closed',
}

export const labelKindNames: Record<Label['kind'], string> = { component: 'Component', cause: 'Cause' }

/** "checkout (component)" */
export function labelWords({ kind, name }: Label): string {
  return `${name} (${labelKindNames[kind].toLowerCase()})`
}

export const roleNames: Record<Role, string> = {
  commander: 'Incident Commander',
  communications: 'Communications Lead',
  responder: 'Responder',
  scribe: 'Scribe',
}

export const roleDuties: Record<Role, string> = {
  commander: 'Decides, delegates, keeps the clock. Does not fix things.',
  communications: 'Writes every update that leaves this room. Works closely with the Commander.',
  responder: 'Solves the incident.',
  scribe: 'Keeps the log: results of decisions, key actions, findings and status.',
}

/** What people write to the log, by kind. */
export const kindNames = {
  note: 'Note',
  finding: 'Finding',
  decision: 'Decision',
  action: 'Action',
  deploy: 'Deploy',
  migration: 'Migration',
  configuration: 'Configuration change',
} as const

/** How a deploy or a migration ended, after its name: "Deploy rolled back". */
export const outcomeNames = {
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  rolled_back: 'rolled back',
  cancelled: 'cancelled',
} as const

/** DOMAIN §1: name, meaning, examples and what a severity demands, shown wherever someone chooses one. */
export const severityGuide: Record<
  Severity,
  { name: string; meaning: string; examples: string; demands: string }
> = {
  SEV1: {
    name: 'All hands on deck',
    meaning: 'Impairs or prevents customer operations, or affects the bottom line.',
    examples: 'Customers cannot log in. Customers cannot purchase. Customers cannot be billed.',
    demands: 'Dealt with at once. Everyone alerted must respond immediately.',
  },
  SEV2: {
    name: 'Look at',
    meaning: 'Prevents internal operations, but operations has a workaround.',
    examples: 'The staff scheduling tool is down and staff cannot clock in or out.',
    demands: 'Some internal communication.',
  },
  SEV3: {
    name: 'Ignore for now',
    meaning: 'Impairs internal operations without preventing them.',
    examples: 'A slow back-office page.',
    demands: 'Resolved as a bug in the current sprint. Internal communication optional.',
  },
}

/** "Ines Okafor, Jonas Beck and Priya Raman" */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

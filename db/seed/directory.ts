/** Whom the demonstration's reports are sent to, and what its incidents left to be done. */
import type { Actor } from '#lib/incident/policy.ts'
import { change } from '#lib/log/change.ts'
import { wallClock } from '#lib/time/zone.ts'
import { company } from './cast.ts'

const stakeholders = [
  ['Lotte Meyer', 'lotte@northfield.example', 'Management'],
  ['Henrike Sommer', 'henrike.sommer@northfield.example', 'Management'],
  ['Paul Adler', 'paul.adler@northfield-board.example', 'Board'],
  ['Ruth Nakamura', 'ruth.nakamura@northfield-board.example', 'Board'],
  ['Support desk', 'support@northfield.example', 'Customer care'],
  ['Aline Dubois', 'aline.dubois@harbour-stores.example', 'Key customers'],
  ['Mateo Ríos', 'mateo.rios@rios-market.example', 'Key customers'],
] as const

const severityGroups = {
  SEV1: ['Management', 'Board', 'Customer care'],
  SEV2: ['Management', 'Customer care'],
  SEV3: ['Customer care'],
}

type Left = {
  topic: string
  title: string
  kind: 'prevent' | 'detect' | 'mitigate' | 'process'
  owner?: string
  /** Days from now. */
  due?: number
  state?: 'in_progress' | 'done' | 'dropped'
  outcome?: string
}

const left: Left[] = [
  {
    topic: 'Shop is slow for everybody',
    title: 'Set lock_timeout for every migration',
    kind: 'prevent',
    owner: 'priya',
    due: 1,
  },
  {
    topic: 'Shop is slow for everybody',
    title: 'Build indexes concurrently; lint it in CI',
    kind: 'prevent',
    owner: 'tomasz',
    due: 6,
    state: 'in_progress',
  },
  {
    topic: 'Checkout returns 500 for card payments',
    title: 'Alert when card payments fall below half of last week',
    kind: 'detect',
    owner: 'priya',
    due: -3,
  },
  {
    topic: 'Checkout returns 500 for card payments',
    title: 'A number at the payment provider that answers on Saturdays',
    kind: 'process',
    owner: 'ines',
    due: -9,
    state: 'done',
    outcome: 'Agreed and in the runbook.',
  },
  {
    topic: 'Direct debits were collected twice',
    title: 'Test every nightly job with two workers',
    kind: 'prevent',
    owner: 'zoe',
    due: 12,
  },
  {
    topic: 'Confirmation mails arrive hours late',
    title: 'Watch the age of the oldest mail in the queue',
    kind: 'detect',
    owner: 'dele',
    due: 20,
  },
  {
    topic: 'Payment provider is down',
    title: 'Offer payment by invoice when cards fail',
    kind: 'mitigate',
    owner: 'hanna',
  },
  {
    topic: 'Wrong addresses on shipping labels',
    title: 'Compare ten labels with their orders after each release',
    kind: 'detect',
    owner: 'sam',
    due: 3,
  },
  {
    topic: 'Currency rates are three days old',
    title: 'A second source of rates',
    kind: 'mitigate',
    owner: 'hanna',
    state: 'dropped',
    outcome: 'The provider now promises an answer within an hour.',
  },
]

/** Fills the directory by the side door; the ids of those who are told, by severity. */
export async function fillDirectory(admin: Actor): Promise<Record<string, string[]>> {
  const told: Record<string, string[]> = { SEV1: [], SEV2: [], SEV3: [] }
  for (const [name, email, group] of stakeholders) {
    const { id } = await change(admin, 'add_stakeholder', { name, email, group })
    for (const [severity, groups] of Object.entries(severityGroups)) {
      if (groups.some((one) => one === group)) told[severity]?.push(id)
    }
  }
  await change(admin, 'set_severity_groups', severityGroups)
  return told
}

/** What the incidents left to be done, by the side door; `refs` are the stories' refs by topic, `people` by key. */
export async function leaveFollowUps(
  { people, refs, now }: { people: Map<string, Actor>; refs: Map<string, string>; now: Date },
  admin: Actor,
): Promise<void> {
  for (const { topic, owner = '', due, state, outcome = null, ...fields } of left) {
    const ownerId = people.get(owner)?.id ?? null
    const dueOn = due === undefined ? null : dayFrom(now, due)
    const { id } = await change(admin, 'add_follow_up', { ref: refs.get(topic), ownerId, dueOn, ...fields })
    if (state) await change(admin, 'set_follow_up_state', { id, state, outcome })
  }
}

/** The day, so many days from now, by the company's clock. */
function dayFrom(now: Date, days: number): string {
  const { year, month, day } = wallClock(now, company.timeZone)
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
}

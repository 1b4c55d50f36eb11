/** The post-mortem's own course: drafted, assigned, in review, published; or attached from elsewhere (DOMAIN §6). */
import * as z from 'zod'
import { named, sentTwice } from '#lib/incident/commands/recipients.ts'
import { dueOf } from '#lib/incident/due.ts'
import { commander, type Incident, type PersonRef, type PostMortemState } from '#lib/incident/incident.ts'
import { isBug } from '#lib/incident/owed.ts'
import { hasReport, needsCommand } from '#lib/incident/policy.ts'
import {
  instant,
  limits,
  personId,
  stakeholderIds,
  versionNumber,
  webAddress,
  words,
} from '#lib/incident/shapes.ts'
import {
  append,
  type Context,
  common,
  conflict,
  type Decision,
  defineCommand,
  forbidden,
  invalid,
  nothingNew,
  type Refused,
} from './command.ts'
import { newestEdition, nextEdition, noReport, recipientsOf } from './report.ts'

const needsDocument = { document: 'post_mortem' } as const

export const draftPostMortem = defineCommand({
  input: z.strictObject({ ...common, ownerId: personId.optional() }),
  needs: ({ ownerId }) => ({ ...needsDocument, people: ownerId ? [ownerId] : [] }),
  decide: (incident, input, context) => {
    const { postMortem } = incident.documents
    const edition = nextEdition(postMortem.saved, context)
    if (!edition) return nothingNew
    const owner = input.ownerId ? personOf(input.ownerId, context) : (postMortem.owner ?? commander(incident))
    if (owner && 'refusal' in owner) return owner
    const payload = { ...edition, owner, dueAt: postMortem.dueAt ?? dueNow(incident, context) }
    const occurredAt = input.occurredAt ?? context.now
    return noReport(incident) ?? append({ type: 'post_mortem_drafted', payload, occurredAt })
  },
})

export const savePostMortemVersion = defineCommand({
  input: z.strictObject({ ...common, why: words(limits.line) }),
  needs: () => needsDocument,
  decide: (incident, input, context) => {
    const begun = begunOf(incident)
    if ('refusal' in begun) return begun
    const edition = nextEdition(begun.saved, context)
    if (!edition) return nothingNew
    const payload = { ...edition, reason: input.why }
    return append({ type: 'post_mortem_version_saved', payload, occurredAt: input.occurredAt ?? context.now })
  },
})

export const assignPostMortem = defineCommand({
  input: z
    .strictObject({
      ...common,
      ownerId: personId.nullable().optional(),
      dueAt: instant.nullable().optional(),
      meetingAt: instant.nullable().optional(),
    })
    .refine(
      ({ ownerId, dueAt, meetingAt }) => [ownerId, dueAt, meetingAt].some((value) => value !== undefined),
      'Give at least one of ownerId, dueAt and meetingAt.',
    ),
  needs: ({ ownerId }) => ({ people: ownerId ? [ownerId] : [] }),
  decide: (incident, input, context) => {
    const refused = noReport(incident)
    if (refused) return refused
    const { owner, dueAt, meetingAt } = incident.documents.postMortem
    const given = input.ownerId ? personOf(input.ownerId, context) : input.ownerId === null ? null : owner
    if (given && 'refusal' in given) return given
    const payload = {
      owner: given,
      dueAt: input.dueAt === undefined ? dueAt : input.dueAt,
      meetingAt: input.meetingAt === undefined ? meetingAt : input.meetingAt,
    }
    const isSame = given?.id === owner?.id && payload.dueAt === dueAt && payload.meetingAt === meetingAt
    if (isSame) return nothingNew
    return append({ type: 'post_mortem_assigned', payload, occurredAt: input.occurredAt ?? context.now })
  },
})

export const reviewPostMortem = defineCommand({
  input: z.strictObject({ ...common, version: versionNumber }),
  decide: (incident, input, context) => {
    const begun = begunOf(incident)
    if ('refusal' in begun) return begun
    const { saved, review } = begun
    if (review?.version === input.version) return nothingNew
    const payload = newestEdition(incident, saved, input.version)
    if ('refusal' in payload) return payload
    return append({ type: 'post_mortem_reviewed', payload, occurredAt: input.occurredAt ?? context.now })
  },
})

export const publishPostMortem = defineCommand({
  input: z.strictObject({ ...common, version: versionNumber }),
  decide: (incident, input, context) => {
    const begun = begunOf(incident)
    if ('refusal' in begun) return begun
    const { saved, published, owner } = begun
    if (owner?.id !== context.actor.id && !hasReport(context.actor, incident)) {
      return forbidden(`Its owner${owner ? ` (${owner.name})` : ''} publishes it. ${needsCommand(incident)}`)
    }
    if (published?.version === input.version) return nothingNew
    const payload = newestEdition(incident, saved, input.version)
    if ('refusal' in payload) return payload
    return append({ type: 'post_mortem_published', payload, occurredAt: input.occurredAt ?? context.now })
  },
})

export const attachPostMortem = defineCommand({
  input: z.strictObject({ ...common, title: words(limits.line), url: webAddress }),
  decide: (incident, { title, url, occurredAt }, context) => {
    const { attached } = incident.documents.postMortem
    if (attached?.title === title && attached.url === url) return nothingNew
    return (
      noReport(incident) ??
      append({
        type: 'post_mortem_attached',
        payload: { title, url },
        occurredAt: occurredAt ?? context.now,
      })
    )
  },
})

export const sendPostMortem = defineCommand({
  input: z.strictObject({
    ...common,
    version: versionNumber,
    to: stakeholderIds,
    note: words(limits.text).optional(),
  }),
  needs: ({ version, to }) => ({ version: { document: 'post_mortem', version }, stakeholders: to }),
  decide: (incident, input, context) => {
    const begun = begunOf(incident)
    if ('refusal' in begun) return begun
    const recipients = recipientsOf(input.to, context)
    if ('refusal' in recipients) return recipients
    const { published } = begun
    if (published?.version !== input.version) {
      return conflict(`Version ${input.version} of the post-mortem is not published.`, {
        details: { published: published?.version ?? null, allowed: ['publish_post_mortem'] },
      })
    }
    const twice = sentTwice(recipients.people)
    if (twice) return twice
    const { version, hash } = published
    const payload = { version, hash, recipients: recipients.people.map(named), text: input.note ?? null }
    return append({ type: 'post_mortem_sent', payload, occurredAt: input.occurredAt ?? context.now })
  },
})

type Begun = PostMortemState & { saved: NonNullable<PostMortemState['saved']> }

function begunOf(incident: Incident): Begun | Refused {
  const refused = noReport(incident)
  if (refused) return refused
  const { postMortem } = incident.documents
  if (postMortem.saved) return { ...postMortem, saved: postMortem.saved }
  return conflict(`${incident.ref} has no post-mortem yet. Draft it first.`, {
    details: { allowed: ['draft_post_mortem'] },
  })
}

function personOf(id: string, context: Context): PersonRef | Refused {
  const person = context.person(id)
  if (person?.active) return { id: person.id, name: person.name }
  return invalid('There is no such person, or their account is disabled.', {
    ownerId: 'Give the id of a person, as /api/v1/people lists them.',
  })
}

/** When it is owed; null while the incident goes on, and where none is demanded. */
function dueNow({ severity, milestones }: Incident, { document }: Context): string | null {
  return milestones.resolvedAt ? dueOf(severity, milestones.resolvedAt, document?.zone ?? 'UTC') : null
}

/** Refuses a close that owes a post-mortem or the link to a bug (DOMAIN §3); else what the close brings along. */
export function postMortemOwed(
  incident: Incident,
  { waive, bug }: { waive?: string | undefined; bug?: string | undefined },
): Decision {
  const { severity, documents, links, kind } = incident
  const { published, attached, waived } = documents.postMortem
  if (severity === 'SEV3') {
    if (bug) return { drafts: links.some(({ url }) => url === bug) ? [] : [bugLink(bug)] }
    if (kind === 'drill' || links.some(isBug)) return nothingNew
    return conflict(`${incident.ref} is a SEV3: closing it takes a link to the bug that it goes on in.`, {
      fields: { bug: 'Give the address of the bug, such as https://issues.example.com/SHOP-12.' },
    })
  }
  if (published || attached || waived) return nothingNew
  if (waive) return { drafts: [{ type: 'post_mortem_waived', payload: { reason: waive }, occurredAt: '' }] }
  return conflict(
    `${incident.ref} is a ${severity}: publish its post-mortem, attach one that was written elsewhere, or say why none is needed.`,
    {
      fields: { waive: 'Say in a sentence why no post-mortem is needed.' },
      details: { allowed: ['publish_post_mortem', 'attach_post_mortem'] },
    },
  )
}

function bugLink(url: string) {
  return { type: 'link_added', payload: { title: 'Bug', url }, occurredAt: '' } as const
}

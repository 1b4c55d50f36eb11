import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import type { Transaction } from '#db/client.ts'
import { followUps } from '#db/schema/follow-ups.ts'
import { incidents } from '#db/schema/incidents.ts'
import { organisation } from '#db/schema/organisation.ts'
import { people } from '#db/schema/people.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { followUpEdit, followUpStateInput, newFollowUp } from '#lib/follow-up/input.ts'
import type { FollowUp } from '#lib/follow-up/model.ts'
import { readFollowUp, readOwed } from '#lib/follow-up/queries.ts'
import { isReminderTime, type Reminder, remindersOf } from '#lib/follow-up/reminders.ts'
import { instant } from '#lib/incident/shapes.ts'
import { action } from '#lib/log/action.ts'
import { noSuchIncident } from '#lib/log/ref.ts'
import { queueReminders } from '#lib/messaging/reminders.ts'

/**
 * Follow-ups stand beside the log (D17), and move on when their incident is closed (D24). The audit log names them by
 * number: what people write there could never be taken out again.
 */
export const followUpActions = {
  add_follow_up: action({
    input: newFollowUp,
    write: async (tx, { actor, input: { ref, ownerId, ...fields } }) => {
      const incidentId = await lockIncident(tx, ref)
      const [{ number } = { number: 1 }] = await tx
        .select({ number: sql<number>`coalesce(max(${followUps.number}), 0)::int + 1` })
        .from(followUps)
        .where(eq(followUps.incidentId, incidentId))
      const id = uuidv7()
      await tx.insert(followUps).values({
        ...{ id, incidentId, number, ...fields, ...(await ownerOf(tx, ownerId)), state: 'open' },
        ...{ createdById: actor.id, createdByName: actor.name, createdAt: sql`now()`, changedAt: sql`now()` },
      })
      const result = await readFollowUp(tx, id)
      return { result, audit: { target: id, details: { ref, number } } }
    },
  }),

  edit_follow_up: action({
    input: followUpEdit,
    write: async (tx, { input: { id, ownerId, changedAt, ...fields } }) => {
      const before = await lockFollowUp(tx, id)
      const given = Object.entries({ ...fields, ...(ownerId !== undefined && { owner: ownerId }) })
      const present = (name: string) =>
        name === 'owner' ? (before.owner?.id ?? null) : before[name as keyof FollowUp]
      const changed = given
        .filter(([name, value]) => value !== undefined && value !== present(name))
        .map(([name]) => name)
      if (changed.length === 0) return { result: before, audit: null }
      if (changedAt !== undefined && Date.parse(changedAt) !== Date.parse(before.changedAt)) {
        const message = `Somebody has changed this follow-up meanwhile. It now says “${before.title}”. What you wrote is kept here: look at both, then save again.`
        throw new AppError('conflict', message, { details: { now: before } })
      }
      const owner = ownerId === undefined ? {} : await ownerOf(tx, ownerId)
      await tx
        .update(followUps)
        .set({ ...fields, ...owner, changedAt: laterThanBefore })
        .where(eq(followUps.id, id))
      const result = await readFollowUp(tx, id)
      const { ref, number } = result
      const details = { ref, number, changed: changed.map(fieldName).join(', ') }
      return { result, audit: { target: id, details } }
    },
  }),

  /** Any state may follow any other. Dropping needs to say why; going on takes the outcome away. */
  set_follow_up_state: action({
    input: followUpStateInput,
    write: async (tx, { input: { id, state, outcome: given } }) => {
      const before = await lockFollowUp(tx, id)
      const isOver = state === 'done' || state === 'dropped'
      const outcome = isOver ? (given ?? (before.state === state ? before.outcome : null)) : null
      if (state === 'dropped' && outcome === null) {
        throw new AppError('invalid', 'Say why it is dropped.', {
          fields: { outcome: 'Write why nobody will do it.' },
        })
      }
      if (before.state === state && before.outcome === outcome) return { result: before, audit: null }
      const endedAt = isOver ? (before.endedAt ?? sql`now()`) : null
      await tx
        .update(followUps)
        .set({ state, outcome, endedAt, changedAt: laterThanBefore })
        .where(eq(followUps.id, id))
      const result = await readFollowUp(tx, id)
      const { ref, number } = result
      return { result, audit: { target: id, details: { ref, number, from: before.state, to: state } } }
    },
  }),

  /** The weekly mail to those who owe something, at its hour; at any other time nothing. By a job alone. */
  remind_follow_ups: action({
    input: z.strictObject({ now: instant }),
    write: async (tx, { input }) => {
      const now = Date.parse(input.now)
      const none = { result: [] as Reminder[], audit: null }
      const [own] = await tx.select({ zone: organisation.timeZone }).from(organisation)
      if (!own || !isReminderTime(now, own.zone)) return none
      const reminders = remindersOf(await readOwed(tx), { now, zone: own.zone, origin: env().publicUrl })
      await queueReminders(tx, reminders, { now: input.now })
      return { result: reminders, audit: null }
    },
  }),
}

/** Versions rise, also within one millisecond. */
const laterThanBefore = sql`greatest(now(), ${followUps.changedAt} + interval '1 millisecond')`

function fieldName(name: string): string {
  return { dueOn: 'due day', url: 'link' }[name] ?? name
}

/** Its number is free as long as the incident's row is held; a log that is being written to waits for a moment. */
async function lockIncident(tx: Transaction, ref: string): Promise<string> {
  const [row] = await tx
    .select({ id: incidents.id })
    .from(incidents)
    .where(eq(incidents.ref, ref))
    .for('no key update')
  if (!row) throw noSuchIncident(ref)
  return row.id
}

async function lockFollowUp(tx: Transaction, id: string): Promise<FollowUp> {
  await tx.select({ id: followUps.id }).from(followUps).where(eq(followUps.id, id)).for('update')
  return await readFollowUp(tx, id)
}

/** The name is kept as it is now (D2). */
async function ownerOf(
  tx: Transaction,
  id: string | null,
): Promise<{ ownerId: string | null; ownerName: string | null }> {
  if (id === null) return { ownerId: null, ownerName: null }
  const [person] = await tx
    .select({ name: people.name, disabledAt: people.disabledAt })
    .from(people)
    .where(eq(people.id, id))
  if (!person || person.disabledAt) {
    throw new AppError('invalid', 'The owner is nobody who could do it.', {
      fields: { ownerId: 'Choose somebody with an account that is not disabled.' },
    })
  }
  return { ownerId: id, ownerName: person.name }
}

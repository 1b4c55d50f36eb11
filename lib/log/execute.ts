/**
 * The door. Whatever changes an incident is a command handed to `execute`; nothing else writes (ARCHITECTURE §3).
 * One transaction: replay, lock, authorise and decide, append, fold, notify.
 */
import { eq, sql } from 'drizzle-orm'
import { validate as isUuid, v7 as uuidv7 } from 'uuid'
import { type Transaction, withTransaction } from '#db/client.ts'
import { incidents, refCounters } from '#db/schema/incidents.ts'
import { AppError } from '#lib/errors.ts'
import { type Command, InvalidCommand, parseCommand } from '#lib/incident/commands/table.ts'
import { decide } from '#lib/incident/decide.ts'
import { signDraft } from '#lib/incident/entries/sign.ts'
import { type Draft, type Entry, evolve } from '#lib/incident/entries/table.ts'
import type { Incident, IncidentView, Instant } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { write } from '#lib/log/append.ts'
import { canonicalText, genesis, sha256 } from '#lib/log/chain.ts'
import { toAppError } from '#lib/log/faults.ts'
import { learn, type Surroundings } from '#lib/log/learn.ts'
import { noSuchIncident, readRef, refOf } from '#lib/log/ref.ts'
import { remember } from '#lib/log/replay.ts'
import { writeRoleSpans } from '#lib/log/role-spans.ts'
import { columnsOf, toView } from '#lib/log/row.ts'

export type Answer = { entries: Entry[]; incident: IncidentView }
export type Executed = Answer & {
  /** The answer as it is sent and kept: the same bytes every time the same key comes. */
  text: string
  replayed: boolean
}
export type ExecuteOptions = {
  /** The Idempotency-Key. A UUID becomes the command's id on every entry that it causes (D11). */
  key?: string | undefined
  /** Only seed, import and tests pass a clock; otherwise it is the database's, read under the lock (D6). */
  clock?: (() => Instant) | undefined
}

/**
 * Carries out one command. `target` is an incident's ref, or null for declare_incident; `input` is untrusted.
 * Throws AppError: invalid, forbidden, not_found, conflict, key_reused, unavailable. Nothing is written then.
 */
export async function execute(
  actor: Actor,
  target: string | null,
  input: unknown,
  options: ExecuteOptions = {},
): Promise<Executed> {
  const command = parse(input, target)
  const request = sha256(canonicalText([target?.toUpperCase() ?? null, input]))
  try {
    return await withTransaction((tx) => carryOut(tx, { actor, target, command, request, ...options }))
  } catch (error) {
    throw toAppError(error)
  }
}

type Order = ExecuteOptions & { actor: Actor; target: string | null; command: Command; request: Buffer }

async function carryOut(tx: Transaction, order: Order): Promise<Executed> {
  const { actor, command } = order
  const locked = order.target === null ? await lockCounter(tx, command) : await lockIncident(tx, order.target)
  const around = await learn(tx, { ...order, incidentId: locked.state?.id, seq: locked.state?.seq })
  if (around.firstAnswer !== null) {
    // Written below by this same function, so it has the shape of an Answer.
    return { ...(JSON.parse(around.firstAnswer) as Answer), text: around.firstAnswer, replayed: true }
  }
  const decision = decide(locked.state, command, { ...around, actor, ...locked.context })
  if ('refusal' in decision) {
    const { code, message, fields, details } = decision.refusal
    throw new AppError(code, message, { fields: fields ?? {}, details: details ?? {} })
  }
  const commandId = order.key && isUuid(order.key) ? order.key.toLowerCase() : uuidv7()
  const answer = await append(tx, locked, decision.drafts, { actor, commandId, now: around.now })
  const text = JSON.stringify(answer)
  if (order.key) await remember(tx, { ...order, key: order.key, text })
  return { ...answer, text, replayed: false }
}

type Locked = {
  state: Incident | null
  headHash: string
  context: { identity?: { id: string; ref: string } }
}

async function append(
  tx: Transaction,
  locked: Locked,
  drafts: readonly Draft[],
  by: Pick<Surroundings, 'now'> & { actor: Actor; commandId: string },
): Promise<Answer> {
  const before = locked.state
  const incidentId = before?.id ?? locked.context.identity?.id ?? ''
  const first = (before?.seq ?? 0) + 1
  const { now: recordedAt, ...signature } = by
  const stored = drafts.map((draft, index) =>
    signDraft(draft, { ...signature, recordedAt, seq: first + index }),
  )
  const after = stored.reduce<Incident | null>(evolve, before)
  if (after === null) throw new Error('A command on nothing decided nothing')
  if (stored.length === 0) return { entries: [], incident: toView(after, locked.headHash) }

  if (before === null) await insertIncident(tx, after)
  const entries = await write(tx, incidentId, stored)
  if (before !== null) await tx.update(incidents).set(columnsOf(after)).where(eq(incidents.id, incidentId))
  await writeRoleSpans(tx, before, after)
  await tx.execute(sql`select pg_notify('sitrep', ${`${incidentId}:${after.seq}:${after.ref}`})`)
  return { entries, incident: toView(after, entries.at(-1)?.hash ?? '') }
}

async function insertIncident(tx: Transaction, state: Incident): Promise<void> {
  const { id, ref, kind } = state
  await tx
    .update(refCounters)
    .set({ last: sql`${refCounters.last} + 1` })
    .where(eq(refCounters.kind, kind))
  await tx.insert(incidents).values({ id, ref, kind, headHash: genesis(id), ...columnsOf(state) })
}

async function lockIncident(tx: Transaction, ref: string): Promise<Locked> {
  const [row] = await tx
    .select({ state: incidents.state, headHash: incidents.headHash })
    .from(incidents)
    .where(eq(incidents.ref, readRef(ref) ?? ''))
    .for('update')
  if (!row?.state) throw noSuchIncident(ref)
  return { state: row.state, headHash: row.headHash.toString('hex'), context: {} }
}

/** The next ref, read under the counter's lock and counted up only with the incident itself: no gaps (D7). */
async function lockCounter(tx: Transaction, command: Command): Promise<Locked> {
  const kind = 'kind' in command.input && command.input.kind === 'drill' ? 'drill' : 'real'
  const [counter] = await tx
    .select({ last: refCounters.last })
    .from(refCounters)
    .where(eq(refCounters.kind, kind))
    .for('update')
  if (!counter) throw new Error(`The ref counter for ${kind} incidents is missing`)
  const ref = refOf(kind, counter.last + 1)
  return { state: null, headHash: '', context: { identity: { id: uuidv7(), ref } } }
}

function parse(input: unknown, target: string | null): Command {
  try {
    const command = parseCommand(input)
    if ((command.type === 'declare_incident') === (target === null)) return command
    throw new InvalidCommand('declare_incident makes an incident; every other command names one.', {
      type: 'Declare with POST /api/v1/incidents; send other commands to /api/v1/incidents/{ref}/commands.',
    })
  } catch (error) {
    if (error instanceof InvalidCommand)
      throw new AppError('invalid', error.message, { fields: error.fields })
    throw error
  }
}

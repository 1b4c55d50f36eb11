/**
 * The door. Whatever changes an incident is a command handed to `execute`; nothing else writes (ARCHITECTURE.md,
 * The door). One transaction: lock, learn, replay, authorise and decide, append, fold, jobs, notify.
 */
import { eq, inArray, sql } from 'drizzle-orm'
import { validate as isUuid, v7 as uuidv7 } from 'uuid'
import { type Transaction, withTransaction } from '#db/client.ts'
import { incidents, refCounters } from '#db/schema/incidents.ts'
import { AppError } from '#lib/errors.ts'
import type { Also } from '#lib/incident/commands/command.ts'
import { type Command, definitionOf, InvalidCommand, parseCommand } from '#lib/incident/commands/table.ts'
import { decide } from '#lib/incident/decide.ts'
import { signDraft } from '#lib/incident/entries/sign.ts'
import { type Draft, type Entry, evolve, fold } from '#lib/incident/entries/table.ts'
import type { Incident, IncidentView, Instant } from '#lib/incident/incident.ts'
import { jobsOf } from '#lib/incident/jobs.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { send } from '#lib/jobs/send.ts'
import { write } from '#lib/log/append.ts'
import { tieFiles } from '#lib/log/attach.ts'
import { canonicalText, genesis, sha256 } from '#lib/log/chain.ts'
import { keepVersions, type Prepared } from '#lib/log/document.ts'
import { toAppError } from '#lib/log/faults.ts'
import { learn, type Surroundings } from '#lib/log/learn.ts'
import { setPromiseTimers } from '#lib/log/promise-timers.ts'
import { writePublicState } from '#lib/log/public-state.ts'
import { redactionsIn, takeOut } from '#lib/log/redact.ts'
import { noSuchIncident, readRef, refOf } from '#lib/log/ref.ts'
import { readLog } from '#lib/log/refold.ts'
import { remember, replaceAnswers } from '#lib/log/replay.ts'
import { writeRoleSpans } from '#lib/log/role-spans.ts'
import { columnsOf, foldVersion, toView } from '#lib/log/row.ts'
import { sendOut } from '#lib/log/send-out.ts'

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
  /** The demonstration tells of the past: no timer is set for what follows from it. */
  untimed?: boolean
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
  const locked =
    order.target === null ? await lockCounter(tx, command) : await lock(tx, order.target, command)
  const others = [...locked.others.values()].flatMap(({ state }) => state?.id ?? [])
  const incidentId = locked.state?.id
  const around = await learn(tx, { ...order, incidentId, others })
  if (around.firstAnswer !== null) {
    // Written below by this same function, so it has the shape of an Answer.
    return { ...(JSON.parse(around.firstAnswer) as Answer), text: around.firstAnswer, replayed: true }
  }
  const incident = (ref: string) => locked.others.get(ref)?.state ?? null
  const decision = decide(locked.state, command, { ...around, actor, incident, ...locked.context })
  if ('refusal' in decision) {
    const { code, message, fields, details } = decision.refusal
    throw new AppError(code, message, { fields: fields ?? {}, details: details ?? {} })
  }
  const commandId = order.key && isUuid(order.key) ? order.key.toLowerCase() : uuidv7()
  const by = { actor, commandId, now: around.now, untimed: order.untimed, document: around.document }
  const answer = await append(tx, locked, decision.drafts, by)
  await appendAlso(tx, locked, decision.also ?? [], { ...by, firstPart: answer.entries.length })
  const text = JSON.stringify(answer)
  if (order.key) await remember(tx, { ...order, key: order.key, text })
  return { ...answer, text, replayed: false }
}

/** One log at the moment of its lock; the state is null for an incident that is only being declared. */
type Locked = {
  state: Incident | null
  headHash: string
  context: { identity?: { id: string; ref: string } }
  /** As a process of another version wrote it in the row: what follows from the log is made anew. */
  foreign?: Incident | null
}
/** The log that the command is for, and the other ones that it names, by ref. */
type LockedAll = Locked & { others: Map<string, Locked> }

/** `firstPart` counts the entries of this command in logs before this one: each has its own place (D11). */
type By = Pick<Surroundings, 'now'> &
  Pick<ExecuteOptions, 'untimed'> & {
    actor: Actor
    commandId: string
    document: Prepared | null
    firstPart?: number
  }

/** Entries in the logs of other incidents, each with its own fold and notification. */
async function appendAlso(tx: Transaction, locked: LockedAll, also: readonly Also[], by: By): Promise<void> {
  let firstPart = by.firstPart ?? 0
  for (const { incidentId, drafts } of also) {
    const other = [...locked.others.values()].find(({ state }) => state?.id === incidentId)
    if (!other) throw new Error(`The command writes to incident ${incidentId} without naming it`)
    await append(tx, other, drafts, { ...by, firstPart })
    firstPart += drafts.length
  }
}

async function append(tx: Transaction, locked: Locked, drafts: readonly Draft[], by: By): Promise<Answer> {
  const before = locked.state
  const incidentId = before?.id ?? locked.context.identity?.id ?? ''
  const first = (before?.seq ?? 0) + 1
  const { now: recordedAt, firstPart = 0, untimed = false, document, ...signature } = by
  const stored = drafts.map((draft, index) =>
    signDraft(draft, { ...signature, recordedAt, seq: first + index }),
  )
  const folded = stored.reduce<Incident | null>(evolve, before)
  if (folded === null) throw new Error('A command on nothing decided nothing')
  if (stored.length === 0) return { entries: [], incident: toView(folded, locked.headHash) }

  if (before === null) await insertIncident(tx, folded)
  const entries = await write(tx, incidentId, stored, firstPart)
  await tieFiles(tx, incidentId, stored)
  await keepVersions(tx, incidentId, { stored, document })
  const redactions = redactionsIn(stored)
  const after = redactions.length > 0 ? await takeOut(tx, folded, redactions) : folded
  if (before !== null) await tx.update(incidents).set(columnsOf(after)).where(eq(incidents.id, incidentId))
  await writeRoleSpans(tx, before, after)
  const isAnew = redactions.length > 0 || locked.foreign !== undefined
  const told = isAnew ? { log: await readLog(tx, incidentId) } : { before, stored }
  await writePublicState(tx, after, told, recordedAt)
  await sendOut(tx, after, { stored, untimed })
  if (!untimed)
    await send(
      tx,
      stored.flatMap((entry) => jobsOf(entry, after)),
    )
  // Of what was found: what this command promises has its own.
  if (before && locked.foreign !== undefined) {
    await setPromiseTimers(tx, before, { known: locked.foreign, asks: true })
  }
  await tx.execute(sql`select pg_notify('sitrep', ${`${incidentId}:${after.seq}:${after.ref}`})`)
  const incident = toView(after, entries.at(-1)?.hash ?? '')
  if (redactions.length > 0) await replaceAnswers(tx, incidentId, JSON.stringify({ entries: [], incident }))
  return { entries, incident }
}

async function insertIncident(tx: Transaction, state: Incident): Promise<void> {
  const { id, ref, kind } = state
  await tx
    .update(refCounters)
    .set({ last: sql`${refCounters.last} + 1` })
    .where(eq(refCounters.kind, kind))
  await tx.insert(incidents).values({ id, ref, kind, headHash: genesis(id), ...columnsOf(state) })
}

/** Locks the incident and the others that the command names, in the order of their ids: no deadlock (D7). */
async function lock(tx: Transaction, target: string, command: Command): Promise<LockedAll> {
  const ref = readRef(target) ?? ''
  const { incidents: named = [], copiesOf } = definitionOf(command.type).needs?.(command.input) ?? {}
  const merged = copiesOf === undefined ? [] : await mergedWith(tx, ref)
  const rows = await tx
    .select({
      id: incidents.id,
      ref: incidents.ref,
      state: incidents.state,
      headHash: incidents.headHash,
      foldVersion: incidents.foldVersion,
    })
    .from(incidents)
    .where(inArray(incidents.ref, [ref, ...named, ...merged]))
    .orderBy(incidents.id)
    .for('update')
  const others = new Map<string, Locked>()
  for (const row of rows) others.set(row.ref, await lockedOf(tx, row))
  const locked = others.get(ref)
  if (!locked?.state) throw noSuchIncident(target)
  others.delete(ref)
  return { ...locked, others }
}

/** The incidents whose logs may repeat words of this one. */
async function mergedWith(tx: Transaction, ref: string): Promise<string[]> {
  const [row] = await tx.select({ state: incidents.state }).from(incidents).where(eq(incidents.ref, ref))
  const { mergedInto = null, merged = [] } = row?.state ?? {}
  return [...merged, ...(mergedInto ? [mergedInto] : [])].map((other) => other.ref)
}

type LockedRow = { id: string; state: Incident | null; headHash: Buffer; foldVersion: number }

/** While an older version still runs beside this one it writes states of its own shape; the log has one alone. */
async function lockedOf(tx: Transaction, { id, state, headHash, ...row }: LockedRow): Promise<Locked> {
  const common = { headHash: headHash.toString('hex'), context: {} }
  if (row.foldVersion === foldVersion) return { ...common, state }
  return { ...common, state: fold(await readLog(tx, id)), foreign: state }
}

/** The next ref, read under the counter's lock and counted up only with the incident itself: no gaps (D7). */
async function lockCounter(tx: Transaction, command: Command): Promise<LockedAll> {
  const kind = 'kind' in command.input && command.input.kind === 'drill' ? 'drill' : 'real'
  const [counter] = await tx
    .select({ last: refCounters.last })
    .from(refCounters)
    .where(eq(refCounters.kind, kind))
    .for('update')
  if (!counter) throw new Error(`The ref counter for ${kind} incidents is missing`)
  const ref = refOf(kind, counter.last + 1)
  return { state: null, headHash: '', context: { identity: { id: uuidv7(), ref } }, others: new Map() }
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

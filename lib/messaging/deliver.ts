/**
 * Sending one delivery (RELIABILITY §5). Whoever holds the present `attempt` of a row may complete it; what is found
 * half sent is looked into, never blindly sent again.
 */
import { and, eq, isNull, sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { deliveries } from '#db/schema/deliveries.ts'
import { subscribers } from '#db/schema/share-links.ts'
import type { Instant } from '#lib/incident/incident.ts'
import { sender } from '#lib/jobs/boss.ts'
import { deliverTask } from '#lib/jobs/send.ts'
import { deliverTasks } from '#lib/jobs/tasks.ts'
import { log } from '#lib/log.ts'
import { settleReports } from './callback.ts'
import { type Carrier, carrierOf } from './carrier.ts'
import { isOver, maskAddresses, type Outcome, tooLate } from './model.ts'
import { whyMoot } from './moot.ts'
import { presentTransport, type Transport } from './transport.ts'

/** Where tests hold a worker, to kill it there. */
export type HoldPoint = 'before claim' | 'after claim' | 'after send' | 'after record'

export type DeliverOptions = {
  /** Only tests give a clock; otherwise it is the database's. */
  clock?: (() => Instant) | undefined
  transport?: Transport
  /** How long a claim holds: longer than drawing a PDF and waiting for a provider take together. */
  leaseSeconds?: number
  /** How long a try is waited for, in milliseconds. */
  patience?: number
  hold?: (point: HoldPoint) => Promise<void>
}

export type Row = typeof deliveries.$inferSelect

/** Looks at a delivery and does what is due: sends it, sends it again, gives it up, or nothing. */
export async function deliver(id: string, options: DeliverOptions = {}): Promise<void> {
  const { clock, transport, leaseSeconds = 120, hold = async () => {} } = options
  const [row] = await database().select().from(deliveries).where(eq(deliveries.id, id))
  if (!row || isOver(row.state)) return
  const now = await readNow(clock)
  const later = notBefore(row, now)
  if (later) return await comeBack(row, later)
  const carrier = carrierOf(row, () => transport ?? presentTransport())
  // What nobody wants any more is not what could not be sent in time.
  const end = mayHaveGone(row)
    ? (endOf(row, carrier, now) ?? (await mootEnd(row)))
    : ((await mootEnd(row)) ?? endOf(row, carrier, now))
  if (end) return await giveUp(row, end, now)
  const paused = carrier.breaker.pausedUntil(Date.parse(now))
  if (paused) return await putOff(row, new Date(paused).toISOString())
  await hold('before claim')
  await carrier.turn()
  const claimed = await claim(row, { now, carrier, leaseSeconds })
  if (!claimed) return
  await hold('after claim')
  const outcome = await attempt(claimed, carrier, options)
  if (!outcome) return
  await hold('after send')
  await record(claimed, outcome, { carrier, now: await readNow(clock) })
  await hold('after record')
}

/** The instant before which there is nothing to do: it waits, or somebody else is at it. */
function notBefore({ state, dueAt, leaseUntil }: Row, now: Instant): Instant | null {
  const from = state === 'sending' ? leaseUntil : dueAt
  return from && from > now ? from : null
}

type End = { state: 'failed' | 'cancelled'; why: string; inDoubt: boolean }

/** Why this one is not tried any more, or null. Found half sent, it goes again only where that cannot be twice. */
function endOf(row: Row, carrier: Carrier, now: Instant): End | null {
  const isExpired = row.expiresAt <= now
  if (!mayHaveGone(row)) {
    return isExpired ? { state: 'cancelled', why: tooLate, inDoubt: false } : null
  }
  const keyEnds = Date.parse(row.firstTriedAt ?? now) + carrier.repeatableHours * 3_600_000
  const isSafe = carrier.isRepeatable && row.provider === carrier.name && Date.parse(now) < keyEnds
  if (isSafe && !isExpired && !isTakenOut(row)) return null
  return {
    state: 'failed',
    why: `${withStop(row.trouble ?? 'The answer was lost.')} ${mayHaveArrived}`,
    inDoubt: true,
  }
}

/** Nobody waits for it any more. What may have gone stays in doubt. */
async function mootEnd(row: Row): Promise<End | null> {
  const why = await whyMoot(row)
  return why ? { state: 'cancelled', why, inDoubt: mayHaveGone(row) } : null
}

/** A provider's words end as they like. */
function withStop(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

const mayHaveArrived = 'It may have arrived, so it is not sent again by itself.'

function mayHaveGone({ state, inDoubt, firstTriedAt }: Row): boolean {
  return inDoubt || ((state === 'sending' || state === 'uncertain') && firstTriedAt !== null)
}

/** Written once, tried, and not there any more: a redaction took it out. */
function isTakenOut({ message, firstTriedAt }: Row): boolean {
  return message === null && firstTriedAt !== null
}

async function giveUp(row: Row, { state, why, inDoubt }: End, now: Instant): Promise<void> {
  await database()
    .update(deliveries)
    .set({
      state,
      inDoubt,
      trouble: why,
      secret: null,
      changedAt: now,
      attempt: sql`${deliveries.attempt} + 1`,
    })
    .where(isStill(row))
}

/** Not now, and no fault of its own. */
async function putOff(row: Row, until: Instant): Promise<void> {
  const who = row.channel === 'webhook' ? 'receiver' : 'provider'
  const trouble = row.trouble ?? `The ${who} does not answer just now.`
  const waits = {
    state: mayHaveGone(row) ? ('uncertain' as const) : ('pending' as const),
    dueAt: until,
    trouble,
  }
  const moved = await database()
    .update(deliveries)
    .set({ ...waits, inDoubt: mayHaveGone(row) })
    .where(isStill(row))
    .returning({ id: deliveries.id })
  if (moved.length > 0) await comeBack(row, until)
}

type Claim = { now: Instant; carrier: Carrier; leaseSeconds: number }

/** Takes the row for this attempt; null when somebody else was quicker. */
async function claim(row: Row, { now, carrier, leaseSeconds }: Claim): Promise<Row | null> {
  const [claimed] = await database()
    .update(deliveries)
    .set({
      state: 'sending',
      attempt: sql`${deliveries.attempt} + 1`,
      leaseUntil: new Date(Date.parse(now) + leaseSeconds * 1000).toISOString(),
      provider: carrier.name,
      inDoubt: mayHaveGone(row),
      changedAt: now,
    })
    .where(isStill(row))
    .returning()
  return claimed ?? null
}

/** Whether nobody touched the row since it was read: each claim and each end counts `attempt` up. */
function isStill({ id, attempt, state }: Row) {
  return and(eq(deliveries.id, id), eq(deliveries.attempt, attempt), eq(deliveries.state, state))
}

/** Writes the message down if it is not yet, and hands it over. null: the row was taken away meanwhile. */
async function attempt(
  row: Row,
  carrier: Carrier,
  { clock, patience = 10_000 }: DeliverOptions,
): Promise<Outcome | null> {
  try {
    const { stored, send } = await carrier.ready(row)
    const isMine = await markTried(row, stored, await readNow(clock))
    if (!isMine) return null
    return discreet(await send(AbortSignal.timeout(patience)))
  } catch (error) {
    log.error('A message could not be written', { delivery: row.id, kind: row.kind, error })
    return { kind: 'later', why: 'The message could not be written.', after: null, due: 'message' }
  }
}

/** What a provider says is shown to members and stands in the log: neither sees whole addresses. */
function discreet(outcome: Outcome): Outcome {
  return outcome.kind === 'accepted' ? outcome : { ...outcome, why: maskAddresses(outcome.why) }
}

/** From here on it may have gone. The bytes stand in the row before the first try, so that all tries have the same. */
async function markTried(row: Row, message: Row['message'], now: Instant): Promise<boolean> {
  const marked = await database()
    .update(deliveries)
    .set({ message, firstTriedAt: row.firstTriedAt ?? now })
    .where(isStill(row))
    .returning({ id: deliveries.id })
  return marked.length > 0
}

type Recorded = { carrier: Carrier; now: Instant }

async function record(row: Row, outcome: Outcome, { carrier, now }: Recorded): Promise<void> {
  heed(carrier, outcome, now)
  if (outcome.kind === 'accepted') return await recordSent(row, outcome.providerId, now)
  if (outcome.kind === 'refused' && outcome.isGone) await endSubscription(row, now)
  const next = nextOf(row, outcome, { carrier, now })
  const written = await database()
    .update(deliveries)
    .set({ ...next, changedAt: now, ...(isOver(next.state) && { secret: null }) })
    .where(isStill(row))
    .returning({ id: deliveries.id })
  if (written.length > 0 && !isOver(next.state)) await comeBack(row, next.dueAt)
  if (next.state === 'failed')
    log.warn('A message failed', { delivery: row.id, kind: row.kind, why: next.trouble })
}

/** The receiver is gone for good. Cut short here, the next try finds it again. */
async function endSubscription({ recipientId }: Row, now: Instant): Promise<void> {
  await database()
    .update(subscribers)
    .set({ endedAt: now, endReason: 'gone' })
    .where(and(eq(subscribers.id, recipientId), isNull(subscribers.endedAt)))
}

/** A provider's report may have been quicker than its answer: the state only moves forward. */
async function recordSent(row: Row, providerId: string | null, now: Instant): Promise<void> {
  const written = await database()
    .update(deliveries)
    .set({
      state: sql`case when ${deliveries.state} = 'sending' then 'sent' else ${deliveries.state} end`,
      providerId: providerId ?? row.id,
      sentAt: now,
      changedAt: now,
      inDoubt: false,
      trouble: null,
      secret: null,
    })
    .where(and(eq(deliveries.id, row.id), eq(deliveries.attempt, row.attempt)))
    .returning({ id: deliveries.id })
  if (written.length === 0) log.warn('Another worker has gone on with a message', { delivery: row.id })
  if (providerId !== null && row.provider === 'resend') await settleReports(providerId)
}

type Next = Pick<Row, 'state' | 'dueAt' | 'tries' | 'inDoubt' | 'trouble'>

/** What follows from an answer that was not "accepted". */
function nextOf(row: Row, outcome: Exclude<Outcome, { kind: 'accepted' }>, given: Recorded): Next {
  const { carrier, now } = given
  const inDoubt = row.inDoubt || outcome.kind === 'unknown'
  const isPaced = outcome.kind === 'later' && outcome.due === 'pace'
  const tries = row.tries + (isPaced ? 0 : 1)
  const wait = carrier.waitAfter(tries)
  const isEnd =
    outcome.kind === 'refused' || (outcome.kind === 'unknown' && !carrier.isRepeatable) || wait === null
  if (isEnd) {
    const trouble = inDoubt ? `${withStop(outcome.why)} ${mayHaveArrived}` : outcome.why
    return { state: 'failed', dueAt: row.dueAt, tries, inDoubt, trouble }
  }
  const asked = outcome.kind === 'later' ? outcome.after : null
  // Asked to wait for longer, it waits; asked for less, its tries are not used up the sooner.
  const pause = asked === null ? wait : isPaced ? asked : Math.max(asked, wait)
  const dueAt = new Date(Date.parse(now) + pause).toISOString()
  return { state: inDoubt ? 'uncertain' : 'pending', dueAt, tries, inDoubt, trouble: outcome.why }
}

function heed({ breaker }: Carrier, outcome: Outcome, now: Instant): void {
  const isSilent = outcome.kind === 'unknown' || (outcome.kind === 'later' && outcome.due === 'provider')
  if (isSilent) breaker.failed(Date.parse(now))
  else breaker.answered()
}

/** Somebody looks again then. Lost in a crash, it is found by the sweep. */
async function comeBack({ id, channel }: Pick<Row, 'id' | 'channel'>, at: Instant): Promise<void> {
  const boss = await sender()
  await boss.send(deliverTask(channel), { delivery: id }, { startAfter: at })
}

/**
 * Finds deliveries that no job looks after: claimed by a worker that is gone, or due for a minute without a job that
 * waits or runs. Each gets a job.
 */
export async function sweepDeliveries({ clock }: Pick<DeliverOptions, 'clock'> = {}): Promise<void> {
  const now = await readNow(clock)
  const { rows } = await database().execute<Pick<Row, 'id' | 'channel'>>(sql`
    select id, channel from deliveries d
    where (state = 'sending' and lease_until < ${now}::timestamptz
        or state in ('pending', 'uncertain') and due_at < ${now}::timestamptz - interval '1 minute')
      and not exists (select from pgboss.job j where j.name = any(${sql.param([...deliverTasks])}::text[])
        and j.data->>'delivery' = d.id::text
        and (j.state in ('created', 'retry') or j.state = 'active' and d.state <> 'sending'))
    order by due_at limit 500`)
  for (const row of rows) await comeBack(row, now)
}

async function readNow(clock: DeliverOptions['clock']): Promise<Instant> {
  if (clock) return clock()
  const { rows } = await database().execute<{ now: string | Date }>(sql`select clock_timestamp() as now`)
  return new Date(rows[0]?.now ?? Date.now()).toISOString()
}

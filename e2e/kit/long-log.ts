/** A log of thousands of entries, written past the door but through the same trigger: for what must hold at length. */
import { v7 } from 'uuid'
import { signDraft } from '#lib/incident/entries/sign.ts'
import { type Draft, evolve, type StoredEntry } from '#lib/incident/entries/table.ts'
import type { ActorRef, Incident, Status } from '#lib/incident/incident.ts'
import { bodyOf } from '#lib/log/chain.ts'
import { columnsOf } from '#lib/log/row.ts'

type Sql = { sql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]> }

/** What stands where in the log: by number, so that a test knows what it looks for. */
export const landmarks = {
  correctedSeq: 5,
  correctedText: 'Entry 5 as it stands now.',
  rareSeq: 12_345,
  rareWord: 'zebrafish',
  identifiedSeq: 7_990,
} as const

/** Entries per transaction: within one, Postgres would walk all earlier versions of the incident's row. */
const batch = 1_000
const secondsApart = 5

/**
 * Appends entries to the incident `ref` until its log has `length`, five seconds apart from its report on: mostly
 * notes; every 500th a deploy, every 1,000th a decision, every 400 a run of six quiet ones, three changes of status.
 */
export async function growLog({ sql }: Sql, ref: string, length: number): Promise<void> {
  const [row] = await sql<{ state: Incident }>('select state from incidents where ref = $1', [ref])
  if (!row) throw new Error(`No incident ${ref}`)
  let { state } = row
  const from = Date.parse(state.statuses[0]?.from ?? '')
  while (state.seq < length) {
    const stored: StoredEntry[] = []
    while (state.seq < length && stored.length < batch) {
      const seq = state.seq + 1
      const at = new Date(from + seq * secondsApart * 1000).toISOString()
      const entry = signDraft(draftOf(seq, length, state, at), {
        ...{ seq, actor: authors[seq % authors.length] ?? anna, commandId: v7(), recordedAt: at },
      })
      stored.push(entry)
      state = evolve(state, entry)
    }
    await append({ sql }, state.id, stored)
  }
  const { state: folded, ...columns } = columnsOf(state)
  const names = Object.keys(columns).map((name) =>
    name.replaceAll(/[A-Z]/g, (big) => `_${big.toLowerCase()}`),
  )
  await sql(
    `update incidents set state = $1, ${names.map((name, index) => `${name} = $${index + 3}`).join(', ')} where id = $2`,
    [JSON.stringify(folded), state.id, ...Object.values(columns)],
  )
}

async function append({ sql }: Sql, incidentId: string, stored: readonly StoredEntry[]): Promise<void> {
  const rows = stored.map((entry) => ({
    seq: entry.seq,
    body: bodyOf(entry),
    command: entry.commandId,
    occurred: entry.occurredAt,
    recorded: entry.recordedAt,
  }))
  await sql(
    `insert into entries (incident_id, seq, body, command_id, command_part, occurred_at, recorded_at, body_hash, hash)
     select $1, seq, body, command, 0, occurred, recorded, '', ''
     from jsonb_to_recordset($2) as one(seq int, body text, command uuid, occurred timestamptz, recorded timestamptz)
     order by seq`,
    [incidentId, JSON.stringify(rows)],
  )
}

const anna: ActorRef = { kind: 'person', id: '01990000-0000-7000-8000-00000000000a', name: 'Anna Lind' }
const bruno: ActorRef = { kind: 'person', id: '01990000-0000-7000-8000-00000000000b', name: 'Bruno Aalto' }
const authors = [anna, bruno]

const moves: Record<number, Status> = {
  40: 'investigating',
  [landmarks.identifiedSeq]: 'identified',
  15990: 'monitoring',
}

function draftOf(seq: number, length: number, state: Incident, occurredAt: string): Draft {
  const note = (text: string): Draft => ({ type: 'logged', occurredAt, payload: { kind: 'note', text } })
  const to = moves[seq]
  if (to) {
    return { type: 'status_changed', occurredAt, payload: { from: state.status, to, reason: null } }
  }
  if (seq === landmarks.rareSeq) return note(`The ${landmarks.rareWord} cluster answers again.`)
  if (seq === length - 10) {
    const { correctedSeq: corrects, correctedText: text } = landmarks
    const payload = { field: 'text', text, reason: 'It said something else' } as const
    return { type: 'entry_corrected', occurredAt, corrects, payload }
  }
  if (seq % 1000 === 0) {
    const text = `Decision ${seq / 1000}: keep the replica.`
    return { type: 'logged', occurredAt, payload: { kind: 'decision', text, details: {} } }
  }
  if (seq % 500 === 0) {
    const details = { service: 'web', from: `v${seq}`, to: `v${seq + 1}`, outcome: 'succeeded' } as const
    return { type: 'logged', occurredAt, payload: { kind: 'deploy', text: `Deploy ${seq}`, details } }
  }
  if (seq % 400 > 10 && seq % 400 < 17) return { type: 'acknowledged', occurredAt, payload: {} }
  return note(notes[seq % notes.length]?.replace('#', String(seq)) ?? '')
}

const notes = [
  'Entry #: connections are at 118 of 120.',
  'Entry #: p95 of `POST /session` is **29.8 s**.',
  'Entry #: support has three more calls. They all say the same: the page stays blank after the button, then an error comes, then nothing for a minute or so. Nobody has found a way around it yet, and the callers are patient but would like to know when to try again.',
  'Entry #: no change.',
  'Entry #: the lock is held by the migration.\nWe wait for the index.',
]

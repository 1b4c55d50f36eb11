import naughty from 'big-list-of-naughty-strings/blns.json' with { type: 'json' }
import { expect, test } from 'vitest'
import * as z from 'zod'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { giveStakeholder } from '#e2e/kit/finish.ts'
import { saveSection } from '#lib/document/commands.ts'
import { AppError } from '#lib/errors.ts'
import { storeFile } from '#lib/file/commands.ts'
import { type CommandType, commandTable } from '#lib/incident/commands/table.ts'
import { execute } from '#lib/log/execute.ts'
import { listIncidents } from '#lib/log/list.ts'
import { verify } from '#lib/log/verify.ts'

const kit = await testDatabase()
const ada = await kit.person({ name: 'Ada Min', role: 'admin' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
// Names of the shapes that a text is not: their strings are chosen, not written.
const strings = [
  ...new Set([...naughty, '\u0000', '\ud800', '\udfff x', 'x'.repeat(20_001), ' \n\t ', '\u2028']),
]

/**
 * One command after the other, as an incident may go, with the same text in every field that takes words.
 * `$n` is the number of the newest entry, `$jonas` and `$target` an id and a ref.
 */
const course: { type: CommandType; words: string[]; rest?: Record<string, unknown> }[] = [
  { type: 'take_role', words: [], rest: { role: 'commander' } },
  { type: 'log', words: ['text'], rest: { kind: 'note' } },
  { type: 'pin_entry', words: [], rest: { seq: '$n' } },
  { type: 'correct_entry', words: ['text', 'reason'], rest: { seq: 1 } },
  { type: 'log', words: ['text', 'details.rejected'], rest: { kind: 'decision', details: {} } },
  { type: 'log', words: ['text', 'details.service', 'details.from', 'details.to'], rest: { kind: 'deploy' } },
  { type: 'log', words: ['text', 'details.name'], rest: { kind: 'migration' } },
  { type: 'set_topic', words: ['topic'] },
  { type: 'add_label', words: ['name'], rest: { kind: 'component' } },
  { type: 'remove_label', words: ['name'], rest: { kind: 'component' } },
  { type: 'describe_impact', words: ['who', 'how.text'] },
  { type: 'state_fact', words: ['text'], rest: { fact: 'cause' } },
  { type: 'add_link', words: ['title', 'url'] },
  { type: 'add_link', words: ['title'], rest: { url: 'https://example.org' } },
  { type: 'set_severity', words: ['reason'], rest: { severity: 'SEV3' } },
  { type: 'set_status', words: ['reason'], rest: { status: 'identified' } },
  {
    type: 'set_milestone',
    words: ['reason'],
    rest: { milestone: 'impactStartedAt', at: '2020-01-01T00:00:00Z' },
  },
  { type: 'offer_command', words: ['brief'], rest: { personId: '$jonas' } },
  { type: 'resolve', words: ['solution', 'impact.who', 'impact.how'] },
  { type: 'reopen', words: ['reason'] },
  { type: 'redact_entry', words: ['reason'], rest: { seq: 1 } },
  {
    type: 'draft_update',
    words: ['title', 'headline', 'text'],
    rest: { state: 'looking_into', affected: [], nextUpdateAt: '$later' },
  },
  { type: 'return_update', words: ['reason'], rest: { seq: '$n' } },
  {
    type: 'publish_update',
    words: ['title', 'headline', 'text', 'affected.0.name'],
    rest: { state: 'looking_into', affected: [{ state: 'down' }], nextUpdateAt: '$later' },
  },
  { type: 'merge_into', words: ['reason'], rest: { target: '$target' } },
]
const declared = ['topic', 'reported', 'reportedBy', 'source', 'impact.who', 'impact.how.text']

/** Fields that the course above cannot reach; they are tried on incidents of their own below. */
const elsewhere: Partial<Record<CommandType, string[]>> = {
  cancel: ['reason'],
  decline_command: ['reason'],
  take_over_command: ['reason'],
  attach_file: ['alt', 'text'],
  save_report_version: ['why'],
  send_report: ['note', 'changes', 'override', 'to'],
  save_post_mortem_version: ['why'],
  attach_post_mortem: ['title', 'url'],
  send_post_mortem: ['note', 'to'],
  close: ['waive', 'bug'],
}

test('every field that takes words is tried', () => {
  const tried = new Map<string, Set<string>>()
  const note = (type: string, fields: readonly string[]) =>
    tried.set(
      type,
      new Set([...(tried.get(type) ?? []), ...fields.map((field) => field.replace(/\.text$/, ''))]),
    )
  for (const { type, words } of course) note(type, words)
  for (const [type, words] of Object.entries(elsewhere)) note(type, words)
  note('declare_incident', declared)
  for (const [type, { input }] of Object.entries(commandTable)) {
    const fields = wordsOf(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }))
    const missing = [...fields].filter((field) => !tried.get(type)?.has(field.replace(/\.text$/, '')))
    expect(`${type}: ${missing}`).toBe(`${type}: `)
  }
})

test('what people write is stored as it is or refused as invalid, never our fault', async () => {
  const { incident: target } = await execute(ada, null, declaration)
  let stored = 0
  await someAtOnce(strings, async (text) => {
    const words = Object.fromEntries(declared.map((field) => [field, text]))
    const { incident } =
      (await attempt(null, nested({ ...declaration, ...words }), text)) ??
      (await execute(ada, null, declaration))
    let last = incident.seq
    for (const { type, words, rest } of course) {
      const fields = Object.fromEntries(words.map((field) => [field, text]))
      const input = nested({ type, ...filled(rest, { last, target: target.ref }), ...fields })
      const done = await attempt(
        incident.ref,
        input,
        words.length > 0 && type !== 'remove_label' ? text : null,
      )
      if (done) last = done.incident.seq
      if (done && words.length > 0) stored += 1
    }
  })
  // Most of them are odd, not wrong.
  expect(stored).toBeGreaterThan(strings.length * 8)
  expect((await verify()).faults).toEqual([])
}, 900_000)

test('ways out of an incident and files take odd words too', async () => {
  await someAtOnce(strings, async (text) => {
    const { incident } = await execute(ada, null, declaration)
    await execute(ada, incident.ref, { type: 'take_role', role: 'commander' })
    await execute(ada, incident.ref, { type: 'offer_command', personId: jonas.id, brief: 'Brief.' })
    await attempt(incident.ref, { type: 'decline_command', reason: text }, text, jonas)
    await attempt(incident.ref, { type: 'take_over_command', reason: text }, null)
    // The name comes in a header, percent-encoded: it is made fit rather than refused.
    const { id: fileId } = await storeFile(ada, { name: text, bytes: Buffer.from('queue: 14') })
    await attempt(incident.ref, { type: 'attach_file', fileId, alt: text, text }, text)
    await attempt(incident.ref, { type: 'cancel', reason: text }, text)
  })
}, 900_000)

test('what is said of documents takes odd words too', async () => {
  const stakeholder = await giveStakeholder(kit.sql)
  // A log that grows with every word would take longer and longer to compose.
  await someAtOnce(inParts(strings, 25), async (part) => {
    const { incident } = await execute(ada, null, { ...declaration, severity: 'SEV1' })
    const { ref } = incident
    const say = (input: object, text: string | null = null) => attempt(ref, input, text)
    await say({ type: 'resolve', solution: 'Restarted', impact: { who: 'All', how: 'Nothing worked' } })
    await say({ type: 'draft_report' })
    await say({ type: 'draft_post_mortem' })
    for (const text of part) {
      await say({ type: 'attach_post_mortem', title: text, url: 'https://example.org/12' }, text)
      await say({ type: 'attach_post_mortem', title: 'Elsewhere', url: text }, text)
      // Before anything was sent it is refused, whatever it says.
      await say({ type: 'close', waive: text, bug: text })
      await write(ref, 'report', text)
      const saved = await say({ type: 'save_report_version', why: text }, text)
      const version = saved?.incident.documents.report?.saved.version ?? 1
      await say({ type: 'approve_report', version })
      const words = { note: text, changes: text, override: text }
      await say({ type: 'send_report', version, to: [stakeholder], ...words }, text)
      await write(ref, 'post-mortem', text)
      const begun = await say({ type: 'save_post_mortem_version', why: text }, text)
      const published = begun?.incident.documents.postMortem.saved?.version ?? 1
      await say({ type: 'publish_post_mortem', version: published })
      await say({ type: 'send_post_mortem', version: published, to: [stakeholder], note: text }, text)
    }
  })
  expect((await verify()).faults).toEqual([])
}, 900_000)

/** Writes it into a section, unless it is refused by name. */
async function write(ref: string, document: string, text: string): Promise<void> {
  const section = document === 'report' ? 'summary' : 'learnings'
  const [row] = await kit.sql<{ revision: number }>(
    'select revision from document_sections s join incidents i on i.id = s.incident_id where ref = $1 and section = $2',
    [ref, section],
  )
  const given = { revision: row?.revision ?? 0, text, composedThen: '' }
  try {
    expect((await saveSection(ada, { ref, document, section }, given)).text).toBe(text)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    expect(Object.keys(error.fields)).toEqual(['text'])
  }
}

test('a search for it finds something or nothing, and never fails', async () => {
  await someAtOnce(strings, async (q) => {
    expect((await listIncidents({ q })).incidents.length).toBeGreaterThanOrEqual(0)
  })
}, 60_000)

/** While one waits for the database, another goes on. */
async function someAtOnce<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const one = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next)
  }
  await Promise.all([one(), one(), one(), one()])
}

function inParts<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, part) =>
    items.slice(part * size, (part + 1) * size),
  )
}

/** Carries it out, or gives null when it is refused by name; what was stored must be what was written, trimmed. */
async function attempt(ref: string | null, input: object, text: string | null, actor = ada) {
  try {
    const { entries, incident } = await execute(actor, ref, input)
    if (text !== null && entries.length > 0) expect(JSON.stringify(entries)).toContain(quoted(text))
    return { incident }
  } catch (error) {
    if (!(error instanceof AppError) || !['invalid', 'conflict'].includes(error.code)) throw error
    if (error.code === 'invalid') expect(Object.keys(error.fields).length).toBeGreaterThan(0)
    return null
  }
}

const later = new Date(Date.now() + 86_400_000).toISOString()
const quoted = (text: string) => JSON.stringify(text.trim()).slice(1, -1)

function filled(rest: Record<string, unknown> = {}, given: { last: number; target: string }) {
  const known: Record<string, unknown> = {
    $n: given.last,
    $jonas: jonas.id,
    $target: given.target,
    $later: later,
  }
  return Object.fromEntries(
    Object.entries(rest).map(([field, value]) => [
      field,
      typeof value === 'string' && value in known ? known[value] : value,
    ]),
  )
}

/** `{'a.b': 1}` as `{a: {b: 1}}`. */
function nested(flat: Record<string, unknown>): Record<string, unknown> {
  const whole: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(flat)) {
    const names = path.split('.')
    let at = whole
    for (const name of names.slice(0, -1)) {
      // Made here a line earlier, or by an earlier path.
      at[name] = typeof at[name] === 'object' ? at[name] : {}
      at = at[name] as Record<string, unknown>
    }
    at[names.at(-1) ?? ''] = value
  }
  return whole
}

type Schema = { [keyword: string]: unknown }

/** The dotted paths of a JSON schema's fields that take free words: strings without a form or a list of values. */
function wordsOf(schema: unknown, path = ''): Set<string> {
  const found = new Set<string>()
  // JSON schemas as zod makes them: objects all the way down.
  const {
    type,
    enum: values,
    const: value,
    format,
    pattern,
    properties,
    anyOf,
    oneOf,
    allOf,
  } = (schema ?? {}) as Schema
  if (type === 'string' && !values && value === undefined && !format && !pattern) found.add(path)
  for (const part of [anyOf, oneOf, allOf].flat()) {
    if (part !== undefined) for (const each of wordsOf(part, path)) found.add(each)
  }
  for (const [name, each] of Object.entries((properties ?? {}) as Schema)) {
    for (const inner of wordsOf(each, path ? `${path}.${name}` : name)) found.add(inner)
  }
  return found
}

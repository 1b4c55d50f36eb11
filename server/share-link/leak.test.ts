/**
 * Nothing internal ever leaves (D15): what people write into every internal field is found in nothing
 * that a link answers.
 */
import { randomUUID } from 'node:crypto'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { giveStakeholder } from '#e2e/kit/finish.ts'
import { hashToken, newToken } from '#lib/auth/token.ts'
import { saveSection } from '#lib/document/commands.ts'
import { storeFile } from '#lib/file/commands.ts'
import { type CommandType, commandTable } from '#lib/incident/commands/table.ts'
import { change } from '#lib/log/change.ts'
import { execute } from '#lib/log/execute.ts'
import { startShareLinks } from './share-links.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)

let planted = 0
/** A word that stands nowhere else, and that no form of escaping changes. */
function secret(): string {
  planted += 1
  return `Planted${planted}Secret`
}

const lead = await kit.person({ name: secret(), role: 'admin' })
const second = await kit.person({ name: secret(), role: 'member' })
const stakeholder = await giveStakeholder(kit.sql, secret())
const links = await startShareLinks({ publicUrl: 'https://sitrep.example.org', timers: false })
const server = createServer((incoming, response) => {
  if (!links.answerAtOnce(incoming, response)) void links.answer(incoming, response)
})
beforeAll(async () => await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)))
afterAll(async () => {
  await links.stop()
  server.closeAllConnections()
  server.close()
})

type Give = (input: { type: string } & Record<string, unknown>, by?: typeof lead) => Promise<number>
type Place = { give: Give; ref: string }

const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const published = (headline: string, more: Record<string, unknown> = {}) => ({
  ...{ type: 'publish_update', title: 'Logins fail', headline, text: 'We look into it.' },
  ...{ state: 'looking_into', nextUpdateAt: later(20), ...more },
})

/** Each puts a word of its own into every text that it takes; what the state refuses just then is no matter. */
const steps: Record<string, (place: Place) => Promise<unknown>> = {
  set_topic: ({ give }) => give({ type: 'set_topic', topic: secret() }),
  note: ({ give }) => give({ type: 'log', kind: 'note', text: secret() }),
  decision: ({ give }) =>
    give({ type: 'log', kind: 'decision', text: secret(), details: { rejected: secret() } }),
  migration: ({ give }) =>
    give({
      type: 'log',
      kind: 'migration',
      text: secret(),
      details: { name: secret(), outcome: 'succeeded' },
    }),
  correct_entry: async ({ give }) => {
    const seq = await give({ type: 'log', kind: 'finding', text: secret() })
    await give({ type: 'correct_entry', seq, text: secret(), reason: secret() })
  },
  describe_impact: ({ give }) => give({ type: 'describe_impact', who: secret(), how: secret() }),
  state_fact: ({ give }) => give({ type: 'state_fact', fact: 'cause', text: secret() }),
  add_link: ({ give }) => give({ type: 'add_link', title: secret(), url: `https://example.org/${secret()}` }),
  add_label: ({ give }) => give({ type: 'add_label', kind: 'component', name: secret() }),
  remove_label: async ({ give }) => {
    const name = secret()
    await give({ type: 'add_label', kind: 'component', name })
    await give({ type: 'remove_label', kind: 'component', name })
  },
  pin_entry: async ({ give }) => {
    const seq = await give({ type: 'log', kind: 'note', text: secret() })
    await give({ type: 'pin_entry', seq })
    await give({ type: 'unpin_entry', seq })
  },
  attach_file: async ({ give }) => {
    const { id } = await storeFile(lead, { name: `${secret()}.txt`, bytes: Buffer.from(`${secret()}\n`) })
    await give({ type: 'attach_file', fileId: id, text: secret() })
  },
  set_severity: ({ give }) => give({ type: 'set_severity', severity: 'SEV1', reason: secret() }),
  set_status: ({ give }) => give({ type: 'set_status', status: 'identified', reason: secret() }),
  undo_change: async ({ give }) => {
    const seq = await give({ type: 'set_severity', severity: 'SEV3', reason: secret() })
    await give({ type: 'undo_change', seq })
  },
  set_milestone: ({ give }) =>
    give({
      ...{ type: 'set_milestone', milestone: 'impactStartedAt', at: later(-60), reason: secret() },
    }),
  assign_role: ({ give }) => give({ type: 'assign_role', role: 'scribe', personId: second.id }),
  offer_command: async ({ give }) => {
    await give({ type: 'offer_command', personId: second.id, brief: secret() })
    await give({ type: 'decline_command', reason: secret() }, second)
  },
  draft_update: ({ give }) =>
    give({
      ...published(secret(), { type: 'draft_update', title: secret(), text: secret() }),
      affected: [{ name: secret(), state: 'down' }],
    }),
  return_update: async ({ give }) => {
    const seq = await give(published(secret(), { type: 'draft_update', text: secret() }), second)
    await give({ type: 'return_update', seq, reason: secret() })
  },
  redact_entry: async ({ give }) => {
    const seq = await give({ type: 'log', kind: 'note', text: secret() })
    await give({ type: 'redact_entry', seq, reason: secret() })
  },
  redact_update: async ({ give }) => {
    const word = secret()
    const more = { title: word, text: word, affected: [{ name: word, state: 'down' }] }
    const seq = await give(published(word, more))
    await give({ type: 'redact_entry', seq, reason: secret() })
    // What was withdrawn is told no more; the next one says anew what it is about.
    await give(published('We go on looking.', { affected: [] }))
  },
  follow_up: ({ ref }) =>
    change(lead, 'add_follow_up', { ref, ownerId: null, dueOn: null, title: secret(), kind: 'prevent' }),
  resolve: async ({ give, ref }) => {
    await give({ type: 'resolve', solution: secret(), impact: { who: secret(), how: secret() } })
    await give({ type: 'draft_report' })
    const words = { revision: 0, text: secret(), composedThen: '' }
    await saveSection(lead, { ref, document: 'report', section: 'summary' }, words)
    await give({ type: 'save_report_version', why: secret() })
    await give({ type: 'approve_report', version: 2 })
    await give({
      ...{ type: 'send_report', version: 2, to: [stakeholder], note: secret(), override: secret() },
    })
    await give({ type: 'draft_post_mortem' })
    const about = { ref, document: 'post_mortem', section: 'impact' }
    await saveSection(lead, { ref, document: 'post_mortem', section: 'impact' }, words)
    await change(lead, 'comment_on_section', { ...about, text: secret() })
    await give({ type: 'save_post_mortem_version', why: secret() })
    await give({ type: 'share_documents', report: true, postMortem: false })
    await give({ type: 'reopen', reason: secret() })
  },
}

/** Commands without words of people, or played by `place` itself; a new one must be looked at. */
const wordless: CommandType[] = [
  ...([
    'declare_incident',
    'acknowledge',
    'take_role',
    'release_role',
    'accept_command',
    'take_over_command',
  ] as const),
  ...([
    'nudge_commander',
    'lapse_offer',
    'unpin_entry',
    'decline_command',
    'log',
    'reopen',
    'close',
  ] as const),
  ...([
    'cancel',
    'merge_into',
    'draft_report',
    'save_report_version',
    'approve_report',
    'send_report',
  ] as const),
  ...(['draft_post_mortem', 'save_post_mortem_version', 'assign_post_mortem', 'review_post_mortem'] as const),
  ...([
    'publish_post_mortem',
    'attach_post_mortem',
    'send_post_mortem',
    'publish_update',
    'approve_update',
  ] as const),
  ...(['nudge_update', 'note_overdue_update', 'share_documents'] as const),
]

const names = Object.keys(steps)

test('every command that takes words is played here', () => {
  const missing = Object.keys(commandTable).filter(
    (type) => !names.includes(type) && !wordless.some((one) => one === type),
  )
  expect(missing).toEqual([])
})

test('planted everywhere, each after each, nothing is found in anything that a link answers', async () => {
  await play(names, 'cancel')
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(names, { minLength: 4, maxLength: 9 }),
      fc.constantFrom('cancel', 'merge', 'none'),
      play,
    ),
    { numRuns: 12 },
  )
}, 120_000)

async function play(order: readonly string[], end: string): Promise<void> {
  const { incident } = await execute(lead, null, {
    ...{ type: 'declare_incident', topic: secret(), severity: 'SEV2', reported: secret() },
    ...{ reportedBy: secret(), source: secret(), impact: { who: secret(), how: secret() } },
  })
  const { ref, id } = incident
  const give: Give = async (input, by = lead) => {
    const { entries } = await execute(by, ref, input)
    return entries[0]?.seq ?? 0
  }
  await give({ type: 'take_role', role: 'commander' })
  await give(published('Some cannot log in.', { affected: [{ name: 'Log in', state: 'down' }] }))
  const refused: string[] = []
  for (const name of order) {
    await steps[name]?.({ give, ref }).catch((error) => refused.push(`${name}: ${error}`))
  }
  // A step that does not work would plant nothing.
  expect(refused).toEqual([])
  const [own, all] = [await giveLink(id), await giveLink(null)]
  if (end === 'cancel') await give({ type: 'cancel', reason: secret() }).catch(() => undefined)
  if (end === 'merge') {
    const { incident: target } = await execute(lead, null, {
      ...{ type: 'declare_incident', topic: secret(), severity: 'SEV2', reported: secret() },
      ...{ reportedBy: secret(), source: secret() },
    })
    await execute(lead, target.ref, { type: 'take_role', role: 'commander' })
    await give({ type: 'merge_into', target: target.ref, reason: secret() }).catch(() => undefined)
  }
  await links.compare()
  for (const path of [own, all]) {
    for (const rest of ['', '.json', '/feed.atom', '/badge.svg', '/stream']) {
      const { body, headers } = await ask(path + rest)
      const answer = `${JSON.stringify(headers)}\n${body}`
      expect(answer.length).toBeGreaterThan(300)
      expect(answer.match(/Planted\d+Secret/g), `${rest} after ${order.join()}`).toBe(null)
      for (const inner of [id, ref, lead.id, second.id]) expect(answer).not.toContain(inner)
      expect(answer).not.toMatch(/INC-\d|"seq"|"reason"|"actor"|"topic"/)
    }
  }
  expect((await ask(own)).body).toContain('</html>')
}

async function giveLink(incidentId: string | null): Promise<string> {
  const token = newToken()
  await kit.sql(
    `insert into share_links (id, token_hash, incident_id, label, created_at, created_by_id, created_by_name)
     values ($1, $2, $3, $4, now(), $5, $6)`,
    [randomUUID(), hashToken(token), incidentId, secret(), lead.id, lead.name],
  )
  return `/s/${token}`
}

async function ask(path: string): Promise<{ body: string; headers: unknown }> {
  // A listening TCP server always has an AddressInfo.
  const { port } = server.address() as AddressInfo
  return await new Promise((resolve, reject) => {
    const sent = get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      let body = ''
      const done = () => resolve({ body, headers: response.headers })
      response.on('end', done)
      response.on('data', (chunk) => {
        body += String(chunk)
        if (!path.endsWith('/stream') || !body.includes('"html"') || !body.endsWith('\n\n')) return
        done()
        sent.destroy()
      })
    })
    sent.on('error', reject)
  })
}

import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { finish, giveStakeholder } from '#e2e/kit/finish.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { systemActor } from '#lib/incident/policy.ts'
import { change } from '#lib/log/change.ts'
import { execute } from '#lib/log/execute.ts'
import { verify } from '#lib/log/verify.ts'
import { systemActor as jobsActor } from '#lib/people/policy.ts'
import { saveSection } from './commands.ts'
import { getReportEdition, getVersionTexts, getWorkingPostMortem, getWorkingReport } from './queries.ts'

const kit = await testDatabase()
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
const lotte = await kit.person({ name: 'Lotte Meyer', role: 'observer' })
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
let stakeholder = ''

beforeAll(async () => {
  await kit.sql(
    `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
  )
  stakeholder = await giveStakeholder(kit.sql)
})

const impact = { who: 'All customers', how: 'They could not log in' }

/** A resolved SEV2 that Ines commands. */
async function resolved(): Promise<string> {
  const { incident } = await execute(jonas, null, { ...declaration, severity: 'SEV2' })
  await say(incident.ref, { type: 'take_role', role: 'commander' })
  await say(incident.ref, { type: 'resolve', solution: 'Rolled back v847', impact })
  return incident.ref
}

const say = (ref: string, input: { type: string } & Record<string, unknown>, by: Actor = ines) =>
  execute(by, ref, input)
const write = (ref: string, section: string, text: string | null, revision = 0, by: Actor = jonas) =>
  saveSection(by, { ref, document: 'report', section }, { revision, text, composedThen: 'as it was' })

test('a draft by SitRep itself is version 1; the same text again is no new one', async () => {
  const ref = await resolved()
  const { incident, entries } = await execute(systemActor, ref, { type: 'draft_report' })
  expect(entries).toMatchObject([
    { type: 'report_drafted', payload: { version: 1 }, actor: { kind: 'system' } },
  ])
  expect((await execute(systemActor, ref, { type: 'draft_report' })).entries).toEqual([])
  const [row] = await kit.sql(
    `select encode(hash, 'hex') as hash, encode(sha256(convert_to(content, 'UTF8')), 'hex') as own
    from document_versions where incident_id = $1`,
    [incident.id],
  )
  expect(row).toEqual({
    hash: incident.documents.report?.saved.hash,
    own: incident.documents.report?.saved.hash,
  })
  expect(await getReportEdition(ref)).toMatchObject({
    edition: { version: 1, state: 'draft', changed: false, line: 'Version 1, draft, not approved' },
    postMortem: 'Nobody owns the post-mortem yet.',
  })
})

test('what people write stands in the place of what was composed, and survives as a version', async () => {
  const ref = await resolved()
  await say(ref, { type: 'draft_report' })
  const saved = await write(ref, 'answer_7', 'About **1,900** customers.')
  expect(saved).toMatchObject({ section: 'answer_7', revision: 1, editedBy: 'Jonas Beck' })
  const working = await getWorkingReport(ref)
  expect(working.content.document.answers[6]).toMatchObject({
    blocks: [{ type: 'words', text: 'About **1,900** customers.' }],
    edited: true,
  })
  expect(working.composed.answer_7).toBe('All customers')
  expect(working.content.document.edition).toMatchObject({ version: 1, changed: true, state: 'draft' })
  await say(ref, { type: 'save_report_version', why: 'Counted.' })
  await say(ref, { type: 'approve_report', version: 2 })
  // In another zone it is neither a draft after that version nor that version.
  const elsewhere = await getReportEdition(ref, { zone: 'Asia/Tokyo' })
  expect(elsewhere.edition).toMatchObject({
    version: null,
    line: 'From the log in another time zone, without what people wrote',
  })
  expect(elsewhere.answers[6]?.edited ?? false).toBe(false)
  expect((await getReportEdition(ref, { zone: 'Europe/Berlin' })).edition.state).toBe('approved')
  expect((await getWorkingReport(ref)).versions).toMatchObject([
    { version: 2, why: 'Counted.', by: 'Ines Okafor' },
    { version: 1, why: 'Drafted from the log' },
  ])
  expect((await getVersionTexts('report', ref, 1)).answer_7).toBe('All customers')
  expect((await getVersionTexts('report', ref, 2)).answer_7).toBe('About **1,900** customers.')
  await expect(getReportEdition(ref, { version: 9 })).rejects.toMatchObject({ code: 'not_found' })
})

test('of two who write at once the second gets both texts, and nothing is overwritten', async () => {
  const ref = await resolved()
  await write(ref, 'summary', 'First.')
  await expect(write(ref, 'summary', 'Second.', 0, ines)).rejects.toMatchObject({
    code: 'conflict',
    details: { yours: 'Second.', theirs: 'First.', revision: 1, editedBy: 'Jonas Beck' },
  })
  const answers = await Promise.allSettled([1, 2, 3, 4].map((n) => write(ref, 'summary', `Again ${n}.`, 1)))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await write(ref, 'summary', null, 2)).toMatchObject({ text: null, revision: 3 })
  expect((await getWorkingReport(ref)).content.document.editedSummary).toBeNull()
})

test('who may not, what is not there, and what cannot be saved', async () => {
  const ref = await resolved()
  await expect(write(ref, 'summary', 'x', 0, lotte)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(write('INC-999', 'summary', 'x')).rejects.toMatchObject({ code: 'not_found' })
  await expect(write(ref, 'learnings', 'x')).rejects.toMatchObject({ code: 'not_found' })
  await expect(write(ref, 'headline', 'two\nlines')).rejects.toMatchObject({
    code: 'invalid',
    fields: { text: 'Write the headline on one line.' },
  })
  await expect(write(ref, 'summary', 'x\u0000')).rejects.toMatchObject({ code: 'invalid' })
})

test('approved, sent to everybody once, closed; a reopening supersedes it', async () => {
  const ref = await resolved()
  await say(ref, { type: 'draft_report' })
  await expect(say(ref, { type: 'send_report', version: 1, to: [stakeholder] })).rejects.toMatchObject({
    code: 'conflict',
    details: { allowed: ['approve_report'] },
  })
  await expect(say(ref, { type: 'approve_report', version: 1 }, jonas)).rejects.toMatchObject({
    code: 'forbidden',
  })
  await say(ref, { type: 'approve_report', version: 1 })
  expect((await getReportEdition(ref)).edition).toMatchObject({ state: 'approved' })
  const held = say(ref, { type: 'send_report', version: 1, to: [stakeholder, stakeholder] })
  await expect(held).rejects.toMatchObject({ code: 'conflict', fields: { override: expect.any(String) } })
  const override = 'Nobody answered before the resolution.'
  const sending = { type: 'send_report', version: 1, to: [stakeholder, stakeholder], override }
  // Two people press Send at the same moment.
  const presses = await Promise.allSettled([say(ref, sending), say(ref, sending, noor)])
  expect(presses.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(say(ref, sending)).rejects.toMatchObject({
    code: 'conflict',
    message: 'This version was sent to Astrid Holm already. Leave out whoever has it.',
  })
  const rows = await kit.sql(
    `select name, d.state, source ->> 'version' as version from deliveries d
    join incidents i on i.id = d.incident_id where ref = $1`,
    [ref],
  )
  expect(rows).toEqual([{ name: 'Astrid Holm', state: 'pending', version: '1' }])
  expect(await getReportEdition(ref)).toMatchObject({
    edition: { state: 'sent', line: 'Version 1, approved by Ines Okafor, sent to 1 person' },
    distribution: [{ name: 'Astrid Holm', version: 1, failed: false }],
  })
  await expect(say(ref, { type: 'close' })).rejects.toMatchObject({ fields: { waive: expect.any(String) } })
  await say(ref, { type: 'close', waive: 'Small.' })
  await say(ref, { type: 'reopen', reason: 'It came back' })
  const { incident } = await getWorkingReport(ref)
  expect(incident.documents.report).toMatchObject({ superseded: true, approved: null })
  expect(incident.milestones.reportSentAt).toBeNull()
  expect((await getReportEdition(ref, { version: 1 })).edition.state).toBe('superseded')
  expect((await verify()).faults).toEqual([])
})

test('a post-mortem has an owner and a due day, is commented on, reviewed and published by its owner', async () => {
  const ref = await resolved()
  await say(ref, { type: 'draft_post_mortem', ownerId: jonas.id })
  const begun = await getWorkingPostMortem(ref)
  expect(begun.incident.documents.postMortem).toMatchObject({
    owner: { name: 'Jonas Beck' },
    dueAt: expect.any(String),
  })
  await saveSection(
    jonas,
    { ref, document: 'post-mortem', section: 'learnings' },
    {
      ...{ revision: 0, text: '- Watch connections.', composedThen: '' },
    },
  )
  const { id } = await change(ines, 'comment_on_section', {
    ...{ ref, document: 'post_mortem', section: 'learnings', text: 'Which ones?' },
  })
  await change(jonas, 'resolve_comment', { id })
  expect((await getWorkingPostMortem(ref)).comments).toMatchObject([
    { text: 'Which ones?', by: 'Ines Okafor', resolvedBy: 'Jonas Beck' },
  ])
  await say(ref, { type: 'save_post_mortem_version', why: 'After the meeting' }, jonas)
  await say(ref, { type: 'review_post_mortem', version: 2 }, jonas)
  expect((await getWorkingPostMortem(ref)).content.document.edition.state).toBe('in_review')
  const other = await kit.person({ name: 'Priya Raman', role: 'member' })
  await expect(say(ref, { type: 'publish_post_mortem', version: 2 }, other)).rejects.toMatchObject({
    code: 'forbidden',
  })
  await say(ref, { type: 'publish_post_mortem', version: 2 }, jonas)
  expect((await getWorkingPostMortem(ref)).content.document.edition).toMatchObject({
    state: 'published',
    line: 'Version 2, published by Jonas Beck',
  })
  expect((await getReportEdition(ref)).postMortem).toBe('The post-mortem is published, version 2.')
  const sending = { type: 'send_post_mortem', version: 2, to: [stakeholder] }
  await say(ref, sending)
  await expect(say(ref, sending)).rejects.toMatchObject({ code: 'conflict' })
  // What did not get there may be sent once more.
  for (const state of ['failed', 'bounced']) {
    await kit.sql(`update deliveries set state = $1 where kind = 'post_mortem'`, [state])
    await say(ref, sending)
  }
})

test('documents move on after the close; a cancelled incident has none', async () => {
  const ref = await resolved()
  await finish((input) => execute(ines, ref, input), stakeholder)
  // The close itself is in the text now: nobody wrote, so that the version stands where it stood.
  expect((await getReportEdition(ref)).edition).toMatchObject({
    ...{ version: 1, state: 'sent', changed: true, hash: null },
    line: 'Version 1, approved by Ines Okafor, sent to 1 person, with what the log has since',
  })
  await write(ref, 'summary', 'Better words.')
  expect((await getReportEdition(ref)).edition).toMatchObject({ state: 'draft', changed: true })
  const { entries } = await say(ref, { type: 'save_report_version', why: 'Better words' })
  expect(entries).toMatchObject([{ type: 'report_version_saved', payload: { version: 2 } }])
  const { incident } = await execute(jonas, null, declaration)
  await execute(noor, incident.ref, { type: 'cancel', reason: 'A test' })
  await expect(say(incident.ref, { type: 'draft_report' })).rejects.toMatchObject({ code: 'conflict' })
  await expect(write(incident.ref, 'summary', 'x')).rejects.toMatchObject({ code: 'conflict' })
})

test('a redaction reaches every version, draft, comment and mail; the hashes stay', async () => {
  const ref = await resolved()
  const secret = 'hunter2_is_the_password'
  const { incident } = await say(ref, { type: 'log', kind: 'decision', text: `Set it to\n${secret}` })
  await say(ref, { type: 'draft_report' })
  await write(ref, 'summary', `They used ${secret} for a day.`)
  await change(ines, 'comment_on_section', {
    ref,
    document: 'report',
    section: 'summary',
    text: `Why ${secret}?`,
  })
  const followUp = { ref, title: `Change ${secret}`, kind: 'prevent', ownerId: ines.id, dueOn: null }
  await change(ines, 'add_follow_up', { ...followUp, url: `https://bugs.example/${secret}` })
  // A Monday at 8 in Berlin.
  await change(jobsActor('jobs'), 'remind_follow_ups', { now: '2026-05-18T06:10:00.000Z' })
  await say(ref, { type: 'save_report_version', why: 'With the reason' })
  await say(ref, { type: 'draft_post_mortem' })
  await say(ref, { type: 'approve_report', version: 2 })
  const note = `It was ${secret}`
  const { entries } = await say(ref, {
    ...{ type: 'send_report', version: 2, to: [stakeholder], note, override: 'Known' },
  })
  const holding = `select (select count(*) from document_versions where content like $1)
    + (select count(*) from document_sections where text like $1 or composed_then like $1)
    + (select count(*) from document_comments where text like $1)
    + (select count(*) from follow_ups where title like $1 or url like $1)
    + (select count(*) from deliveries where source::text like $1 or message::text like $1) as count`
  const like = ['%hunter2%']
  expect(Number((await kit.sql(holding, like))[0]?.count)).toBeGreaterThan(5)
  // Versions keep the zone and the name of the day they were saved.
  await kit.sql(`update organisation set name = 'Other', time_zone = 'Asia/Tokyo'`)
  const hashes = `select document, version, encode(hash, 'hex') as hash from document_versions order by 1, 2, 3`
  const before = await kit.sql(hashes)
  await execute(noor, ref, { type: 'redact_entry', seq: incident.seq, reason: 'A password' })
  await kit.sql(`update organisation set name = 'Northfield', time_zone = 'Europe/Berlin'`)
  expect(await kit.sql(holding, like)).toEqual([{ count: '0' }])
  expect(await getReportEdition(ref, { version: 1 })).toMatchObject({
    organisation: 'Northfield',
    zone: { name: 'Europe/Berlin' },
  })
  const stale = write(ref, 'summary', `They used ${secret} for a week.`, 1)
  await expect(stale).rejects.toMatchObject({ code: 'conflict', details: { revision: 2 } })
  const mail = `select state from deliveries where incident_id = (select id from incidents where ref = $1)`
  expect(await kit.sql(mail, [ref])).toEqual([{ state: 'cancelled' }])
  // The note stood in the log as well.
  await execute(noor, ref, { type: 'redact_entry', seq: entries[0]?.seq, reason: 'The same' })
  expect(await kit.sql(hashes)).toEqual(before)
  expect((await verify()).faults).toEqual([])
})

test('a saved version cannot be changed or taken away', async () => {
  const ref = await resolved()
  await say(ref, { type: 'draft_report' })
  for (const statement of [
    `update document_versions set content = '{}'`,
    `update document_versions set version = 7, redacted_at = now()`,
    'delete from document_versions',
    'truncate document_versions',
  ]) {
    await expect(kit.sql(statement)).rejects.toThrow(/append-only/)
  }
})

/** What the API answers about documents, right and wrong: asked once each. For tests alone. */
import { expect } from 'vitest'
import { giveStakeholder } from '#e2e/kit/finish.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import { commandWords } from '#lib/openapi/commands.ts'
import type { Asking } from './directory.ts'

/** The two documents of a resolved incident, from draft to close; the types of entries that were written elsewhere. */
export async function askDocuments(
  { kit, ask, command, declare, as: { noor, ines, jonas, lotte } }: Asking,
  ref: string,
): Promise<string[]> {
  const to = [await giveStakeholder(kit.sql)]
  const say = async (type: string, fields: Record<string, unknown> = {}) =>
    (await command(ref, { type, ...fields }, noor)).incident.documents
  const section = (document: string, name: string, body: unknown, as: { id: string } = ines) =>
    ask(`/api/v1/incidents/${ref}/documents/${document}/sections/${name}`, { method: 'POST', body, as })
  await say('draft_report')
  const text = { revision: 0, text: 'Logins failed for 32 minutes.', composedThen: 'Logins failed.' }
  expect((await section('report', 'summary', text)).status).toBe(200)
  expect((await section('report', 'summary', text)).status).toBe(409)
  expect((await section('report', 'summary', { ...text, revision: 'x' })).status).toBe(400)
  expect((await section('report', 'summary', text, lotte)).status).toBe(403)
  expect((await section('report', 'nothing', text)).status).toBe(404)
  expect((await section('report', 'summary', { ...text, text: 'x'.repeat(1_000_001) })).status).toBe(413)
  const saved = await say('save_report_version', { why: 'In fewer words.' })
  const version = saved.report?.saved.version
  await say('approve_report', { version })
  await say('send_report', { version, to, override: 'The rest is not known yet.', note: 'More on Monday.' })
  await say('draft_post_mortem', { ownerId: jonas.id })
  await section('post-mortem', 'learnings', { revision: 0, text: '- Watch connections.', composedThen: '' })
  const comments = `/api/v1/incidents/${ref}/documents/post-mortem/comments`
  const say2 = (body: unknown, as: { id: string } = ines) => ask(comments, { method: 'POST', body, as })
  const { status, said } = await say2({ section: 'learnings', text: 'Which ones?' })
  expect(status).toBe(201)
  expect((await say2({ section: 'nothing', text: 'x' })).status).toBe(400)
  expect((await say2({ section: 'learnings', text: 'x' }, lotte)).status).toBe(403)
  expect((await say2({ section: 'learnings', text: 'x'.repeat(1_000_001) })).status).toBe(413)
  const nowhere = `/api/v1/incidents/INC-999/documents/post-mortem`
  const comment = { section: 'learnings', text: 'x' }
  expect((await ask(`${nowhere}/comments`, { method: 'POST', body: comment })).status).toBe(404)
  const one = `/api/v1/comments/${(said as { id: string }).id}` // The document has just been asked.
  const settle = (body: unknown, as: { id: string } = ines, at = one) => ask(at, { method: 'POST', body, as })
  expect((await settle({ resolved: true })).status).toBe(200)
  expect((await settle({ resolved: false })).status).toBe(200)
  expect((await settle({ resolved: 'x' })).status).toBe(400)
  expect((await settle({ resolved: true }, lotte)).status).toBe(403)
  expect((await settle({ resolved: true, more: 'x'.repeat(1_000_001) })).status).toBe(413)
  const unknown = '/api/v1/comments/0198f1c2-7a41-7d0e-9c53-2f6d1b8e4a70'
  expect((await settle({ resolved: true }, ines, unknown)).status).toBe(404)
  const begun = await say('save_post_mortem_version', { why: 'After the meeting.' })
  const written = begun.postMortem.saved?.version
  await say('assign_post_mortem', { meetingAt: '2026-05-18T10:00:00+02:00' })
  await say('review_post_mortem', { version: written })
  await say('publish_post_mortem', { version: written })
  await say('attach_post_mortem', { title: 'In the wiki', url: 'https://example.org/12' })
  await say('send_post_mortem', { version: written, to })
  for (const name of ['report', 'post-mortem']) {
    expect((await ask(`/api/v1/incidents/${ref}/documents/${name}`)).status).toBe(200)
  }
  await say('close')
  const waived = await declare()
  const own = (type: string, fields: Record<string, unknown> = {}) =>
    command(waived, { type, ...fields }, noor)
  await own('resolve', commandWords.resolve.example)
  await own('draft_report')
  await own('approve_report', { version: 1 })
  await own('send_report', { version: 1, to, override: 'Nobody answered it.' })
  await own('close', commandWords.close.example)
  const log = (await ask(`/api/v1/incidents/${waived}/entries`)).said as { entries: Entry[] }
  return log.entries.map(({ type }) => type)
}

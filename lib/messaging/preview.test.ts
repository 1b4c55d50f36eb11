import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { giveStakeholder } from '#e2e/kit/finish.ts'
import { change } from '#lib/log/change.ts'
import { execute } from '#lib/log/execute.ts'
import { listSendChoices } from '#lib/stakeholder/queries.ts'
import { previewMail } from './preview.ts'
import { getMessage, listSendings } from './queries.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
const { incident } = await execute(ines, null, declaration)
const { ref } = incident
const give = (input: object) => execute(ines, ref, input)
await give({ type: 'take_role', role: 'commander' })
await give({
  type: 'resolve',
  solution: 'Rolled back',
  impact: { who: { text: 'All' }, how: { text: 'No login' } },
})
await give({ type: 'draft_report' })
const asked = { ref, document: 'report', version: 1, note: 'Read question 6.', changes: null }

test('a preview is the mail that is sent then, byte for byte but for the recipient', async () => {
  expect((await previewMail(ines, asked, 'Astrid Holm')).text).toContain('Version 1, draft, not approved.')
  await give({ type: 'approve_report', version: 1 })
  const preview = await previewMail(ines, asked, 'Astrid Holm')
  expect(preview.text).toContain('Version 1, approved by Ines Okafor.')
  expect(preview.text).toContain('Nobody owns the post-mortem yet')
  expect(preview).toMatchObject({ to: 'Astrid Holm', leavesBy: 'outbox' })
  expect(preview.subject).toMatch(`${ref} `)
  expect(preview.text).toContain('Read question 6.')
  expect(preview.attachments.map(({ name }) => name)).toEqual([
    `${ref}-situation-report-v1.pdf`,
    `${ref}-situation-report-v1.md`,
  ])
  const astrid = await giveStakeholder(kit.sql)
  await give({ type: 'send_report', version: 1, to: [astrid], note: asked.note, override: 'Enough.' })
  const [delivery] = await listSendings(noor, incident.id, 'report')
  const { text, html, subject } = await getMessage(noor, delivery?.id ?? '')
  expect({ text, html, subject }).toEqual({
    text: preview.text,
    html: preview.html,
    subject: preview.subject,
  })
})

test('a test goes to whoever asks, says that it is one, and is audited', async () => {
  const { deliveryId, address } = await change(ines, 'send_test', asked)
  expect(address).toMatch('@')
  const message = await getMessage(noor, deliveryId)
  expect(message.subject).toMatch(/^Test: /)
  expect(message.to.address).toBe(address)
  const [row] = await kit.sql<{ details: object }>(`select details from audit_log where action = 'send_test'`)
  expect(row?.details).toEqual({ ref, document: 'situation report', version: 1 })
})

test('whoever may not send it sees no preview and gets no test; what is not there is named', async () => {
  await expect(previewMail(jonas, asked, 'x')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(change(jonas, 'send_test', asked)).rejects.toMatchObject({ code: 'forbidden' })
  // Who had command and only observes now sends nothing.
  const observer = { ...ines, role: 'observer' } as const
  await expect(previewMail(observer, asked, 'x')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(change(observer, 'send_test', asked)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(previewMail(ines, { ...asked, version: 9 }, 'x')).rejects.toMatchObject({ code: 'not_found' })
  await expect(change(ines, 'send_test', { ...asked, version: 9 })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(previewMail(ines, { ...asked, version: 0 }, 'x')).rejects.toMatchObject({
    code: 'invalid',
    fields: { version: expect.any(String) },
  })
})

test('a sending begins with the groups of the severity and with those who got it before; suppressions are known', async () => {
  const add = (name: string, group: string | null) =>
    change(noor, 'add_stakeholder', { name, email: `${name}@example.org`, group })
  const [ada, bea, cem] = [await add('ada', 'Board'), await add('bea', 'Board'), await add('cem', null)]
  await change(noor, 'set_severity_groups', { SEV1: ['Board'], SEV2: [], SEV3: [] })
  await kit.sql(`insert into suppressions (address, reason, at) values ('bea@example.org', 'bounced', now())`)
  const choices = await listSendChoices('SEV1', [cem.id, 'gone'])
  expect(choices.usual.map(({ name, suppressed }) => [name, suppressed])).toEqual([
    ['ada', null],
    ['bea', 'bounced'],
  ])
  expect(choices.before.map(({ id }) => id)).toEqual([cem.id])
  expect(choices.suppressed).toEqual([{ id: bea.id, reason: 'bounced' }])
  expect((await listSendChoices('SEV2', [])).usual).toEqual([])
  expect(ada.id).not.toBe(cem.id)
})

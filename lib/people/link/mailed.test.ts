import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'

// Before the environment is read for the first time.
process.env.SMTP_URL = 'smtp://127.0.0.1:1'
process.env.MAIL_FROM = 'SitRep <sitrep@example.org>'

const kit = await testDatabase()
const { change } = await import('#lib/log/change.ts')
const { systemActor } = await import('#lib/people/policy.ts')
const { findLink } = await import('./queries.ts')

const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
beforeEach(async () => {
  await kit.sql(`truncate deliveries cascade; delete from pgboss.job; delete from one_time_links`)
})

const ask = (email: string) => change(systemActor('sign-in'), 'mail_reset_link', { email })
const mails = () =>
  kit.sql<{ kind: string; address: string; secret: string; state: string; source: object }>(
    'select kind, address, secret, state, source from deliveries',
  )

test('an invitation also goes by mail; the link stands in its own column alone', async () => {
  const link = await change(noor, 'invite_person', {
    name: 'Neve',
    email: 'Neve@example.org',
    role: 'member',
  })
  expect(link.mailed).toBe(true)
  expect(await mails()).toEqual([
    {
      kind: 'invitation',
      address: 'neve@example.org',
      secret: link.token,
      state: 'pending',
      source: { kind: 'invitation' },
    },
  ])
  expect(await kit.sql(`select name from pgboss.job where name = 'deliver'`)).toHaveLength(1)
  expect(JSON.stringify(await kit.sql('select * from audit_log'))).not.toContain(link.token)
  const again = await change(noor, 'issue_link', { personId: link.personId })
  expect(again).toMatchObject({ purpose: 'invite', mailed: true })
})

test('who asks at the sign-in gets a mail when there is an account, and nothing shows whether there is', async () => {
  const lou = await kit.person({ name: 'Lou', email: 'lou@example.org' })
  await kit.sql(`update people set password_hash = 'x' where id = $1`, [lou.id])
  expect(await ask('LOU@example.org')).toBeNull()
  expect(await ask('nobody@example.org')).toBeNull()
  const [mail, ...more] = await mails()
  expect(more).toEqual([])
  expect(mail).toMatchObject({ kind: 'password_reset', address: 'lou@example.org' })
  expect(await findLink('reset', mail?.secret ?? '')).toMatchObject({ person: { name: 'Lou' } })
  await kit.sql(`truncate deliveries cascade; update people set disabled_at = now() where id = '${lou.id}'`)
  expect(await ask('lou@example.org')).toBeNull()
  expect(await mails()).toEqual([])
})

test('whoever was invited and never came gets the invitation again', async () => {
  await kit.person({ name: 'Late', email: 'late@example.org' })
  await ask('late@example.org')
  expect(await mails()).toMatchObject([{ kind: 'invitation' }])
})

test('nobody but SitRep itself asks so', async () => {
  await expect(change(noor, 'mail_reset_link', { email: 'x@example.org' })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

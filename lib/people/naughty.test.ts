import naughty from 'big-list-of-naughty-strings'
import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { auditPlace } from '#lib/audit/input.ts'
import { deedOf } from '#lib/audit/model.ts'
import { listAudit } from '#lib/audit/queries.ts'
import { findByCredentials } from '#lib/auth/credentials.ts'
import { personOfAccount } from '#lib/auth/identity.ts'
import { AppError } from '#lib/errors.ts'
import { change } from '#lib/log/change.ts'
import { accountPlace } from './input.ts'
import { findAccount, findPicture, listAccounts } from './queries.ts'

const kit = await testDatabase()
const strings: string[] = [...naughty, 'a\u0000b', '\uD800', 'x'.repeat(100_000)]

test('every text field takes a naughty string as it is, or refuses it and says why', async () => {
  const admin = await kit.person({ role: 'admin' })
  const { personId } = await change(admin, 'invite_person', {
    name: 'N',
    email: 'n@example.org',
    role: 'member',
  })
  let taken = 0
  for (const text of strings) {
    const outcomes = await Promise.all([
      outcomeOf(change(admin, 'edit_profile', { name: text, timeZone: null })),
      outcomeOf(change(admin, 'edit_profile', { name: 'Ines', timeZone: text })),
      outcomeOf(change(admin, 'set_contact', { personId, email: text, phone: '' })),
      outcomeOf(change(admin, 'set_contact', { personId, email: 'n@example.org', phone: text })),
      outcomeOf(change(admin, 'set_contact', { personId: text, email: 'n@example.org', phone: '' })),
      outcomeOf(change(admin, 'create_token', { name: text, personId: admin.id })),
      outcomeOf(change(admin, 'set_picture', { picture: text })),
      outcomeOf(change(admin, 'end_session', { session: text })),
      outcomeOf(change(admin, 'unlink_identity', { personId, issuer: text })),
      outcomeOf(change(admin, 'invite_person', { name: text, email: text, role: text })),
    ])
    taken += outcomes.filter((outcome) => outcome === 'taken').length
  }
  expect(taken).toBeGreaterThan(strings.length)
  for (const line of (await listAudit({}, 2000)).lines) expect(deedOf(line)).toMatch(/\S/)
}, 60_000)

test('whatever stands in an address or is shown by a provider finds nothing, and nothing fails', async () => {
  for (const text of strings) {
    const { q, after } = accountPlace({ q: text, after: text })
    await listAccounts({ q, after, limit: 1 })
    await listAudit(
      auditPlace({ person: text, action: text, from: text, to: text, cursor: text }, 'UTC').query,
      1,
    )
    expect(await findAccount(text)).toBeNull()
    expect(await findPicture(text)).toBeNull()
    const shown = { provider: 'openid', issuer: 'https://i.example', subject: text, email: text } as const
    expect(await personOfAccount({ ...shown, emailVerified: true })).toHaveProperty('refused')
  }
  for (const text of strings.slice(0, 20)) {
    await kit.sql('truncate sign_in_failures')
    expect(await findByCredentials(text, text, '192.0.2.7')).toBeNull()
  }
}, 60_000)

async function outcomeOf(work: Promise<unknown>): Promise<'taken' | 'refused'> {
  try {
    await work
    return 'taken'
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error
    return 'refused'
  }
}

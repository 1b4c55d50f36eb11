import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { updateKit } from '#e2e/kit/updates.ts'
import { change } from '#lib/log/change.ts'
import { listWebhooks } from '#lib/subscriber/queries.ts'

const kit = await testDatabase()
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const { ref } = await updateKit(kit, noor).declare()
beforeEach(() => kit.sql('truncate subscribers cascade'))

const url = 'https://hooks.example.org/sitrep?key=s3cret'
const add = (more: object = {}) =>
  change(noor, 'add_webhook', { name: 'Wiki', url, severities: ['SEV2', 'SEV1'], ...more })

test('an admin adds one and sees its secret once; removing it twice is removing it', async () => {
  const { secret, ...shown } = await add()
  expect(Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).toHaveLength(32)
  expect(await listWebhooks(noor)).toEqual([shown])
  expect(shown).toMatchObject({ name: 'Wiki', url, ref: null, severities: ['SEV1', 'SEV2'], endedAt: null })
  await expect(add()).rejects.toMatchObject({ code: 'conflict' })
  await add({ severities: undefined, incident: ref.toLowerCase() })
  for (let time = 0; time < 2; time++) await change(noor, 'remove_webhook', { id: shown.id })
  expect(await listWebhooks(noor)).toMatchObject([{ ref }, { endReason: 'removed' }])
  const lines = await kit.sql(
    `select action, details from audit_log where action like '%webhook' order by at, id`,
  )
  expect(lines).toMatchObject([
    { action: 'add_webhook', details: { name: 'Wiki', host: 'hooks.example.org', of: 'SEV1, SEV2' } },
    { details: { of: ref } },
    { action: 'remove_webhook' },
  ])
  // Neither the path, which may be a secret, nor what signs it stands where nothing can be taken out.
  expect(JSON.stringify(lines)).not.toMatch(/s3cret|whsec_/)
})

test.each<[string, object, string]>([
  ['a private address', { url: 'https://10.0.0.1/' }, 'url'],
  ['no TLS', { url: 'http://example.org/' }, 'url'],
  ['a password', { url: 'https://a:b@example.org/' }, 'url'],
  ['nothing', { url: '' }, 'url'],
  ['neither', { severities: [] }, 'severities'],
  ['both', { incident: ref }, 'severities'],
  ['no such incident', { severities: undefined, incident: 'INC-999' }, 'incident'],
  ['no name', { name: ' ' }, 'name'],
  ['a name on two lines', { name: 'a\nb' }, 'name'],
  ['U+0000', { name: 'a\u0000' }, 'name'],
])('%s is refused, and the field named', async (_, more, field) => {
  await expect(add(more)).rejects.toMatchObject({ code: 'invalid', fields: { [field]: expect.any(String) } })
  expect(await listWebhooks(noor)).toEqual([])
})

test('members neither add, remove nor see them', async () => {
  const { id } = await add()
  await expect(change(ines, 'add_webhook', { name: 'X', url, severities: ['SEV1'] })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(change(ines, 'remove_webhook', { id })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(listWebhooks(ines)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(change(noor, 'remove_webhook', { id: crypto.randomUUID() })).rejects.toMatchObject({
    code: 'not_found',
  })
})

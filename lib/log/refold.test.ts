import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { execute } from '#lib/log/execute.ts'
import { refold } from '#lib/log/refold.ts'
import { forgetOldAnswers } from '#lib/log/replay.ts'
import { verify } from '#lib/log/verify.ts'

const kit = await testDatabase()
const ines = await kit.person({ role: 'admin' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
test('a row of another fold version is folded again from its log', async () => {
  const { incident } = await execute(ines, null, declaration)
  await execute(ines, incident.ref, { type: 'take_role', role: 'commander' })
  await execute(ines, incident.ref, { type: 'offer_command', personId: jonas.id, brief: 'Brief.' })
  await execute(jonas, incident.ref, { type: 'accept_command' })
  await kit.sql(
    `update incidents set fold_version = 0, topic = 'old', state = jsonb_set(state, '{topic}', '"old"')`,
  )
  await kit.sql(`delete from role_spans`)
  expect((await verify()).faults).toHaveLength(1)
  expect(await refold()).toBe(1)
  expect((await verify()).faults).toEqual([])
  expect(await refold()).toBe(0)
})

test('answers are kept for 48 hours, and a key that was forgotten still cannot double', async () => {
  const key = '0190a1b2-0000-7000-8000-000000000001'
  const { incident } = await execute(ines, null, declaration, { key })
  await forgetOldAnswers()
  expect(await kit.sql('select key from idempotency_keys where key = $1', [key])).toHaveLength(1)
  await kit.sql(`update idempotency_keys set created_at = created_at - interval '49 hours'`)
  await forgetOldAnswers()
  expect(await kit.sql('select key from idempotency_keys where key = $1', [key])).toHaveLength(0)
  await expect(execute(ines, null, declaration, { key })).rejects.toMatchObject({ code: 'key_reused' })
  expect(await kit.sql('select ref from incidents where ref > $1', [incident.ref])).toEqual([])
})

import { expect } from 'vitest'
import { mostLinks } from '#lib/share-link/model.ts'
import type { Asking, Sent } from './directory.ts'

/** Asks for every answer and every problem of stakeholder links: of an incident, and of everything current. */
export async function askLinks({ ask, command, declare, as: { noor, ines, jonas } }: Asking): Promise<void> {
  const ref = await declare()
  const other = await declare()
  await command(ref, { type: 'take_role', role: 'commander' })
  const ofOne = `/api/v1/incidents/${ref}/links`
  const ofAll = '/api/v1/links'
  const statusOf = async (path: string, sent: Sent = {}) => (await ask(path, sent)).status
  const large = 'x'.repeat(1_000_001)
  const away = '0198f1c2-7a41-7d0e-9c53-2f6d1b8e4a70'
  const json = { 'content-type': 'application/json' }
  for (const { at, may, mayNot } of [
    { at: ofOne, may: ines, mayNot: jonas },
    { at: ofAll, may: noor, mayNot: ines },
  ]) {
    const post = (body: unknown, as = may) => ask(at, { method: 'POST', body, as })
    const drop = (id: string, as = may) => statusOf(`${at}/${id}`, { method: 'DELETE', as, headers: json })
    const { status, said } = await post({ label: 'Board' })
    expect(status).toBe(201)
    const { id } = said as { id: string } // the document has just been asked
    expect((await post({ label: '' })).status).toBe(400)
    expect((await post([])).status).toBe(400)
    expect((await post({ label: large })).status).toBe(413)
    expect((await post({ label: 'Board' }, mayNot)).status).toBe(403)
    expect(await statusOf(at, { as: may })).toBe(200)
    expect(await statusOf(at, { as: mayNot })).toBe(403)
    expect(await drop(id, mayNot)).toBe(403)
    expect(await drop('nothing')).toBe(400)
    expect(await drop(away)).toBe(404)
    expect(await drop(id)).toBe(204)
    expect(await drop(id)).toBe(204)
    for (let made = 0; made < mostLinks; made += 1) await post({ label: `Board ${made}` })
    expect((await post({ label: 'One too many' })).status).toBe(409)
  }
  for (const gone of ['INC-999', 'nothing']) {
    const at = `/api/v1/incidents/${gone}/links`
    expect(await statusOf(at, { method: 'POST', body: { label: 'Board' } })).toBe(404)
    expect(await statusOf(at)).toBe(404)
    expect(await statusOf(`${at}/${away}`, { method: 'DELETE', headers: json })).toBe(404)
  }
  expect(await statusOf(`/api/v1/incidents/${other}/links`)).toBe(403)
}

import { expect, test } from 'vitest'
import { distributionRows } from './distribution.ts'
import type { DeliveryRow } from './model.ts'

const row: DeliveryRow = {
  id: '1',
  kind: 'report',
  state: 'delivered',
  ref: 'INC-1',
  version: 2,
  recipient: { id: 's', name: 'Lena Vogel', address: 'l…@x.example' },
  inDoubt: false,
  provider: 'resend',
  trouble: null,
  createdAt: '2026-05-14T14:02:00.000Z',
  sentAt: '2026-05-14T14:02:01.000Z',
  changedAt: '2026-05-14T14:04:00.000Z',
  dueAt: '2026-05-14T14:02:00.000Z',
}
const given = { zone: 'Europe/Berlin', reportedAt: '2026-05-14T12:02:11.000Z' }
const textOf = (more: Partial<DeliveryRow>) => distributionRows([{ ...row, ...more }], given)[0]?.text

test('who was sent which version, when, and what came of it', () => {
  expect(distributionRows([row, { ...row, kind: 'test' }], given)).toEqual([
    { name: 'Lena Vogel', version: 2, at: row.createdAt, text: 'delivered 16:04', failed: false },
  ])
  expect(textOf({ state: 'pending' })).toBe('queued 16:02')
  expect(textOf({ state: 'failed' })).toBe('failed 16:04')
  expect(textOf({ state: 'failed', inDoubt: true })).toBe('not known to have arrived 16:04')
  expect(textOf({ changedAt: '2026-05-15T07:00:00.000Z' })).toMatch(/^delivered .*15 May.* 09:00$/)
  expect(distributionRows([{ ...row, state: 'bounced' }], given)[0]?.failed).toBe(true)
})

import { describe, expect, it } from 'vitest'
import { fromDateTimeLocal, parseTimeOfDay, toDateTimeLocal } from '#lib/time/wall.ts'
import { isZone } from '#lib/time/zone.ts'

const BERLIN = 'Europe/Berlin'
const NOW = '2026-05-14T12:37:08Z'

describe('parseTimeOfDay', () => {
  it.each([
    ['14:05', '2026-05-14T12:05:00.000Z'],
    ['14:05:12', '2026-05-14T12:05:12.000Z'],
    [' 9.30 ', '2026-05-14T07:30:00.000Z'],
    ['14:42', '2026-05-14T12:42:00.000Z'],
    ['14:43', '2026-05-13T12:43:00.000Z'],
    ['23:58', '2026-05-13T21:58:00.000Z'],
  ])('%s is %s', (text, iso) => {
    expect(parseTimeOfDay(text, BERLIN, NOW)?.toISOString()).toBe(iso)
  })

  it.each(['25:61', '24:00', '1405', '', 'noon', '14:5'])('refuses "%s"', (text) => {
    expect(parseTimeOfDay(text, BERLIN, NOW)).toBe(null)
  })
})

describe('datetime-local', () => {
  it('goes out and comes back in the zone', () => {
    expect(toDateTimeLocal(NOW, BERLIN)).toBe('2026-05-14T14:37')
    expect(fromDateTimeLocal('2026-05-14T14:37', BERLIN)?.toISOString()).toBe('2026-05-14T12:37:00.000Z')
  })

  it('takes the later reading of an hour that does not exist and the first of one that is there twice', () => {
    expect(fromDateTimeLocal('2026-03-29T02:30', BERLIN)?.toISOString()).toBe('2026-03-29T01:30:00.000Z')
    expect(fromDateTimeLocal('2026-10-25T02:30', BERLIN)?.toISOString()).toBe('2026-10-25T00:30:00.000Z')
  })

  it.each(['', '2026-05-14', '2026-13-40T00:00', '14:05'])('refuses "%s"', (text) => {
    expect(fromDateTimeLocal(text, BERLIN)).toBe(null)
  })
})

describe('isZone', () => {
  it('knows IANA names and nothing else', () => {
    expect(isZone('Europe/Berlin')).toBe(true)
    expect(isZone('Mars/Olympus')).toBe(false)
  })
})

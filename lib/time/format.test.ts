import { describe, expect, it } from 'vitest'
import {
  formatClockTime,
  formatDate,
  formatDay,
  formatDayTime,
  formatTime,
  formatUtc,
  toOffsetIso,
  zoneAbbreviation,
  zoneInWords,
} from '#lib/time/format.ts'

const AT = '2026-05-14T12:05:12.345Z'
const BERLIN = 'Europe/Berlin'

describe('times of day', () => {
  it.each([
    [BERLIN, '14:05', '14:05:12'],
    ['UTC', '12:05', '12:05:12'],
    ['Asia/Kathmandu', '17:50', '17:50:12'],
    ['America/St_Johns', '09:35', '09:35:12'],
  ])('in %s', (zone, short, long) => {
    expect(formatTime(AT, zone)).toBe(short)
    expect(formatClockTime(new Date(AT), zone)).toBe(long)
  })

  it('writes midnight as 00, not 24', () => {
    expect(formatTime('2026-05-13T22:00:00Z', BERLIN)).toBe('00:00')
  })

  it('refuses what is no instant', () => {
    expect(() => formatTime('yesterday', BERLIN)).toThrow(RangeError)
  })
})

describe('days', () => {
  it('writes the date of the page in full', () => {
    expect(formatDate(AT, BERLIN)).toBe('Thursday 14 May 2026')
  })

  it('takes the day from the zone', () => {
    expect(formatDate('2026-05-14T22:30:00Z', BERLIN)).toBe('Friday 15 May 2026')
  })

  it('names the year only when it is another one', () => {
    expect(formatDay('2026-05-12T09:00:00Z', BERLIN, AT)).toBe('Tue 12 May')
    expect(formatDay('2025-05-12T09:00:00Z', BERLIN, AT)).toBe('Mon 12 May 2025')
  })

  it('says Today for today in the zone', () => {
    expect(formatDayTime('2026-05-13T22:10:00Z', BERLIN, AT)).toBe('Today 00:10')
    expect(formatDayTime('2026-05-13T21:10:00Z', BERLIN, AT)).toBe('Wed 13 May 23:10')
  })
})

describe('what stands behind a time', () => {
  it('carries the offset', () => {
    expect(toOffsetIso(AT, BERLIN)).toBe('2026-05-14T14:05:12+02:00')
    expect(toOffsetIso(AT, 'America/St_Johns')).toBe('2026-05-14T09:35:12-02:30')
    expect(toOffsetIso(AT, 'UTC')).toBe('2026-05-14T12:05:12+00:00')
  })

  it('says UTC in words', () => {
    expect(formatUtc(AT)).toBe('14 May 2026, 12:05:12 UTC')
  })

  it.each([
    [BERLIN, AT, 'CEST', 'Central European Summer Time (UTC+2)'],
    [BERLIN, '2026-01-14T12:00:00Z', 'CET', 'Central European Standard Time (UTC+1)'],
    ['America/New_York', AT, 'EDT', 'Eastern Daylight Time (UTC−4)'],
    ['UTC', AT, 'UTC', 'Coordinated Universal Time (UTC)'],
    ['Asia/Singapore', AT, 'UTC+8', 'Singapore Standard Time (UTC+8)'],
    ['Asia/Kathmandu', AT, 'UTC+5:45', 'Nepal Time (UTC+5:45)'],
  ])('names %s at %s', (zone, at, short, words) => {
    expect(zoneAbbreviation(at, zone)).toBe(short)
    expect(zoneInWords(at, zone)).toBe(words)
  })
})

import { describe, expect, it } from 'vitest'
import {
  durationBetween,
  formatAge,
  formatDuration,
  formatElapsed,
  formatLateness,
  formatOverdue,
  formatRunningClock,
  toIsoDuration,
} from '#lib/time/duration.ts'

const REPORTED = Date.parse('2026-05-14T12:02:11Z')
const later = (seconds: number) => REPORTED + seconds * 1000

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [119, '1 min 59 s'],
    [3_599, '59 min 59 s'],
    [3_600, '1 h'],
    [9_660, '2 h 41 min'],
    [86_399, '23 h 59 min'],
    [86_400, '1 day'],
    [100_800, '1 day 4 h'],
    [259_200, '3 days'],
    [400_000, '4 days'],
    [-5, '0 s'],
  ])('%i s', (seconds, text) => {
    expect(plain(formatDuration(seconds))).toBe(text)
  })

  it('never breaks inside', () => {
    expect(formatDuration(119)).toBe('1\u202fmin\u00a059\u202fs')
  })

  it('measures spans', () => {
    expect(plain(durationBetween(REPORTED, later(119.9)))).toBe('1 min 59 s')
  })
})

describe('formatLateness', () => {
  it.each([
    [-60, null],
    [0, null],
    [299, null],
    [300, 'added 5 min later'],
    [2_459, 'added 40 min later'],
    [9_661, 'added 2 h 41 min later'],
  ])('%i s after it happened', (seconds, text) => {
    const words = formatLateness(REPORTED, later(seconds))
    expect(words && plain(words)).toBe(text)
  })
})

describe('formatElapsed', () => {
  it.each([
    [0, 'T+00'],
    [181, 'T+03'],
    [5_999, 'T+99'],
    [6_180, 'T+1:43'],
    [359_999, 'T+99:59'],
    [360_000, 'T+4\u202fd'],
    [94_200, 'T+26:10'],
    [-211, 'T−04'],
    [-580, 'T−10'],
    [-6_180, 'T−1:43'],
  ])('%i s from the report', (seconds, text) => {
    expect(formatElapsed(later(seconds), REPORTED)).toBe(text)
  })
})

describe('clocks that run', () => {
  it('counts from the report', () => {
    expect(formatRunningClock(2_097)).toBe('00:34:57')
    expect(formatRunningClock(443_045)).toBe('123:04:05')
    expect(formatRunningClock(-3)).toBe('00:00:00')
  })

  it.each([
    [0, '0 s ago'],
    [41, '41 s ago'],
    [500, '8 min ago'],
    [9_699, '2 h 41 min ago'],
    [300_000, '3 days ago'],
  ])('age after %i s', (seconds, text) => {
    expect(plain(formatAge(REPORTED, later(seconds)))).toBe(text)
  })

  it.each([
    [128, '2:08'],
    [59, '0:59'],
    [3_728, '1:02:08'],
    [-10, '0:00'],
  ])('overdue by %i s', (seconds, text) => {
    expect(formatOverdue(REPORTED, later(seconds))).toBe(text)
  })

  it('writes durations for machines', () => {
    expect(toIsoDuration(9_699)).toBe('PT2H41M39S')
  })
})

function plain(text: string): string {
  return text.replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ')
}

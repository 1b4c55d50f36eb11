import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { durationBetween } from '#lib/time/duration.ts'
import { toOffsetIso } from '#lib/time/format.ts'
import { fromDateTimeLocal, parseTimeOfDay, toDateTimeLocal } from '#lib/time/wall.ts'
import { wallToMs, zoneOffset } from '#lib/time/zone.ts'

const zones = Intl.supportedValuesOf('timeZone')
const zone = fc.constantFrom(...zones)
const minuteMs = 60_000
const day = 24 * 60 * minuteMs
/** Whole minutes from 1990 to 2037: offsets of seconds were given up long before. */
const minute = fc
  .integer({ min: Date.UTC(1990, 0, 1) / minuteMs, max: Date.UTC(2037, 0, 1) / minuteMs })
  .map((minutes) => minutes * minuteMs)
/** Close to where clocks are changed: the hours around each change of offset of a year in a zone. */
const nearChange = fc
  .tuple(zone, fc.integer({ min: 1995, max: 2036 }), fc.nat(), fc.integer({ min: -180, max: 180 }))
  .map(([inZone, year, which, off]) => {
    const changes = changesIn(inZone, year)
    const at = changes[which % Math.max(1, changes.length)] ?? Date.UTC(year, 5, 1)
    return { inZone, at: at + off * minuteMs }
  })
const anyMoment = fc.oneof(
  nearChange,
  fc.tuple(zone, minute).map(([inZone, at]) => ({ inZone, at })),
)
const runs = { numRuns: 600 }

test('what a field shows in a zone leads back to the same instant, but for the hour that is there twice', () => {
  void fc.assert(
    fc.property(anyMoment, ({ inZone, at }) => {
      const shown = toDateTimeLocal(at, inZone)
      const back = fromDateTimeLocal(shown, inZone)?.getTime() ?? Number.NaN
      // The same reading in any case; another instant only where the clock showed it twice, then the first.
      expect(toDateTimeLocal(back, inZone)).toBe(shown)
      if (back !== at) {
        expect(back).toBeLessThan(at)
        expect(at - back).toBe(zoneOffset(back, inZone) - zoneOffset(at, inZone))
      }
    }),
    runs,
  )
})

test('a time with its offset names the same instant in every zone', () => {
  void fc.assert(
    fc.property(anyMoment, zone, ({ inZone, at }, other) => {
      expect(Date.parse(toOffsetIso(at, inZone))).toBe(at)
      expect(Date.parse(toOffsetIso(at, other))).toBe(at)
    }),
    runs,
  )
})

test('a duration is the difference of the instants, whatever the clocks did in between', () => {
  void fc.assert(
    fc.property(anyMoment, fc.integer({ min: 0, max: 3 * 24 * 60 }), ({ inZone, at }, minutes) => {
      const until = at + minutes * minuteMs
      const [a, b] = [toOffsetIso(at, inZone), toOffsetIso(until, inZone)]
      expect((Date.parse(b) - Date.parse(a)) / minuteMs).toBe(minutes)
      expect(durationBetween(a, b)).toBe(durationBetween(new Date(at), new Date(until)))
    }),
    runs,
  )
})

test('a reading leads to an instant that shows it, or over the gap where no clock showed it', () => {
  void fc.assert(
    fc.property(nearChange, fc.integer({ min: -180, max: 180 }), ({ inZone, at }, off) => {
      const reading = at + zoneOffset(at, inZone) + off * minuteMs
      const found = wallToMs(reading, inZone)
      const over = found + zoneOffset(found, inZone) - reading
      const [before, after] = [found - day, found + day].map((ms) => zoneOffset(ms, inZone))
      if (over !== 0) expect(over).toBe((after ?? 0) - (before ?? 0))
      expect(over).toBeGreaterThanOrEqual(0)
    }),
    runs,
  )
})

test('a typed time of day is never more than five minutes ahead, and never more than a day and a change ago', () => {
  void fc.assert(
    fc.property(anyMoment, fc.nat(23), fc.nat(59), ({ inZone, at }, hour, minutes) => {
      const typed = `${String(hour).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
      const meant = parseTimeOfDay(typed, inZone, at)?.getTime() ?? Number.NaN
      expect(meant).toBeLessThanOrEqual(at + 5 * minuteMs)
      expect(meant).toBeGreaterThan(at - 50 * 60 * minuteMs)
    }),
    runs,
  )
})

/** The instants of one year at which a zone's offset changes, to the minute. */
function changesIn(inZone: string, year: number): number[] {
  const known = changes.get(`${inZone} ${year}`)
  if (known) return known
  const found: number[] = []
  const week = 7 * day
  for (let from = Date.UTC(year, 0, 1); from < Date.UTC(year + 1, 0, 1); from += week) {
    if (zoneOffset(from, inZone) === zoneOffset(from + week, inZone)) continue
    let [low, high] = [from, from + week]
    while (high - low > minuteMs) {
      const middle = Math.floor((low + high) / 2 / minuteMs) * minuteMs
      if (zoneOffset(middle, inZone) === zoneOffset(low, inZone)) low = middle
      else high = middle
    }
    found.push(high)
  }
  changes.set(`${inZone} ${year}`, found)
  return found
}
const changes = new Map<string, number[]>()

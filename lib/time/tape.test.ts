import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutTape, type TapeInput, type TapeMark } from '#lib/time/tape.ts'

const at = (time: string) => Date.parse(`2026-05-14T${time}+02:00`)

const login: TapeInput = {
  from: at('13:50:00'),
  to: at('14:40:00'),
  now: at('14:37:08'),
  impact: { from: at('13:53:00'), to: at('14:25:52'), label: 'Impact 32 min 52 s' },
  phases: [
    { name: 'Reported', from: at('14:02:11'), to: at('14:08:00') },
    { name: 'Monitoring', from: at('14:28:00'), to: at('14:37:08'), live: true },
  ],
  marks: [
    { at: at('13:52:31'), label: 'v847 deployed' },
    { at: at('14:02:11'), label: 'Reported', key: true },
    { at: at('14:04:10'), label: 'Acknowledged' },
    { at: at('14:20:15'), label: 'Decision', key: true },
  ],
  width: 920,
  timeZone: 'Europe/Berlin',
}

const measure = (text: string, bold: boolean) => text.length * (bold ? 6.9 : 6.4)

describe('layoutTape', () => {
  it('rules the axis in round minutes of the zone', () => {
    const labels = layoutTape(login).ticks.flatMap((tick) => tick.label ?? [])
    expect(labels).toEqual(['13:50', '14:00', '14:10', '14:20', '14:30', '14:40'])
  })

  it('leaves the label of the ruler out where "now" is written', () => {
    const { now, ticks } = layoutTape({ ...login, now: at('14:31:00') })
    expect(now?.x).toBeCloseTo(753.1, 0)
    expect(ticks.flatMap((tick) => tick.label ?? [])).not.toContain('14:30')
  })

  it('steps in days when the span is days, on midnights of the zone across a change of summer time', () => {
    const from = Date.parse('2026-03-26T10:00:00Z')
    const { ticks } = layoutTape({
      ...login,
      from,
      to: from + 6 * 86_400_000,
      phases: [],
      marks: [],
      now: undefined,
    })
    expect(ticks.flatMap((tick) => tick.label ?? [])).toEqual([
      '27 Mar',
      '28 Mar',
      '29 Mar',
      '30 Mar',
      '31 Mar',
      '1 Apr',
    ])
  })

  it('keeps only key marks below 500 px', () => {
    const narrow = layoutTape({ ...login, width: 358 })
    expect(narrow.marks.map((mark) => mark.label)).toEqual(['Reported', 'Decision'])
  })

  it('finds room for a word beside each mark of an ordinary incident', () => {
    expect(layoutTape(login).marks.map((mark) => mark.label)).toEqual([
      'v847 deployed',
      'Reported',
      'Acknowledged',
      'Decision',
    ])
  })

  it('takes the word from plain marks before it takes it from a key mark', () => {
    const plain = Array.from({ length: 8 }, (_, i) => ({
      at: at('14:10:00') + i * 20_000,
      label: `Finding number ${i}`,
    }))
    const { marks } = layoutTape({
      ...login,
      marks: [{ at: at('14:09:50'), label: 'Decision', key: true }, ...plain],
    })
    expect(marks.find((mark) => mark.key)?.label).toBe('Decision')
    expect(marks.some((mark) => mark.label === null)).toBe(true)
  })

  it('draws crowded plain marks as one and never swallows a key mark', () => {
    const marks = Array.from({ length: 14 }, (_, i) => ({
      at: at('14:10:00') + i * 5_000,
      label: `Note ${i}`,
    }))
    const { marks: drawn } = layoutTape({
      ...login,
      marks: [...marks, { at: at('14:10:12'), label: 'Fix', key: true }],
    })
    expect(drawn.filter((mark) => mark.key).map((mark) => mark.label)).toEqual(['Fix'])
    expect(drawn.length).toBeLessThan(5)
    expect(drawn.flatMap((mark) => mark.entries)).toHaveLength(15)
  })

  it('puts the label of a short impact beside its line', () => {
    const impact = { from: at('14:00:00'), to: at('14:01:00'), label: 'Impact 1 min' }
    expect(layoutTape({ ...login, impact }).impact?.anchor).toBe('start')
  })

  it('never overlaps two labels, never runs a leader through one, and stays inside the width', () => {
    const mark = fc.record({
      at: fc.integer({ min: login.from, max: login.to }),
      label: fc.string({ minLength: 1, maxLength: 24 }),
      key: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 40 }), fc.integer({ min: 280, max: 1_400 }), (marks, width) => {
        const drawn = layoutTape({ ...login, marks, width }).marks.filter((one) => one.label !== null)
        const boxes = drawn.map(boxOf)
        for (const [i, box] of boxes.entries()) {
          expect(box.left).toBeGreaterThanOrEqual(-0.01)
          expect(box.right).toBeLessThanOrEqual(width + 0.01)
          for (const [j, other] of boxes.entries()) {
            if (i === j) continue
            if (box.row === other.row) expect(box.right <= other.left || other.right <= box.left).toBe(true)
            if (other.row >= box.row) expect(other.x > box.left && other.x < box.right).toBe(false)
          }
        }
      }),
    )
  })
})

function boxOf(mark: TapeMark) {
  const text = measure(mark.label ?? '', mark.key)
  const left = mark.anchor === 'start' ? mark.textX : mark.textX - text
  return { x: mark.x, row: mark.row, left, right: left + text }
}

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventReader } from '#components/live/event-stream.ts'

const stream =
  ': beat\n\nid: 1\nevent: entry\ndata: {"a":\ndata: 1}\n\nevent: reset\ndata:\n\n: beat\n\nid: 2\r\nevent: entry\r\ndata: zwölf\r\n\r\n'
const events = [
  { event: 'entry', data: '{"a":\n1}' },
  { event: 'reset', data: '' },
  { event: 'entry', data: 'zwölf' },
]

test('reads events and leaves comments out', () => {
  expect(eventReader()(stream)).toEqual(events)
})

test('it does not matter where the text is cut', () => {
  void fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
      const read = eventReader()
      const ends = [...cuts.toSorted((a, b) => a - b), stream.length]
      const found = ends.flatMap((end, index) => read(stream.slice(ends[index - 1] ?? 0, end)))
      expect(found).toEqual(events)
    }),
  )
})

test('an event that is not complete is not given', () => {
  expect(eventReader()('event: entry\ndata: half')).toEqual([])
})

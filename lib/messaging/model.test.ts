import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type DeliveryState,
  deliveryStates,
  isOver,
  longestWait,
  maskAddress,
  mostTries,
  stateAfter,
  waitAfter,
} from './model.ts'

const types = [
  'email.sent',
  'email.delivery_delayed',
  'email.delivered',
  'email.failed',
  'email.bounced',
  'email.complained',
  'email.opened',
]

/** As it goes in the database: after each report, the state that was is looked at with all that are known by then. */
function arriving(order: readonly string[]): DeliveryState {
  const known = order.map((_, index) => order.slice(0, index + 1))
  return known.reduce<DeliveryState>(stateAfter, 'sent')
}

test('whatever the order and however often, the same reports end in the same state', () => {
  const reports = fc.array(fc.constantFrom(...types), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(
      reports.chain((set) =>
        fc.tuple(
          fc.constant(set),
          // Each at least once, some again, in any order.
          fc
            .shuffledSubarray([...set, ...set], { minLength: set.length })
            .filter((order) => set.every((type) => order.includes(type))),
        ),
      ),
      ([set, order]) => {
        expect(arriving(order)).toBe(stateAfter('sent', set))
        expect(arriving([...set, ...order])).toBe(stateAfter('sent', set))
      },
    ),
    { numRuns: 2000 },
  )
})

test.each([
  [[], 'sent'],
  [['email.sent'], 'sent'],
  [['email.delivered', 'email.sent'], 'delivered'],
  [['email.delivered', 'email.delivery_delayed', 'email.sent'], 'delivered'],
  [['email.bounced', 'email.delivered', 'email.sent'], 'bounced'],
  [['email.complained', 'email.delivered'], 'complained'],
  [['email.failed', 'email.sent'], 'failed'],
  [['email.opened', 'email.clicked', 'constructor'], 'sent'],
])('%j makes a sent mail %s', (reports, state) => {
  expect(arriving(reports)).toBe(state)
})

test('a report moves forward whatever we thought; one that says nothing moves nothing', () => {
  for (const state of deliveryStates) {
    expect(stateAfter(state, [])).toBe(state)
    expect(stateAfter(state, ['email.opened'])).toBe(state)
    expect(isOver(stateAfter(state, ['email.delivered']))).toBe(true)
  }
  // We had given it up; whoever has it knows better.
  expect(stateAfter('failed', ['email.delivered'])).toBe('delivered')
  expect(stateAfter('failed', ['email.failed', 'email.delivered'])).toBe('failed')
})

test('the wait doubles from 5 s to 15 min, a fifth more or less', () => {
  const waits = Array.from({ length: mostTries }, (_, index) => waitAfter(index + 1, () => 0.5) / 1000)
  expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640])
  expect([0, 1].map((luck) => waitAfter(1, () => luck))).toEqual([4000, 6000])
  expect(waitAfter(30, () => 1)).toBe(longestWait)
})

test.each([
  ['lena@northfield.example', 'l…@northfield.example'],
  ['x', '…'],
  ['', '…'],
])('%s is shown to members as %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked)
})

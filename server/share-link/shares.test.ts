import { expect, test } from 'vitest'
import { clientOf, createShares } from './shares.ts'

test('one link and one client’s address have a share each, and a place is free again once somebody goes', () => {
  const shares = createShares({ perLink: 3, perClient: 2 })
  const place = (linkId: string, client: string | null) => ({ linkId, client })
  shares.take(place('a', '203.0.113.1'))
  shares.take(place('b', '203.0.113.1'))
  expect(shares.hasRoom(place('c', '203.0.113.1'))).toBe(false)
  expect(shares.hasRoom(place('a', '203.0.113.2'))).toBe(true)
  shares.take(place('a', null))
  shares.take(place('a', null))
  expect(shares.hasRoom(place('a', '203.0.113.2'))).toBe(false)
  expect(shares.hasRoom(place('a', null))).toBe(false)
  expect(shares.hasRoom(place('b', null))).toBe(true)
  shares.giveBack(place('a', '203.0.113.1'))
  expect(shares.hasRoom(place('a', '203.0.113.1'))).toBe(true)
})

test.each([
  ['203.0.113.1', '203.0.113.1'],
  ['::ffff:203.0.113.1', '203.0.113.1'],
  ['2001:db8:1:2:3::4', '2001:db8:1:2::/64'],
  ['127.0.0.1', null],
  ['::1', null],
  ['::ffff:172.18.0.1', null],
  ['192.168.4.4', null],
  ['fe80::1%eth0', null],
  ['fd12:3456:789a:1::1', null],
  [undefined, null],
])('a stream from %s counts for %s', (remoteAddress, client) => {
  expect(clientOf({ rawHeaders: [], socket: { remoteAddress } }, 0)).toBe(client)
})

test('behind a proxy it is the address that the proxy saw', () => {
  const rawHeaders = ['X-Forwarded-For', '198.51.100.9', 'Accept', '*/*', 'x-forwarded-for', '203.0.113.7']
  const socket = { remoteAddress: '127.0.0.1' }
  expect(clientOf({ rawHeaders, socket }, 1)).toBe('203.0.113.7')
  expect(clientOf({ rawHeaders, socket }, 0)).toBe(null)
})

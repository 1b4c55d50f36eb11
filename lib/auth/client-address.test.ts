import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

const from = (remoteAddress: string, forwarded?: string) => ({
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  socket: { remoteAddress },
})

test.each([
  ['nobody in front', from('192.0.2.7'), 0, '192.0.2.7'],
  ['a forged header', from('192.0.2.7', '10.0.0.1'), 0, '192.0.2.7'],
  ['one proxy', from('127.0.0.1', '198.51.100.4'), 1, '198.51.100.4'],
  ['one proxy and a forged header', from('127.0.0.1', '10.9.9.9, 198.51.100.4'), 1, '198.51.100.4'],
  ['two proxies', from('127.0.0.1', '10.9.9.9, 198.51.100.4, 10.0.0.2'), 2, '198.51.100.4'],
  ['fewer than said', from('127.0.0.1'), 2, '127.0.0.1'],
  ['nonsense', from('127.0.0.1', 'over there'), 1, 'unknown'],
  ['IPv4 in IPv6', from('::ffff:192.0.2.7'), 0, '192.0.2.7'],
  ['a /64', from('2001:db8:0:42:1:2:3:4'), 0, '2001:db8:0:42::/64'],
  ['the same, written short', from('2001:0db8::42:ffff:0:0:1'), 0, '2001:db8:0:42::/64'],
  ['this machine', from('::1'), 0, '0:0:0:0::/64'],
] as const)('%s', (_, request, proxies, address) => {
  expect(clientAddress(request, proxies)).toBe(address)
})

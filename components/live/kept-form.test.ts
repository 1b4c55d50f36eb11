import { notFound, redirect } from 'next/navigation'
import { afterEach, expect, test, vi } from 'vitest'
import { keeping } from '#components/live/kept-form.ts'
import { idle } from '#lib/http/model.ts'

afterEach(() => vi.unstubAllGlobals())

const form = new FormData()
form.set('$ACTION_KEY', 'x')
form.set('name', 'Wiki')
form.set('password', 'seven calm herons')

function sent(thrown: () => unknown, { onLine = true } = {}) {
  vi.stubGlobal('navigator', { onLine })
  return keeping(async () => {
    throw thrown()
  })(idle, form)
}

test('what is not answered is a refusal that keeps what was typed, but no password', async () => {
  for (const error of [
    new TypeError('Failed to fetch'),
    // What Next makes of a proxy's page, of a proxy's words, and of an answer that breaks off.
    new Error('An unexpected response was received from the server.'),
    new Error('upstream connect error'),
    new Error('Connection closed.'),
  ]) {
    expect(await sent(() => error)).toEqual({
      status: 'failed',
      code: 'unavailable',
      message: expect.stringMatching(/^The server does not answer\./),
      fields: {},
      values: { name: 'Wiki' },
    })
  }
  expect(await sent(() => new TypeError('Failed to fetch'), { onLine: false })).toMatchObject({
    message: 'You are offline. Nothing is lost: send it again.',
  })
})

test('a redirect, “not found” and a fault that the server answered with are passed on', async () => {
  for (const thrown of [
    () => redirect('/sign-in'),
    () => notFound(),
    () => Object.assign(new Error('An error occurred in the Server Components render.'), { digest: '1234' }),
  ]) {
    await expect(sent(thrown)).rejects.toHaveProperty('digest')
  }
})

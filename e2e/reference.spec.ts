import { expect } from '@playwright/test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expectAccessible } from './kit/accessible.ts'
import { request } from './kit/api.ts'
import { ask } from './kit/ask.ts'
import { test } from './kit/test.ts'

test('the reference is one page that needs no script, with every command and an anchor to each', async ({
  cast,
  open,
}) => {
  const page = await open(cast.member, '/settings/tokens', { javaScriptEnabled: false })
  await page.getByRole('link', { name: 'API reference' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('API reference')
  await page.getByRole('link', { name: 'redact_entry', exact: true }).click()
  await expect(page).toHaveURL(/#command-redact-entry$/)
  await expect(page.getByRole('heading', { name: 'redact_entry' })).toBeInViewport()
  await expect(page.getByText('curl').first()).toBeVisible()

  const seen = await open(cast.member, '/reference')
  await expectAccessible(seen, 'the reference')
})

test('the description is served, and a method that an address does not know is a problem', async ({
  instance,
  cast,
}) => {
  const answer = await request(instance.one, cast.member, '/openapi.json')
  expect(answer.status).toBe(200)
  const { valid } = await new Validator().validate(JSON.parse(await answer.text()))
  expect(valid).toBe(true)

  const refused = await ask(`${instance.one.url}/api/v1/incidents/INC-1`, { method: 'PUT' })
  expect(refused.status).toBe(405)
  expect(refused.headers.get('allow')).toBe('GET, HEAD')
  expect(await refused.json()).toMatchObject({ status: 405, code: 'method_not_allowed' })
})

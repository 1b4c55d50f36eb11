import { headers } from 'next/headers'
import { env } from '#lib/env.ts'
import { isOwnOrigin } from '#lib/http/origin.ts'

/**
 * Where this page stands under the address that SitRep is set up for, if it was asked for under another one:
 * there a cookie would not be kept and the API would refuse the browser. Null when all is well.
 */
export async function addressElsewhere(path: string): Promise<string | null> {
  const given = await headers()
  const { publicUrl } = env()
  const host = given.get('x-forwarded-host') ?? given.get('host')
  const asked = `${new URL(publicUrl).protocol}//${host}`
  return isOwnOrigin(asked, publicUrl) ? null : publicUrl + path
}

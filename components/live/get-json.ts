/** The session has ended: nothing more is answered until somebody signs in. */
export class SignedOut extends Error {}

/** What this server answers, as JSON. The caller names the shape that the address documents. Throws when refused. */
export async function getJson<Body>(address: string, signal?: AbortSignal): Promise<Body> {
  const response = await fetch(address, {
    headers: { Accept: 'application/json' },
    cache: 'no-store',
    ...(signal && { signal }),
  })
  if (response.status === 401) throw new SignedOut()
  if (!response.ok) throw new Error(`${address} answered ${response.status}`)
  return response.json()
}

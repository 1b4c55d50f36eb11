/** What a dialog asks the server while it is open: the answers of a page are kept by one client, loaded with it. */
import { QueryClient } from '@tanstack/react-query'

/** Answers stay good for a minute; what failed is tried once more. */
export const askClient = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: 1 } } })

/** A JSON answer of this server. The caller names the shape that the address documents. Throws when refused. */
export async function askJson<Body>(address: string): Promise<Body> {
  const response = await fetch(address, { headers: { Accept: 'application/json' } })
  if (!response.ok) throw new Error(`${address} answered ${response.status}`)
  return response.json()
}

import { expect, type Page, type Request } from '@playwright/test'

/** Every request that the page begins from now on. */
export function countRequests(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`))
  return asked
}

/**
 * Waits until the page has begun nothing for half a second, and no script is on its way; an event stream stays open, so
 * the network never idles. `act` is done once somebody listens: what it asks for counts.
 */
export async function settled(page: Page, act?: () => Promise<void>): Promise<void> {
  const asked = countRequests(page)
  const scripts = new Set<Request>()
  page.on('request', (request) => request.resourceType() === 'script' && scripts.add(request))
  page.on('requestfinished', (request) => scripts.delete(request))
  page.on('requestfailed', (request) => scripts.delete(request))
  await act?.()
  let [before, quiet] = [0, 0]
  const turns = () => {
    quiet = asked.length === before && scripts.size === 0 ? quiet + 1 : 0
    before = asked.length
    return quiet
  }
  await expect.poll(turns, { intervals: [100] }).toBeGreaterThan(5)
}

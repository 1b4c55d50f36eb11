import { expect, type Page } from '@playwright/test'

/** Every request that the page begins from now on. */
export function countRequests(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`))
  return asked
}

/** Waits until the page has begun nothing for half a second; an event stream stays open, so the network never idles. */
export async function settled(page: Page): Promise<void> {
  const asked = countRequests(page)
  let [before, quiet] = [0, 0]
  const turns = () => {
    quiet = asked.length === before ? quiet + 1 : 0
    before = asked.length
    return quiet
  }
  await expect.poll(turns, { intervals: [100], timeout: 15_000 }).toBeGreaterThan(5)
}

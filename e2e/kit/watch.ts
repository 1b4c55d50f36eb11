import { type BrowserContext, expect } from '@playwright/test'
import { isLoopback } from '#lib/loopback.ts'

/** Listens to browsers and apps for what must not happen in any journey. */
export function watch() {
  const faults: string[] = []
  const expected: RegExp[] = []
  const fault = (text: string) => {
    if (!expected.some((pattern) => pattern.test(text))) faults.push(text)
  }
  return {
    follow(context: BrowserContext): void {
      context.on('console', (message) => {
        // A refused script or style is reported as an error of the console too.
        if (message.type() === 'error') fault(`console: ${message.text()} (${message.location().url})`)
      })
      context.on('weberror', (error) => fault(`page: ${error.error().stack ?? error.error().message}`))
      context.on('request', (request) => {
        if (!isOwn(request.url())) fault(`request to elsewhere: ${request.url()}`)
      })
    },
    /** What the app itself calls an error is one. */
    readLog(text: string): void {
      for (const line of text.split('\n')) if (/"level":"(error|fatal)"/.test(line)) fault(`log: ${line}`)
    },
    expectConsole(...patterns: RegExp[]): void {
      expected.push(...patterns)
    },
    complain(): void {
      expect(faults.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([])
    },
  }
}

/** On this machine, or in the page itself. */
function isOwn(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return ['data:', 'blob:', 'about:'].includes(protocol) || isLoopback(hostname)
}

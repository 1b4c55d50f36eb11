/**
 * Everything that is tested, in the order in which a fault is cheapest to learn of. Each suite's output streams
 * through; the last line sums the counts. `npm test -- unit journeys` runs only the suites named.
 */
import { styleText } from 'node:util'
import type { Count } from './count.ts'
import { stopRunning } from './run.ts'
import { type Suite, suites } from './suites.ts'

const chosen = choose(process.argv.slice(2))
const total: Count = { passed: 0, failed: 0 }
let stopped = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopped = true
    stopRunning()
  })
}

for (const suite of chosen) {
  if (stopped) break
  const { passed, failed } = await timed(suite)
  total.passed += passed
  total.failed += failed
}
if (stopped) total.failed += 1
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

async function timed({ name, what, run }: Suite): Promise<Count> {
  console.log(styleText('bold', `\n${name}: ${what}`))
  const from = performance.now()
  const count = await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  })
  const seconds = Math.round((performance.now() - from) / 1000)
  console.log(`${name}: ${count.passed} passed, ${count.failed} failed in ${seconds} s`)
  return count
}

function choose(names: string[]): readonly Suite[] {
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name))
  if (unknown.length > 0) {
    console.error(`No suite ${unknown.join(', ')}; there are ${suites.map(({ name }) => name).join(', ')}.`)
    process.exit(1)
  }
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name))
}

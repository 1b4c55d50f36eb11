/** Builds the app as `npm start` does, if its sources changed since: for the journeys, and for an image. */
import { log } from '#lib/log.ts'
import { buildIfChanged } from '#server/build.ts'

try {
  await buildIfChanged({ log, signal: new AbortController().signal })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

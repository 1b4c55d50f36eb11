/** What the report of a very long log costs as PDF: time, bytes, and memory of the whole process. */
import { growLog } from '#e2e/kit/long-log.ts'
import { getReportEdition } from '#lib/document/queries.ts'
import { execute } from '#lib/log/execute.ts'
import { renderPdf } from '#lib/report/pdf.ts'
import { pdfSources } from '#lib/report/pdf-sources.ts'

type Sql = Parameters<typeof growLog>[0]

/** Declares an incident, gives its log `length` entries, and draws its report with all of them. The database is open. */
export async function measureDocument(
  kit: Sql,
  { me, length }: { me: string; length: number },
): Promise<string> {
  const reporter = { kind: 'person', id: me, name: 'Ines Okafor', role: 'member' } as const
  const { incident } = await execute(reporter, null, {
    type: 'declare_incident',
    topic: 'A long one',
    severity: 'SEV1',
    reported: 'The page spins.',
    reportedBy: 'Mara',
    source: 'phone',
    reportedAt: new Date(Date.now() - length * 5000).toISOString(),
  })
  await growLog(kit, incident.ref, length)
  const memory = watchMemory()
  const from = performance.now()
  const report = await getReportEdition(incident.ref)
  const composed = performance.now()
  const document = { kind: 'report', report } as const
  let bytes = 0
  for await (const part of await renderPdf(document, pdfSources(document))) bytes += part.byteLength
  const { grown, held } = memory.stop()
  const seconds = (to: number, since: number) => `${((to - since) / 1000).toFixed(1)} s`
  return [
    `A report with ${length} entries: composed in ${seconds(composed, from)}, as PDF in ${seconds(performance.now(), composed)}`,
    `${megabytes(bytes)} MB of file, ${megabytes(grown)} MB more memory, nothing else waited longer than ${Math.round(held)} ms`,
  ].join(', ')
}

const megabytes = (bytes: number) => Math.round(bytes / 1_000_000)

/** The most memory above the start, and the longest time for which nothing else in the process had its turn. */
function watchMemory() {
  const start = process.memoryUsage().rss
  let [most, held, last] = [start, 0, performance.now()]
  const step = 20
  const timer = setInterval(() => {
    const now = performance.now()
    held = Math.max(held, now - last - step)
    last = now
    most = Math.max(most, process.memoryUsage().rss)
  }, step)
  return {
    stop: () => {
      clearInterval(timer)
      return { grown: most - start, held }
    },
  }
}

/** The facts of a document before its words, in YAML, for programs that read it. */
import type { Report } from './model.ts'

export type Fact = string | number | boolean | null

/** Between two lines of dashes. Names are our own; texts are quoted, so that nothing in them can end the block. */
export function frontMatter(facts: readonly (readonly [name: string, fact: Fact])[]): string {
  return ['---', ...facts.map(([name, fact]) => `${name}: ${yaml(fact)}`), '---'].join('\n')
}

/** What both documents tell of themselves. */
export function documentFacts(
  name: string,
  report: Pick<
    Report,
    | 'ref'
    | 'kind'
    | 'topic'
    | 'headline'
    | 'severity'
    | 'organisation'
    | 'edition'
    | 'zone'
    | 'reportedAt'
    | 'composedAt'
    | 'entries'
    | 'headHash'
  >,
): [string, Fact][] {
  const { edition } = report
  return [
    ['document', name],
    ['ref', report.ref],
    ['kind', report.kind],
    ['organisation', report.organisation],
    ['topic', report.topic],
    ['headline', report.headline],
    ['severity', report.severity],
    ['version', edition.version],
    ['state', edition.state],
    ['changed_since', edition.changed],
    ['edition', edition.line],
    ['zone', report.zone.name],
    ['reported_at', report.reportedAt],
    ['composed_at', report.composedAt],
    ['log_entries', report.entries],
    ['log_head_sha256', report.headHash],
    ['content_sha256', edition.hash],
  ]
}

/** Only the report's: its status, its four times and how long each severity held. */
export function reportFacts({ status, reportedAt, keyTimes, severityTimes }: Report): [string, Fact][] {
  return [
    ['status', status],
    ...keyTimes.flatMap(({ label, seconds }): [string, Fact][] => {
      const name = label.toLowerCase().replace(/\W+/g, '_')
      return [
        [`${name}_at`, seconds === null ? null : after(reportedAt, seconds)],
        [`${name}_seconds`, seconds],
      ]
    }),
    ...severityTimes.map(({ severity, seconds }): [string, Fact] => [
      `${severity.toLowerCase()}_seconds`,
      seconds,
    ]),
  ]
}

/** Durations are whole seconds between whole seconds. */
function after(instant: string, seconds: number): string {
  return new Date((Math.floor(Date.parse(instant) / 1000) + seconds) * 1000).toISOString()
}

/** JSON is YAML, but for a few characters that YAML wants escaped. */
function yaml(fact: Fact): string {
  return JSON.stringify(fact).replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

import { notFound } from 'next/navigation'
import { Comparison } from '#components/document/comparison.tsx'
import { ComparisonHead } from '#components/document/comparison-head.tsx'
import { DrillBanner } from '#components/shell/drill-banner.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { type Content, type Texts, textsOf } from '#lib/document/content.ts'
import { compareTexts } from '#lib/document/difference/sections.ts'
import { getVersionTexts, getWorking, type Working } from '#lib/document/queries.ts'
import { AppError } from '#lib/errors.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import { sectionTitles } from '#lib/post-mortem/model.ts'

export type CompareProps = {
  params: Promise<{ ref: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const names = { report: 'Situation report', post_mortem: 'Post-mortem' } as const
const paths = { report: 'report', post_mortem: 'post-mortem' } as const

/** Two versions of either document, `?from=2&to=3`; `to=working` is the text now. Without them the last two. */
export async function CompareVersions({ document, ...props }: CompareProps & { document: DocumentName }) {
  const [{ ref }, asked, { organisation }] = await Promise.all([props.params, props.searchParams, getStaff()])
  const working = await find(document, ref, organisation)
  const { incident, versions, content } = working
  const { from, to } = chosenIn(asked, working)
  const now = Date.parse(content.document.composedAt)
  const address = `/incidents/${incident.ref}/${paths[document]}`
  const known = (version: number) => versions.some((one) => one.version === version)
  if (versions.length === 0 || !known(from) || (to !== null && !known(to))) {
    if (versions.length > 0) notFound()
    return (
      <div className="page pt-8">
        <EmptyState title="No version is saved yet.">
          There is nothing to compare. The first version is saved when the {names[document].toLowerCase()} is
          drafted.
        </EmptyState>
      </div>
    )
  }
  const [before, after] = await Promise.all([
    getVersionTexts(document, incident.ref, from),
    to === null ? textsOf(content) : getVersionTexts(document, incident.ref, to),
  ])
  const sections = compareTexts(document, { before, after, titles: titlesOf(content) })
  return (
    <>
      {incident.kind === 'drill' && <DrillBanner />}
      <div className="page pb-8">
        <ComparisonHead
          incident={incident}
          title={names[document]}
          address={address}
          versions={versions}
          from={from}
          to={to}
          zone={content.document.zone.name}
          now={now}
        />
        <Comparison sections={sections} />
      </div>
    </>
  )
}

async function find(document: DocumentName, ref: string, home: { name: string; timeZone: string }) {
  try {
    return await getWorking(document, ref, { home })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}

/** What the address asks for; what it leaves out is the last change. */
function chosenIn(asked: Record<string, string | string[] | undefined>, { versions, content }: Working) {
  const numberIn = (text: string | string[] | undefined) =>
    typeof text === 'string' && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
  const newest = versions[0]?.version ?? 0
  const isWorking = asked.to === 'working' || (asked.to === undefined && content.document.edition.changed)
  const to = isWorking ? null : (numberIn(asked.to) ?? newest)
  const before = to === null ? newest : Math.max(1, to - 1)
  return { from: numberIn(asked.from) ?? before, to }
}

function titlesOf(content: Content): Texts {
  if (content.name === 'post_mortem') return sectionTitles
  const questions = content.document.answers.map(({ number, question }) => [`answer_${number}`, question])
  return { headline: 'Headline', summary: 'Summary', ...Object.fromEntries(questions) }
}

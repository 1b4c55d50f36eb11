import { Check, Dices, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Desk, Section } from '#components/document/section.tsx'
import { SectionComments } from '#components/document/section-comments.tsx'
import { AnswerBlock } from '#components/report/answer-block.tsx'
import { EvidenceRow } from '#components/report/evidence-row.tsx'
import { inOrder } from '#components/report/in-order.ts'
import { Moments } from '#components/report/key-moments.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import type { Comment, PostMortemSection } from '#lib/document/model.ts'
import { type PostMortem, type PostMortemPart, sectionHints } from '#lib/post-mortem/model.ts'
import { leftOutWords } from '#lib/report/model.ts'

type PartsProps = {
  postMortem: PostMortem
  desk: Desk
  comments: readonly Comment[]
  /** Between the learnings and the participants. */
  followUps: ReactNode
}

/** Lists of facts; the rest is narrative, and is read for how it is written. */
const ofFacts: readonly PostMortemSection[] = ['timeline', 'participants']
const inColumns: readonly PostMortemSection[] = ['went_well', 'went_wrong', 'lucky']

/** The sections of DOMAIN §6 in their order: the summary as a standfirst, what went how in three columns. */
export function PostMortemParts({ postMortem, followUps, ...rest }: PartsProps) {
  const { parts } = postMortem
  const show = (part: PostMortemPart) => <Part key={part.section} part={part} of={postMortem} {...rest} />
  const isBefore = ({ section }: PostMortemPart) =>
    !inColumns.includes(section) && section !== 'learnings' && section !== 'participants'
  return (
    <>
      {parts.filter(isBefore).map(show)}
      <div className="grid gap-x-8 md:grid-cols-3">
        {parts.filter(({ section }) => inColumns.includes(section)).map(show)}
      </div>
      {parts.filter(({ section }) => section === 'learnings').map(show)}
      <div className="pt-8">{followUps}</div>
      {parts.filter(({ section }) => section === 'participants').map(show)}
    </>
  )
}

type PartProps = { part: PostMortemPart; of: PostMortem; desk: Desk; comments: readonly Comment[] }

function Part({ part, of, desk, comments }: PartProps) {
  const { section, title, evidence } = part
  const own = comments.filter((comment) => comment.section === section)
  const isColumn = inColumns.includes(section)
  return (
    <section
      aria-labelledby={`h-${section}`}
      className={`scroll-mt-24 pt-8 ${isColumn ? 'has-[[data-editing]]:md:col-span-3' : ''}`}
      id={section}
    >
      <h2
        id={`h-${section}`}
        className={`text-14 mb-1.5 font-bold ${section === 'summary' ? 'vh' : ''} ${isColumn ? 'border-bar flex items-center gap-1.5 border-t pt-2.5' : ''}`}
      >
        <Mark section={section} />
        {title}
      </h2>
      <Section
        desk={desk}
        section={section}
        title={title}
        hint={sectionHints[section]}
        isChecked={!ofFacts.includes(section)}
        isNarrow={isColumn}
        footer={
          <>
            <EvidenceRow reference={of.ref} evidence={evidence} />
            <SectionComments
              incidentRef={of.ref}
              section={section}
              title={title}
              comments={own}
              personId={desk.personId}
              renew={desk.renew}
              mayComment={desk.mayEdit}
              zone={desk.zone}
              now={desk.now}
            />
          </>
        }
      >
        <PartText part={part} of={of} />
      </Section>
    </section>
  )
}

const most = 200

function PartText({ part, of }: { part: PostMortemPart; of: PostMortem }) {
  const { section, blocks, timeline, blank, edited } = part
  const rows = timeline.length > most ? timeline.filter(({ key }) => key).slice(0, most) : timeline
  const composed = inOrder(blocks, (block) => <AnswerBlock block={block} of={of} />)
  return (
    <>
      {blank && <p className="text-ink-3 max-w-[62ch] italic">{sectionHints[section]}</p>}
      {edited
        ? inOrder(blocks, (block) => (
            <Markdown text={block.type === 'words' ? block.text : ''} className={lookOf(section)} />
          ))
        : section === 'summary'
          ? standfirst(composed)
          : composed}
      {rows.length > 0 && <Moments rows={rows} reference={of.ref} />}
      {rows.length < timeline.length && (
        <p className="text-13 text-ink-3">{leftOutWords(timeline.length - rows.length)}</p>
      )}
    </>
  )
}

function standfirst(composed: ReactNode) {
  return <div className="[&_.serif]:text-20 space-y-2">{composed}</div>
}

function lookOf(section: PostMortemSection): string {
  if (inColumns.includes(section)) return 'text-15'
  return `serif max-w-[62ch] ${section === 'summary' ? 'text-20' : 'text-17'} leading-[1.5]`
}

function Mark({ section }: { section: PostMortemSection }) {
  const Icon = { went_well: Check, went_wrong: X, lucky: Dices }[section as string]
  return Icon ? <Icon className="icon text-ink-2" /> : null
}

import type { ReactNode } from 'react'
import { EditableSection } from '#components/document/editable-section.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SectionName, WorkingSection } from '#lib/document/model.ts'
import type { WritingContext } from '#lib/writing/model.ts'

/** All that the sections of a document share: whose it is, who reads it, and what people made of it. */
export type Desk = {
  ref: string
  document: 'report' | 'post_mortem'
  personId: string
  /** The person's name. */
  me: string
  /** Renders the page anew. */
  renew: () => Promise<unknown>
  zone: string
  /** In milliseconds. */
  now: number
  mayEdit: boolean
  /** What the log says of each section now, Markdown. */
  composed: Partial<Record<SectionName, string>>
  sections: readonly WorkingSection[]
  writing: WritingContext
}

type SectionProps = {
  /** null: only what the log says, to be read. */
  desk: Desk | null
  section: SectionName
  title: string
  hint?: string
  isLine?: boolean
  /** In a narrow column: its button stands below. */
  isNarrow?: boolean
  /** Its text is checked for what would read better. */
  isChecked?: boolean
  footer?: ReactNode
  children: ReactNode
}

/** One section as it reads, with who edited it and what the log says, and the way to edit it for those who may. */
export function Section(props: SectionProps) {
  const {
    desk,
    section,
    title,
    hint = markdownHint,
    isLine = false,
    isChecked = false,
    isNarrow = false,
    footer,
    children,
  } = props
  if (!desk) return withFooter(children, footer)
  const working = desk.sections.find((each) => each.section === section) ?? null
  const composed = desk.composed[section] ?? ''
  const text = (
    <>
      {children}
      {working && working.text !== null && !isLine && (
        <Edited working={working} composed={composed} desk={desk} />
      )}
    </>
  )
  if (!desk.mayEdit) return withFooter(text, footer)
  const { personId, me, ref, document, renew, zone, writing } = desk
  return (
    <EditableSection
      place={{ personId, ref, document, section }}
      renew={renew}
      me={me}
      title={title}
      hint={hint}
      isLine={isLine}
      isNarrow={isNarrow}
      check={isChecked ? writing : null}
      zone={zone}
      working={working}
      composed={composed}
      footer={footer}
    >
      {text}
    </EditableSection>
  )
}

const markdownHint = 'Markdown: **bold**, lists with a dash, [links](https://example.org).'

function withFooter(children: ReactNode, footer: ReactNode) {
  return (
    <div className="space-y-2">
      {children}
      {footer}
    </div>
  )
}

type EditedProps = { working: WorkingSection; composed: string; desk: Desk }

/** Who wrote it, and what was composed, which stays one press away. */
function Edited({ working, composed, desk }: EditedProps) {
  const { editedBy, editedAt } = working
  return (
    <details className="text-13 text-ink-3 no-print">
      <summary className="min-h-6 cursor-pointer">
        Edited by {editedBy}, <Time at={editedAt} zone={desk.zone} format="dayTime" now={desk.now} />.{' '}
        <span className="text-accent-ink underline underline-offset-2">From the log</span>
      </summary>
      <div className="border-rule-2 text-14 text-ink-2 mt-1 border-l-2 pl-4">
        {composed.trim() === '' ? <p>The log says nothing of it.</p> : <Markdown text={composed} />}
      </div>
    </details>
  )
}

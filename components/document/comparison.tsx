import { Difference } from '#components/document/difference.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import type { DifferencePart } from '#lib/document/difference/model.ts'

type SectionDifference = { section: string; title: string; parts: DifferencePart[] | null; text: string }

/** What changed, section by section; what did not is folded away. */
export function Comparison({ sections }: { sections: readonly SectionDifference[] }) {
  const changed = sections.filter(({ parts }) => parts !== null)
  const same = sections.filter(({ parts }) => parts === null)
  return (
    <>
      {changed.length === 0 && (
        <EmptyState title="Nothing differs.">Both say the same in every section.</EmptyState>
      )}
      {changed.map(({ section, title, parts }) => (
        <section
          key={section}
          className="grid gap-x-8 gap-y-1.5 border-t py-5 md:grid-cols-[200px_minmax(0,1fr)]"
        >
          <h2 className="text-14 leading-snug font-bold wrap-anywhere">{title}</h2>
          <div className="max-w-[72ch] min-w-0">
            <Difference parts={parts ?? []} label={`What changed in: ${title}`} />
          </div>
        </section>
      ))}
      {same.length > 0 && (
        <details className="border-t py-4">
          <summary className="text-ink-2 min-h-6 w-fit">
            {same.length === 1 ? '1 section is' : `${same.length} sections are`} the same
          </summary>
          {same.map(({ section, title, text }) => (
            <section key={section} className="grid gap-x-8 gap-y-1.5 py-4 md:grid-cols-[200px_minmax(0,1fr)]">
              <h2 className="text-14 leading-snug font-bold wrap-anywhere">{title}</h2>
              <Markdown text={text} className="text-15 max-w-[72ch] min-w-0 wrap-anywhere" />
            </section>
          ))}
        </details>
      )}
    </>
  )
}

import { FieldTable } from '#components/reference/field-table.tsx'
import { Sample } from '#components/reference/sample.tsx'
import type { ReferenceCommand } from '#lib/openapi/model.ts'

/** One command with its own fields. */
export function CommandEntry({ command }: { command: ReferenceCommand }) {
  const { id, type, summary, who, fields, example } = command
  return (
    <article aria-labelledby={id} className="mt-6 border-t pt-4">
      <h3 id={id} className="text-17 mono font-semibold">
        {type}
      </h3>
      <p className="mt-1 max-w-[72ch]">{summary}</p>
      <p className="text-ink-2 mt-1">{who}.</p>
      <FieldTable caption="Fields" fields={fields} />
      <Sample caption="Body" text={example} />
    </article>
  )
}

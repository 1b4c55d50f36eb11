import type { ReferenceField } from '#lib/openapi/model.ts'

type FieldTableProps = {
  caption: string
  /** The rank of the caption below the heading that it stands under. */
  as?: 'h3' | 'h4'
  fields: readonly ReferenceField[]
}

/** Parameters or fields: name, what may stand there, whether it must, what it is for. */
export function FieldTable({ caption, as: Caption = 'h4', fields }: FieldTableProps) {
  if (fields.length === 0) return null
  return (
    <div className="mt-4">
      <Caption className="text-13 font-semibold">{caption}</Caption>
      <dl className="mt-1">
        {fields.map(({ name, type, isRequired, says }) => (
          <div key={name} className="gap-x-4 border-t py-1.5 sm:grid sm:grid-cols-[176px_minmax(0,1fr)]">
            <dt className="break-words">
              <code className="font-semibold">{name}</code>
              {isRequired && <span className="text-12 text-ink-2 ml-2">required</span>}
            </dt>
            <dd className="break-words">
              <span className="text-ink-2">{type}.</span> {says}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

import { FieldTable } from '#components/reference/field-table.tsx'
import { FoldedSample, Sample } from '#components/reference/sample.tsx'
import type { ReferenceOperation } from '#lib/openapi/model.ts'

/** One address with one method. */
export function OperationEntry({ operation }: { operation: ReferenceOperation }) {
  const { id, method, path, summary, says, who, parameters, query, headers, body, answers } = operation
  return (
    <article aria-labelledby={id} className="mt-6 border-t pt-4">
      <h3 id={id} className="text-17 font-semibold">
        {summary}
      </h3>
      <p className="mt-1 wrap-anywhere">
        <code className="font-semibold">{method}</code> <code>{path}</code>
      </p>
      {says && <p className="mt-2 max-w-[72ch]">{says}</p>}
      <p className="text-ink-2 mt-1">{who}.</p>
      <FieldTable caption="In the address" fields={parameters} />
      <FieldTable caption="Query" fields={query} />
      <FieldTable caption="Headers" fields={headers} />
      {body && <FieldTable caption={`Body, ${body.type}`} fields={body.fields} />}
      <div className="mt-4">
        <h4 className="text-13 font-semibold">Answers</h4>
        <ul className="mt-1">
          {answers.map(({ status, says: what, type }) => (
            <li key={`${status} ${type}`} className="flex flex-wrap gap-x-4 border-t py-1.5">
              <span className="mono w-8">{status}</span>
              <span>{what}</span>
              {type && <code className="text-13 text-ink-2 break-all">{type}</code>}
            </li>
          ))}
        </ul>
      </div>
      <Sample caption="Request" text={operation.request} />
      {operation.answer && <FoldedSample caption="Example answer" text={operation.answer} />}
    </article>
  )
}

import { CircleAlert } from 'lucide-react'
import { type ImportPreview, peopleWords } from '#lib/stakeholder/model.ts'

/** What an import would do, and which rows cannot be taken. */
export function ImportOutcome({ preview }: { preview: ImportPreview }) {
  const { added, updated, unchanged, sample, faults, faultCount } = preview
  const changes = added + updated
  return (
    <div className="space-y-4">
      <p className="font-medium">
        {changes === 0 && faultCount === 0
          ? 'Everybody in this table is in the directory already, as they stand there.'
          : `${peopleWords(added)} would be added, ${peopleWords(updated)} changed, ${peopleWords(unchanged)} left as they are.`}
      </p>
      {faultCount > 0 && (
        <section aria-label="Rows that cannot be taken">
          <h3 className="text-13 text-sev1-ink flex items-center gap-1.5 font-semibold">
            <CircleAlert className="icon icon-sm" />
            {faultCount === 1 ? '1 row cannot be taken' : `${faultCount} rows cannot be taken`}
          </h3>
          <ul className="mt-1.5 max-h-48 overflow-y-auto border-t" tabIndex={-1}>
            {faults.map(({ line, says }) => (
              <li key={`${line} ${says}`} className="text-13 grid grid-cols-[72px_1fr] gap-2 border-b py-1.5">
                <span className="mono text-ink-3">Line {line}</span>
                <span className="min-w-0 wrap-anywhere">{says}</span>
              </li>
            ))}
          </ul>
          {faultCount > faults.length && (
            <p className="hint mt-1">and {faultCount - faults.length} more. Mend these first.</p>
          )}
        </section>
      )}
      {changes > 0 && (
        <section aria-label="What would be written">
          <div className="max-h-56 overflow-auto border-y">
            <table className="text-13 w-full">
              <caption className="vh">What would be written</caption>
              <thead>
                <tr>
                  <th scope="col" className="py-1.5 pr-3">
                    Name
                  </th>
                  <th scope="col" className="pr-3">
                    E-mail
                  </th>
                  <th scope="col" className="pr-3">
                    Group
                  </th>
                  <th scope="col" />
                </tr>
              </thead>
              <tbody>
                {sample.map((row) => (
                  <tr key={row.line} className="border-t">
                    <td className="py-1.5 pr-3 wrap-anywhere">{row.name}</td>
                    <td className="text-ink-2 pr-3 wrap-anywhere">{row.email}</td>
                    <td className="text-ink-2 pr-3 wrap-anywhere">{row.group}</td>
                    <td className="text-ink-3 whitespace-nowrap">{row.is === 'new' ? 'new' : 'changed'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {changes > sample.length && (
            <p className="hint mt-1">and {(changes - sample.length).toLocaleString('en-GB')} more.</p>
          )}
        </section>
      )}
    </div>
  )
}

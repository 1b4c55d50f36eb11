import type { Metadata } from 'next'
import { Beginning } from '#components/reference/beginning.tsx'
import { CommandEntry } from '#components/reference/command-entry.tsx'
import { Contents } from '#components/reference/contents.tsx'
import { FieldTable } from '#components/reference/field-table.tsx'
import { OperationEntry } from '#components/reference/operation-entry.tsx'
import { ProblemCodes } from '#components/reference/problem-codes.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { env } from '#lib/env.ts'
import { reference } from '#lib/openapi/reference.ts'

export const metadata: Metadata = { title: 'API reference' }

/** Every address of the API and every command, on one page that the browser can search. */
export default async function ReferencePage() {
  await getStaff()
  const { groups, commands, common, codes } = reference(env().publicUrl)
  return (
    <div className="page">
      <PageHead
        title="API reference"
        lead="Whatever you can do here, a program can do too. Each address, who may use it, what it takes and what it answers."
      />
      <div className="mt-6 gap-x-10 lg:grid lg:grid-cols-[232px_minmax(0,1fr)]">
        <Contents groups={groups} commands={commands} />
        <div className="min-w-0">
          <Beginning />
          {groups.map(({ id, name, operations }) => (
            <section key={id} aria-labelledby={id} className="mt-10">
              <h2 id={id} className="headline text-24">
                {name}
              </h2>
              {operations.map((operation) => (
                <OperationEntry key={operation.id} operation={operation} />
              ))}
            </section>
          ))}
          <section aria-labelledby="commands" className="mt-10">
            <h2 id="commands" className="headline text-24">
              Commands
            </h2>
            <p className="mt-2 max-w-[72ch]">
              Sent to <code className="code">POST /api/v1/incidents/{'{ref}'}/commands</code> with their type.
              Each takes these fields besides its own:
            </p>
            <FieldTable caption="Fields of every command" as="h3" fields={common} />
            {commands.map((command) => (
              <CommandEntry key={command.id} command={command} />
            ))}
          </section>
          <ProblemCodes codes={codes} />
        </div>
      </div>
    </div>
  )
}

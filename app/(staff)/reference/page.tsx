import type { Metadata } from 'next'
import Link from 'next/link'
import { CommandEntry } from '#components/reference/command-entry.tsx'
import { Contents } from '#components/reference/contents.tsx'
import { FieldTable } from '#components/reference/field-table.tsx'
import { OperationEntry } from '#components/reference/operation-entry.tsx'
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
          <section aria-labelledby="begin" className="max-w-[72ch] space-y-3">
            <h2 id="begin" className="sec">
              To begin
            </h2>
            <p>
              Make a token in{' '}
              <Link className="link" href="/settings/tokens" prefetch={false}>
                Settings, API tokens
              </Link>{' '}
              and send it as <code className="code">Authorization: Bearer</code>. Instants are in UTC with
              milliseconds; those that you send carry their offset. Durations are whole seconds. Unknown
              fields and parameters are refused, so that a typo is never silent.
            </p>
            <p>
              The same is there for programs as{' '}
              <a className="link" href="/api/v1/openapi.json">
                OpenAPI 3.1
              </a>
              .
            </p>
          </section>
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
          <section aria-labelledby="problems" className="mt-10">
            <h2 id="problems" className="headline text-24">
              Problems
            </h2>
            <p className="mt-2 max-w-[72ch]">
              What is refused is answered as <code className="code">application/problem+json</code> with a
              code, a sentence that says why and what would be allowed, and for each field at fault what would
              be right.
            </p>
            <ul className="mt-3">
              {codes.map(({ code, status, says }) => (
                <li key={code} className="flex flex-wrap gap-x-4 border-t py-1.5">
                  <span className="mono w-8">{status}</span>
                  <code className="w-44">{code}</code>
                  <span>{says}</span>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
    </div>
  )
}

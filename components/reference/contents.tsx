import type { Reference, ReferenceCommand } from '#lib/openapi/model.ts'

type ContentsProps = { groups: Reference['groups']; commands: readonly ReferenceCommand[] }

/** What stands on the page; beside it on a wide screen, above it on a narrow one. */
export function Contents({ groups, commands }: ContentsProps) {
  return (
    <nav
      aria-label="On this page"
      className="no-print text-13 mb-8 columns-2 gap-x-6 border-b pb-6 sm:columns-3 lg:sticky lg:top-6 lg:mb-0 lg:max-h-[calc(100dvh-3rem)] lg:columns-1 lg:self-start lg:overflow-y-auto lg:border-b-0 lg:pb-0"
    >
      {groups.map(({ id, name, operations }) => (
        <div key={id} className="mb-3 break-inside-avoid">
          <a
            className="inline-block min-h-6 font-semibold underline-offset-3 hover:underline"
            href={`#${id}`}
          >
            {name}
          </a>
          <ul>
            {operations.map((operation) => (
              <li key={operation.id}>
                <a
                  className="text-ink-2 block min-h-6 py-0.5 underline-offset-3 hover:underline"
                  href={`#${operation.id}`}
                >
                  {operation.summary}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <div className="mb-3">
        <a className="inline-block min-h-6 font-semibold underline-offset-3 hover:underline" href="#commands">
          Commands
        </a>
        <ul>
          {commands.map(({ id, type }) => (
            <li key={id}>
              <a
                className="text-ink-2 mono block min-h-6 py-0.5 wrap-anywhere underline-offset-3 hover:underline"
                href={`#${id}`}
              >
                {type}
              </a>
            </li>
          ))}
        </ul>
      </div>
      <a className="inline-block min-h-6 font-semibold underline-offset-3 hover:underline" href="#problems">
        Problems
      </a>
    </nav>
  )
}

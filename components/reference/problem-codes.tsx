import type { Reference } from '#lib/openapi/model.ts'

/** What is refused, and how that is answered. */
export function ProblemCodes({ codes }: Pick<Reference, 'codes'>) {
  return (
    <section aria-labelledby="problems" className="mt-10">
      <h2 id="problems" className="headline text-24">
        Problems
      </h2>
      <p className="mt-2 max-w-[72ch]">
        What is refused is answered as <code className="code">application/problem+json</code> with a code, a
        sentence that says why and what would be allowed, and for each field at fault what would be right.
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
  )
}

import Link from 'next/link'

/** How a program signs in, and what holds for everything that it sends. */
export function Beginning() {
  return (
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
        milliseconds; those that you send carry their offset. Durations are whole seconds. Unknown fields and
        parameters are refused, so that a typo is never silent.
      </p>
      <p>
        The same is there for programs as{' '}
        <a className="link" href="/api/v1/openapi.json">
          OpenAPI 3.1
        </a>
        .
      </p>
    </section>
  )
}

import Link from 'next/link'

/** Nothing was ever declared: what this place is for, and the one thing to do. */
export function FirstIncident({ mayDeclare, mayInvite }: { mayDeclare: boolean; mayInvite: boolean }) {
  return (
    <section className="py-10 md:py-16" aria-labelledby="first">
      <h2 id="first" className="headline text-38 md:text-48">
        No incident yet.
      </h2>
      <p className="serif text-20 text-ink-2 mt-3 max-w-[46ch] leading-[1.4]">
        {mayDeclare
          ? 'When something breaks, declare it: say how bad it is and what is happening, and its log begins.'
          : 'When somebody declares one, it stands here with its clock, its Commander and its log.'}
      </p>
      {mayDeclare && (
        <div className="mt-8 flex flex-wrap gap-2">
          <Link className="btn btn-lg" href="/declare" prefetch={false}>
            Declare the first incident
          </Link>
          {mayInvite && (
            <Link className="btn btn-lg btn-quiet" href="/settings/people" prefetch={false}>
              Invite who will answer
            </Link>
          )}
        </div>
      )}
    </section>
  )
}

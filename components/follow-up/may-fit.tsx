import type { FollowUp } from '#lib/follow-up/model.ts'

/** Beside a live incident: what was to be done after an earlier one and is not done yet. */
export function MayFit({ followUps }: { followUps: readonly FollowUp[] }) {
  if (followUps.length === 0) return null
  return (
    <section className="mt-6" aria-labelledby="h-may-fit">
      <h2 id="h-may-fit" className="sec rule-sec">
        {followUps.length === 1 ? 'An open follow-up may fit' : 'Open follow-ups may fit'}
      </h2>
      <ul className="mt-2 space-y-2">
        {followUps.map(({ id, ref, title, owner }) => (
          <li key={id}>
            <a className="link wrap-anywhere" href={`/follow-ups?incident=${ref}#follow-up-${id}`}>
              {title}
            </a>
            <span className="text-12 text-ink-3 block">
              from <span className="mono">{ref}</span>, {owner ? owner.name : 'nobody’s yet'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

import Link from 'next/link'

type ZoneLineProps = {
  zone: { words: string }
  reference: string
  /** Another one than the organisation's: then the page is only read. */
  isOther: boolean
}

/** In which zone the document is written. What people write holds times, so everybody reads the same. */
export function ZoneLine({ zone, reference, isOther }: ZoneLineProps) {
  return (
    <p className="text-13 text-ink-3 pb-4">
      Times are {zone.words}
      {isOther ? (
        <>
          . This is what the log says, without what people wrote.{' '}
          <Link className="link" href={`/incidents/${reference}/report`} prefetch={false}>
            Read it in the organisation’s time zone
          </Link>
        </>
      ) : (
        ', the zone of the organisation.'
      )}
    </p>
  )
}

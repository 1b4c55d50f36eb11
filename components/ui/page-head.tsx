import type { ReactNode } from 'react'

type PageHeadProps = {
  title: ReactNode
  /** Right of the title, below it on a phone: facts or one action. */
  aside?: ReactNode
  lead?: ReactNode
}

/** The title of a page with the house mark under it, once per page. */
export function PageHead({ title, aside, lead }: PageHeadProps) {
  return (
    <>
      <div className="items-end justify-between gap-6 pt-6 pb-3 md:flex">
        <div className="min-w-0">
          <h1 className="headline text-24 md:text-30">{title}</h1>
          {lead && <p className="text-ink-2 mt-1 max-w-[72ch]">{lead}</p>}
        </div>
        {aside && (
          <div className="mt-2 flex flex-none flex-wrap items-center gap-x-4 gap-y-2 md:mt-0">{aside}</div>
        )}
      </div>
      <div className="rule-head" />
    </>
  )
}

import type { ReactNode } from 'react'
import { Wordmark } from '#components/shell/mark.tsx'

type PublicFrameProps = {
  title: ReactNode
  lead?: ReactNode
  /** At the foot: a way on for those who cannot go this one. */
  foot?: ReactNode
  wide?: boolean
  children?: ReactNode
}

/** A page without the shell: sign-in, set-up, invitations, and what went wrong. */
export function PublicFrame({ title, lead, foot, wide = false, children }: PublicFrameProps) {
  return (
    <main
      id="main"
      className={`mx-auto flex min-h-dvh flex-col px-5 pt-[10vh] pb-8 ${wide ? 'max-w-[560px]' : 'max-w-[440px]'}`}
    >
      <Wordmark large />
      <div className="rule-head mt-4" />
      <h1 className="headline text-24 mt-6">{title}</h1>
      {lead && <p className="text-15 text-ink-2 mt-2">{lead}</p>}
      <div className="mt-5">{children}</div>
      {foot && (
        <div className="mt-auto pt-10">
          <div className="text-13 text-ink-2 border-t pt-4">{foot}</div>
        </div>
      )}
    </main>
  )
}

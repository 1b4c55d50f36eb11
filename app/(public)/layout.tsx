import type { ReactNode } from 'react'
import { ZoneCookie } from '#components/people/zone-cookie.tsx'

/** Pages for people who are not signed in. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <ZoneCookie />
      {children}
    </>
  )
}

'use client'

import { Failure } from '#components/shell/failure.tsx'
import './styles/fonts.css'
import './globals.css'

/** 500, when the outermost layout itself failed; the theme is the system's. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something failed · SitRep</title>
        <Failure error={error} retry={retry} />
      </body>
    </html>
  )
}

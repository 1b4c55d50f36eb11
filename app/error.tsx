'use client'

import { Failure } from '#components/shell/failure.tsx'

/** 500, inside the layout that still works. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return <Failure error={error} retry={retry} />
}

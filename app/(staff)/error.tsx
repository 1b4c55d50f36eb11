'use client'

import { Failure } from '#components/shell/failure.tsx'

/** 500 of one page; the shell around it still stands. */
export default function StaffErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return <Failure error={error} retry={retry} isInShell />
}

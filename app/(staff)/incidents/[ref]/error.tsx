'use client'

import { Failure } from '#components/shell/failure.tsx'

/** 500 of the live page. What was being written is kept on this device and is there after the retry. */
export default function IncidentError({ error, retry }: { error: unknown; retry: () => void }) {
  return <Failure error={error} retry={retry} isInShell />
}

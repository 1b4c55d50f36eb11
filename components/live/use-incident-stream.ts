'use client'

import { useEffect, useRef, useState } from 'react'
import type { createConfirmed } from '#components/live/confirmed.ts'
import type { Connection } from '#components/live/connection.ts'
import type { ServerEvent } from '#components/live/event-stream.ts'
import type { Outbox } from '#components/live/outbox.ts'
import { addressOf } from '#components/live/server.ts'
import { share } from '#components/live/share.ts'
import type { Following } from '#components/live/turn.ts'
import { hearVersion } from '#components/live/version.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import type { PersonRef } from '#lib/incident/incident.ts'

type Fed = {
  confirmed: ReturnType<typeof createConfirmed>
  outbox: Outbox
  /** Must stay the same function. */
  onSignedOut: (isSignedOut: boolean) => void
}

/** What the stream of one incident says, besides its entries, which go to `confirmed`. Shared by all tabs. */
export function useIncidentStream(ref: string, personId: string, { confirmed, outbox, onSignedOut }: Fed) {
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' })
  const [sentOnReturn, setSentOnReturn] = useState(0)
  const [watchers, setWatchers] = useState<readonly PersonRef[]>([])
  const stream = useRef<Following>(null)

  useEffect(() => {
    const hear = ({ event, data }: ServerEvent) => {
      if (event === 'reset') void confirmed.catchUp()
      if (event === 'version') hearVersion(data)
      // The server wrote {"people": [{id, name}]}.
      if (event === 'presence') setWatchers((JSON.parse(data) as { people: PersonRef[] }).people)
      if (event !== 'entry') return
      // The server serialised an Entry; `append` looks at its number and `evolve` at its type and version.
      const entry = JSON.parse(data) as Entry
      void confirmed.take([entry]).then(() => outbox.settle(entry.commandId))
    }
    const following = share(`${personId}:${ref}`, {
      address: () => `${addressOf(ref)}/stream?after=${confirmed.get().incident.seq}`,
      personId,
      position: () => confirmed.get().incident.seq,
      onBehind: () => void confirmed.catchUp(),
      onEvent: hear,
      onConnection: (next) => {
        setConnection(next)
        if (next.state === 'live' || next.state === 'back') onSignedOut(false)
        if (next.state !== 'back') return
        setSentOnReturn(outbox.get().pending.filter((each) => each.ref === ref).length)
        void outbox.retry()
      },
      onSignedOut: () => onSignedOut(true),
    })
    stream.current = following
    return following.stop
  }, [ref, personId, confirmed, outbox, onSignedOut])

  return { connection, sentOnReturn, watchers, retry: () => stream.current?.retry() }
}

'use client'

import { QueryClient, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Connection } from '#components/live/connection.ts'
import { follow } from '#components/live/follow.ts'
import { createOutbox } from '#components/live/outbox.ts'
import type { CommandBody, Pending, Refused } from '#components/live/pending.ts'
import { addressOf, fetchRange, fetchSnapshot, SignedOut, sendCommand } from '#components/live/server.ts'
import { type Shown, showPending } from '#components/live/shown.ts'
import { append, olderCount, prepend, type Snapshot } from '#components/live/snapshot.ts'
import type { KnownPerson } from '#lib/incident/commands/command.ts'
import { type Entry, UnknownEntry } from '#lib/incident/entries/table.ts'
import type { IncidentView } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'

export type LiveIncident = Shown & {
  /** The state without what is pending; forms are based on its `seq`. */
  confirmed: IncidentView
  pending: readonly Pending[]
  refused: readonly Refused[]
  connection: Connection
  /** How many older entries are not loaded. */
  older: number
  isSignedOut: boolean
  /** How many commands waited here when the connection last came back. */
  sentOnReturn: number
  /** The log holds entries that this page's code does not know: a reload brings newer code. */
  isOutdated: boolean
  send: (input: CommandBody) => void
  discard: (key: string) => void
  dismissRefused: (key: string) => void
  retry: () => void
  /** Loads older entries, down to `seq` if given. */
  loadOlder: (seq?: number) => Promise<void>
}

const pageSize = 200

/** One incident, live: the stream folded into the query cache, and this browser's own commands on top. */
export function useLiveIncident(initial: Snapshot, me: Actor, people: readonly KnownPerson[]): LiveIncident {
  const { ref } = initial.incident
  const [client] = useState(() => new QueryClient())
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' })
  const [refused, setRefused] = useState<readonly Refused[]>([])
  const [isSignedOut, setSignedOut] = useState(false)
  const [isOutdated, setOutdated] = useState(false)
  const [sentOnReturn, setSentOnReturn] = useState(0)
  const stream = useRef<ReturnType<typeof follow>>(null)
  const key = useMemo(() => ['incident', ref], [ref])

  const known = useCallback(() => client.getQueryData<Snapshot>(key) ?? initial, [client, key, initial])
  const { data: snapshot, refetch } = useQuery(
    {
      queryKey: key,
      queryFn: () => fetchSnapshot(ref, known()),
      initialData: initial,
      // The stream keeps it fresh: between entries the page asks for nothing.
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      refetchOnMount: false,
      retry: (tries, error) => !(error instanceof SignedOut) && tries < 5,
    },
    client,
  )

  const catchUp = useCallback(async () => {
    const { error } = await refetch()
    if (error instanceof SignedOut) setSignedOut(true)
  }, [refetch])

  const take = useCallback(
    async (entries: readonly Entry[]) => {
      const before = known()
      try {
        const after = entries.reduce<Snapshot | null>((at, entry) => at && append(at, entry), before)
        if (after === null) return await catchUp()
        if (after !== before) client.setQueryData(key, after)
      } catch (error) {
        if (!(error instanceof UnknownEntry)) throw error
        setOutdated(true)
        await catchUp()
      }
    },
    [known, client, key, catchUp],
  )

  const [outbox] = useState(() =>
    createOutbox({
      send: (pending) => sendCommand(ref, pending),
      onDone: ({ entries }) => takeLatest.current(entries),
      onRefused: (each) => setRefused((all) => [...all, each]),
      onSignedOut: () => setSignedOut(true),
      storage: typeof localStorage === 'undefined' ? null : localStorage,
      storageKey: `sitrep:outbox:${me.id}:${ref}`,
    }),
  )
  const takeLatest = useRef(take)
  useEffect(() => {
    takeLatest.current = take
  }, [take])
  const pending = useSyncExternalStore(outbox.subscribe, outbox.get, () => none)

  useEffect(() => {
    const following = follow({
      address: () => `${addressOf(ref)}/stream?after=${known().incident.seq}`,
      onEvent: ({ event, data }) => {
        if (event === 'reset') return void catchUp()
        if (event !== 'entry') return
        // The server serialised an Entry; `append` looks at its number and `evolve` at its type and version.
        const entry = JSON.parse(data) as Entry
        void take([entry]).then(() => outbox.settle(new Set([entry.commandId])))
      },
      onConnection: (next) => {
        setConnection(next)
        if (next.state !== 'back') return
        setSentOnReturn(outbox.get().length)
        outbox.retry()
      },
      onSignedOut: () => setSignedOut(true),
    })
    stream.current = following
    return following.stop
  }, [ref, known, take, catchUp, outbox])

  useEffect(() => {
    outbox.restore()
    outbox.retry()
    return outbox.stop
  }, [outbox])

  const shown = useMemo(() => {
    const byId = new Map(people.map((person) => [person.id, person]))
    return showPending(snapshot, pending, { actor: me, person: (id) => byId.get(id) ?? null })
  }, [snapshot, pending, me, people])

  return {
    ...shown,
    confirmed: snapshot.incident,
    pending,
    refused,
    connection,
    older: olderCount(snapshot),
    isSignedOut,
    sentOnReturn,
    isOutdated,
    send: useCallback((input) => void outbox.add(input), [outbox]),
    discard: outbox.discard,
    dismissRefused: useCallback((gone) => {
      setRefused((all) => all.filter(({ pending }) => pending.key !== gone))
    }, []),
    retry: useCallback(() => {
      stream.current?.retry()
      outbox.retry()
    }, [outbox]),
    loadOlder: useCallback(
      async (seq) => {
        const last = olderCount(known())
        if (last === 0) return
        for (let to = last; to > 0; to -= pageSize) {
          const from = Math.max(1, to - pageSize + 1)
          const older = await fetchRange(ref, from, to)
          client.setQueryData<Snapshot>(key, (now) => prepend(now ?? initial, older))
          if (seq === undefined || from <= seq) return
        }
      },
      [known, ref, client, key, initial],
    ),
  }
}

const none: readonly Pending[] = []

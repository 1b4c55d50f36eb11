'use client'

import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { createConfirmed } from '#components/live/confirmed.ts'
import type { Connection } from '#components/live/connection.ts'
import { follow } from '#components/live/follow.ts'
import { createOutbox } from '#components/live/outbox.ts'
import type { CommandBody, Pending, Refused } from '#components/live/pending.ts'
import { getRules, loadRules, subscribeToRules } from '#components/live/rules.ts'
import { addressOf, sendCommand } from '#components/live/server.ts'
import { type Shown, showPending } from '#components/live/shown.ts'
import { olderCount, type Snapshot } from '#components/live/snapshot.ts'
import type { KnownPerson } from '#lib/incident/commands/command.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
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

/** One incident, live: what the stream says, and this browser's own commands on top. */
export function useLiveIncident(initial: Snapshot, me: Actor, people: readonly KnownPerson[]): LiveIncident {
  const { ref } = initial.incident
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' })
  const [refused, setRefused] = useState<readonly Refused[]>([])
  const [isSignedOut, setSignedOut] = useState(false)
  const [isOutdated, setOutdated] = useState(false)
  const [sentOnReturn, setSentOnReturn] = useState(0)
  const stream = useRef<ReturnType<typeof follow>>(null)

  const [confirmed] = useState(() =>
    createConfirmed({
      initial,
      onSignedOut: () => setSignedOut(true),
      onOutdated: () => setOutdated(true),
    }),
  )
  const [outbox] = useState(() =>
    createOutbox({
      send: (pending) => sendCommand(ref, pending),
      onDone: ({ entries }) => confirmed.take(entries),
      onRefused: (each) => setRefused((all) => [...all, each]),
      onSignedOut: () => setSignedOut(true),
      storage: typeof localStorage === 'undefined' ? null : localStorage,
      storageKey: `sitrep:outbox:${me.id}:${ref}`,
    }),
  )
  const snapshot = useSyncExternalStore(confirmed.subscribe, confirmed.get, () => initial)
  const pending = useSyncExternalStore(outbox.subscribe, outbox.get, () => none)

  useEffect(() => {
    const following = follow({
      address: () => `${addressOf(ref)}/stream?after=${confirmed.get().incident.seq}`,
      onEvent: ({ event, data }) => {
        if (event === 'reset') return void confirmed.catchUp()
        if (event !== 'entry') return
        // The server serialised an Entry; `append` looks at its number and `evolve` at its type and version.
        const entry = JSON.parse(data) as Entry
        void confirmed.take([entry]).then(() => outbox.settle(new Set([entry.commandId])))
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
  }, [ref, confirmed, outbox])

  useEffect(() => {
    outbox.restore()
    outbox.retry()
    return outbox.stop
  }, [outbox])

  const rules = useSyncExternalStore(subscribeToRules, getRules, getRules)
  useEffect(() => {
    if (pending.length > 0) loadRules()
  }, [pending.length])
  const shown = useMemo(() => {
    const byId = new Map(people.map((person) => [person.id, person]))
    return showPending(snapshot, pending, { actor: me, person: (id) => byId.get(id) ?? null }, rules)
  }, [snapshot, pending, me, people, rules])

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
    loadOlder: confirmed.loadOlder,
  }
}

const none: readonly Pending[] = []

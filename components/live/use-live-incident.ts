'use client'

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { createConfirmed } from '#components/live/confirmed.ts'
import type { Connection } from '#components/live/connection.ts'
import { emptyView } from '#components/live/outbox.ts'
import { outboxOf } from '#components/live/outbox-of.ts'
import type { CommandBody, Pending, Refused } from '#components/live/pending.ts'
import { getRules, loadRules, subscribeToRules } from '#components/live/rules.ts'
import { type Shown, showPending } from '#components/live/shown.ts'
import type { Gap, Snapshot } from '#components/live/snapshot.ts'
import { useIncidentStream } from '#components/live/use-incident-stream.ts'
import { useNewer } from '#components/live/version.ts'
import type { KnownPerson } from '#lib/incident/commands/command.ts'
import type { IncidentView, PersonRef } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'

export type LiveIncident = Shown & {
  /** The state without what is pending; forms are based on its `seq`. */
  confirmed: IncidentView
  pending: readonly Pending[]
  refused: readonly Refused[]
  connection: Connection
  isSignedOut: boolean
  /** How many commands waited here when the connection last came back. */
  sentOnReturn: number
  /** A newer version answers, or the log holds entries that this page's code does not know. */
  isOutdated: boolean
  /** False: the browser keeps nothing, so what waits lives as long as this page. */
  isKept: boolean
  /** Who has this incident open, oneself too; empty until it is known. */
  watchers: readonly PersonRef[]
  send: (input: CommandBody) => void
  /** Takes back what waits, or a refusal that was seen. */
  discard: (key: string) => void
  /** The words of a refused command stand in the composer again. */
  returned: (key: string) => void
  retry: () => void
  /** Loads entries of the log that are not loaded yet, at most 500 at once. Throws when not answered. */
  load: (gap: Gap) => Promise<void>
}

/** One incident, live: what the stream says, and this browser's own commands on top. */
export function useLiveIncident(initial: Snapshot, me: Actor, people: readonly KnownPerson[]): LiveIncident {
  const { ref } = initial.incident
  const [isSignedOut, setSignedOut] = useState(false)
  const [isOutdated, setOutdated] = useState(false)

  const [confirmed] = useState(() =>
    createConfirmed({ initial, onSignedOut: () => setSignedOut(true), onOutdated: () => setOutdated(true) }),
  )
  const [outbox] = useState(() => outboxOf(me.id))
  const snapshot = useSyncExternalStore(confirmed.subscribe, confirmed.get, () => initial)
  const queue = useSyncExternalStore(outbox.subscribe, outbox.get, () => emptyView)
  const stream = useIncidentStream(ref, me.id, { confirmed, outbox, onSignedOut: setSignedOut })

  useEffect(() => {
    outbox.begin()
    return outbox.onDone((of, entries) => (of === ref ? confirmed.take(entries) : undefined))
  }, [ref, confirmed, outbox])

  const pending = useMemo(() => queue.pending.filter((each) => each.ref === ref), [queue, ref])
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
    ...stream,
    confirmed: snapshot.incident,
    pending,
    refused: useMemo(() => queue.refused.filter((each) => each.pending.ref === ref), [queue, ref]),
    isKept: queue.isKept,
    isSignedOut: isSignedOut || queue.isSignedOut,
    isOutdated: useNewer() || isOutdated,
    send: useCallback((input) => void outbox.add(ref, input), [outbox, ref]),
    discard: outbox.discard,
    returned: outbox.returned,
    retry: () => {
      stream.retry()
      void outbox.retry()
    },
    load: confirmed.load,
  }
}

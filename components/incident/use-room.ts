'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import type { DialogRequest, Room } from '#components/incident/room.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { usePaletteActions } from '#components/palette/actions.ts'
import { useShortcuts } from '#components/shell/use-shortcuts.ts'
import { isLive, isReadOnly } from '#lib/incident/incident.ts'
import { permission } from '#lib/incident/policy.ts'

/** Filled by the composer with how to put a command back: true when the composer is where it was written. */
export type PutBack = { current: ((command: CommandBody) => boolean) | null }
/** The entry whose actions are asked for, and the button that asks. */
export type ActedOn = { seq: number; button: HTMLElement }

/** What the parts of the page share, and which dialog or list is open over it. */
export function useNewRoom({
  live,
  me,
  people,
  zone,
  houseZone,
  now,
}: Pick<Room, 'live' | 'me' | 'people' | 'zone' | 'houseZone' | 'now'>) {
  const [request, setRequest] = useState<DialogRequest | null>(null)
  const [actedOn, setActedOn] = useState<ActedOn | null>(null)
  const putBack: PutBack = useRef(null)
  const room: Room = useMemo(
    () => ({
      live,
      me,
      people,
      zone,
      houseZone,
      now,
      open: setRequest,
      actOn: (seq, button) => setActedOn({ seq, button }),
      edit: (given) => {
        if (putBack.current?.(given)) return
        import('#components/incident/request-of.ts')
          .then(({ requestOf }) => setRequest(requestOf(given)))
          // It stays among what was refused.
          .catch(() => undefined)
      },
    }),
    [live, me, people, zone, houseZone, now],
  )
  return { room, request, actedOn, putBack, close: () => setRequest(null), leave: () => setActedOn(null) }
}

/**
 * `?update=new`, where a reminder leads, or `?update=draft`: the sheet opens, once, and the address is the
 * incident's own again.
 */
export function useAskedUpdate({ live, me, open }: Room) {
  const isAsked = useRef(false)
  useEffect(() => {
    const address = new URL(location.href)
    const wanted = address.searchParams.get('update')
    if (isAsked.current || wanted === null) return
    isAsked.current = true
    address.searchParams.delete('update')
    // Without a state of its own, so that the router learns of it: it listens from its own first effect on, which
    // comes after this one where all of the page wakes up at once.
    queueMicrotask(() => history.replaceState(null, '', address))
    const may = !isReadOnly(live.incident) && permission(me, 'draft_update', live.incident).allowed
    if (may) open({ dialog: wanted === 'draft' ? 'approve' : 'update' })
  }, [live.incident, me, open])
}

/** What was logged on this page and refused goes back to where it was written, once. */
export function useRefusedWords({ live, edit }: Room, putBack: PutBack) {
  const { refused, returned } = live
  useEffect(() => {
    for (const { pending, isOwn, isBack } of refused) {
      if (pending.input.type !== 'log' || !isOwn || isBack || !putBack.current) continue
      returned(pending.key)
      edit(pending.input)
    }
  }, [refused, returned, edit, putBack])
}

/** A acknowledges, S sets the status, U tells those outside; the palette offers whatever this person may do here. */
export function useRoomKeys(room: Room) {
  const { live, me, open } = room
  const { incident } = live
  const may = (type: CommandBody['type']) => isLive(incident) && permission(me, type, incident).allowed
  usePaletteActions(async () => (await import('#components/incident/palette-acts.ts')).paletteActs(room))
  const acknowledge = {
    keys: 'a',
    label: 'Acknowledge',
    run: () => live.send({ type: 'acknowledge' }),
  }
  const status = { keys: 's', label: 'Set the status', run: () => open({ dialog: 'status' }) }
  const update = { keys: 'u', label: 'Public update', run: () => open({ dialog: 'update' }) }
  const mayTell = !isReadOnly(incident) && permission(me, 'draft_update', incident).allowed
  useShortcuts([
    ...(may('acknowledge') ? [acknowledge] : []),
    ...(may('set_status') ? [status] : []),
    ...(mayTell ? [update] : []),
  ])
}

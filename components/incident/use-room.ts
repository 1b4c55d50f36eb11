'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import type { DialogRequest, Room } from '#components/incident/room.ts'
import { requestOf } from '#components/incident/room-words.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { usePaletteActions } from '#components/palette/actions.ts'
import { useShortcuts } from '#components/shell/use-shortcuts.ts'
import { isLive } from '#lib/incident/incident.ts'
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
  now,
}: Pick<Room, 'live' | 'me' | 'people' | 'zone' | 'now'>) {
  const [request, setRequest] = useState<DialogRequest | null>(null)
  const [actedOn, setActedOn] = useState<ActedOn | null>(null)
  const putBack: PutBack = useRef(null)
  const room: Room = useMemo(
    () => ({
      live,
      me,
      people,
      zone,
      now,
      open: setRequest,
      actOn: (seq, button) => setActedOn({ seq, button }),
      edit: (given) => {
        if (putBack.current?.(given)) return
        setRequest(requestOf(given))
      },
    }),
    [live, me, people, zone, now],
  )
  return { room, request, actedOn, putBack, close: () => setRequest(null), leave: () => setActedOn(null) }
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

/** A acknowledges, S sets the status; the palette offers whatever this person may do here. */
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
  useShortcuts([...(may('acknowledge') ? [acknowledge] : []), ...(may('set_status') ? [status] : [])])
}

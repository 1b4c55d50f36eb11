'use client'

import { createContext, useContext } from 'react'
import type { CommandBody } from '#components/live/pending.ts'
import type { LiveIncident } from '#components/live/use-live-incident.ts'
import type { KnownPerson } from '#lib/incident/commands/command.ts'
import type { Role, SettableMilestone, Severity, Status } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'

/** Which dialog is open, and what it begins with. `given` is a refused command, to be looked at again. */
export type DialogRequest =
  | { dialog: 'status'; to?: Status; text?: string; given?: Given<'set_status'> }
  | { dialog: 'severity'; to?: Severity; text?: string; given?: Given<'set_severity'> }
  | { dialog: 'resolve'; text?: string; given?: Given<'resolve'> }
  | { dialog: 'close' }
  | { dialog: 'offer'; given?: Given<'offer_command'> }
  | { dialog: 'decline'; given?: Given<'decline_command'> }
  | { dialog: 'role'; role?: Role }
  | { dialog: 'impact'; text?: string; given?: Given<'describe_impact'> }
  | { dialog: 'fact'; fact: 'cause' | 'now'; text?: string; given?: Given<'state_fact'> }
  | { dialog: 'link'; text?: string; given?: Given<'add_link'> }
  | { dialog: 'share' }
  | { dialog: 'correct'; seq: number; given?: Given<'correct_entry'> }
  | { dialog: 'topic'; given?: Given<'set_topic'> }
  | { dialog: 'label'; given?: Given<'add_label'> }
  | { dialog: 'milestone'; milestone?: SettableMilestone; given?: Given<'set_milestone'> }
  | { dialog: 'reopen'; given?: Given<'reopen'> }
  | { dialog: 'cancel'; given?: Given<'cancel'> }
  | { dialog: 'merge'; given?: Given<'merge_into'> }
  | { dialog: 'take-over'; given?: Given<'take_over_command'> }
  | { dialog: 'attach'; file?: File }
  /**
   * A public update: a new one, one that corrects entry `corrects`, or the draft of entry
   * `draft`, to be gone on with.
   */
  | { dialog: 'update'; text?: string; corrects?: number; draft?: number }
  | { dialog: 'approve' }
  | { dialog: 'redact'; seq: number; given?: Given<'redact_entry'> }

type Given<Type extends CommandBody['type']> = Extract<CommandBody, { type: Type }>

/** `picture`: the address of theirs; null: initials. */
export type RoomPerson = KnownPerson & { picture: string | null }

export type Room = {
  live: LiveIncident
  me: Actor
  people: readonly RoomPerson[]
  /** The viewer's IANA zone. */
  zone: string
  /** The organisation's, in which those outside read (D23). */
  houseZone: string
  /** When the server rendered the page, in milliseconds. */
  now: number
  open: (request: DialogRequest) => void
  /** Opens what can be done with entry `seq`, at the button that asks for it. */
  actOn: (seq: number, button: HTMLElement) => void
  /** Puts a command back where it was written: into the composer or into its dialog. */
  edit: (given: CommandBody) => void
}

const RoomContext = createContext<Room | null>(null)
export const RoomProvider = RoomContext.Provider

/** The incident that the page is about, and what can be done in it. */
export function useRoom(): Room {
  const room = useContext(RoomContext)
  if (!room) throw new Error('useRoom belongs inside the live incident page')
  return room
}

/** The composer's commands: the first word of what is typed, when it begins with a slash. Pure. */
import type { CommandBody } from '#components/live/pending.ts'
import { type Incident, isLive } from '#lib/incident/incident.ts'
import { type Actor, permission } from '#lib/incident/policy.ts'

export type LogKind = Extract<CommandBody, { type: 'log' }>['kind']
export type SlashAim =
  | { aim: 'log'; kind: LogKind }
  | { aim: 'fact'; fact: 'cause' | 'now' }
  | {
      aim: 'dialog'
      dialog: 'status' | 'severity' | 'role' | 'impact' | 'link' | 'resolve' | 'close' | 'update'
    }
  | { aim: 'acknowledge' }
  | { aim: 'command' }

export type Slash = SlashAim & {
  /** With its slash, as it is typed. */
  word: string
  says: string
  /** The command whose permission decides whether it is offered. */
  type: CommandBody['type']
}

export const slashes: readonly Slash[] = [
  { word: '/note', says: 'Write a note', type: 'log', aim: 'log', kind: 'note' },
  { word: '/finding', says: 'Record what was found out', type: 'log', aim: 'log', kind: 'finding' },
  {
    word: '/decision',
    says: 'Record a decision and what was rejected',
    type: 'log',
    aim: 'log',
    kind: 'decision',
  },
  { word: '/action', says: 'Record what somebody does', type: 'log', aim: 'log', kind: 'action' },
  { word: '/deploy', says: 'Record a deploy or rollback', type: 'log', aim: 'log', kind: 'deploy' },
  { word: '/migration', says: 'Record a database migration', type: 'log', aim: 'log', kind: 'migration' },
  {
    word: '/config',
    says: 'Record a change of configuration',
    type: 'log',
    aim: 'log',
    kind: 'configuration',
  },
  { word: '/status', says: 'Move to another status', type: 'set_status', aim: 'dialog', dialog: 'status' },
  { word: '/sev', says: 'Raise or lower severity', type: 'set_severity', aim: 'dialog', dialog: 'severity' },
  { word: '/ack', says: 'Acknowledge', type: 'acknowledge', aim: 'acknowledge' },
  { word: '/commander', says: 'Take or hand over command', type: 'take_role', aim: 'command' },
  { word: '/role', says: 'Take or assign a role', type: 'take_role', aim: 'dialog', dialog: 'role' },
  {
    word: '/impact',
    says: 'Say who is affected and how',
    type: 'describe_impact',
    aim: 'dialog',
    dialog: 'impact',
  },
  { word: '/cause', says: 'State the cause', type: 'state_fact', aim: 'fact', fact: 'cause' },
  { word: '/now', says: 'State what is true now', type: 'state_fact', aim: 'fact', fact: 'now' },
  { word: '/update', says: 'Tell those outside', type: 'draft_update', aim: 'dialog', dialog: 'update' },
  { word: '/link', says: 'Add a link', type: 'add_link', aim: 'dialog', dialog: 'link' },
  { word: '/resolve', says: 'Resolve the incident', type: 'resolve', aim: 'dialog', dialog: 'resolve' },
  { word: '/close', says: 'Close the incident', type: 'close', aim: 'dialog', dialog: 'close' },
]

/** The commands that this person may give in this state. A correction of the log is given at its entry. */
export function offeredSlashes(me: Actor, incident: Incident): Slash[] {
  const live = isLive(incident)
  return slashes.filter(({ type, word }) => {
    if (!permission(me, type, incident).allowed) return false
    if (word === '/close') return incident.status === 'resolved'
    if (word === '/ack') return live && !incident.acknowledgements.some(({ person }) => person.id === me.id)
    return live || !['/status', '/sev', '/resolve', '/commander'].includes(word)
  })
}

export type SlashText = {
  /** The command that the text begins with, null when it is plain words. */
  slash: Slash | null
  /** What is typed after it. */
  rest: string
  /** The word being typed, while the list of commands belongs on screen; else null. */
  typing: string | null
}

/** A path such as "/var is full" is no command: it stays words. */
export function readSlash(text: string, offered: readonly Slash[]): SlashText {
  const first = /^\/\S*/.exec(text)?.[0]
  if (first === undefined) return { slash: null, rest: text, typing: null }
  const slash = offered.find(({ word }) => word === first.toLowerCase()) ?? null
  const isTyping = first.length === text.length
  return {
    slash: isTyping ? null : slash,
    rest: slash && !isTyping ? text.slice(first.length).trimStart() : text,
    typing: isTyping ? first.toLowerCase() : null,
  }
}

/** The commands that a word may become: those that begin with it first, then those that say it. */
export function matchSlashes(typing: string, offered: readonly Slash[]): Slash[] {
  const sought = typing.slice(1)
  const starts = offered.filter(({ word }) => word.startsWith(typing))
  const says = offered.filter(
    (slash) =>
      sought.length > 1 && !starts.includes(slash) && ` ${slash.says.toLowerCase()}`.includes(` ${sought}`),
  )
  return [...starts, ...says]
}

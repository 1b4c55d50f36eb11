/** What a file of real incidents amounts to: one plan for each, in the words of the API. */

/** A command as the API takes it; `occurredAt` is the time that the file gives. */
export type PlannedCommand = { type: string } & Record<string, unknown>

/** An update is published when it is published: instead of a time, it has the minutes until the next one. */
export type PlannedUpdate = PlannedCommand & { type: 'publish_update'; nextInMinutes: number | null }

/**
 * The command for the day of `now`: a promise counts from the next midnight (UTC), so that what is played twice within a
 * day is the same command.
 */
export function onDayOf(command: PlannedCommand, now: Date): PlannedCommand {
  if (!isUpdate(command)) return command
  const { nextInMinutes, ...said } = command
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)
  const nextUpdateAt =
    nextInMinutes === null ? null : new Date(midnight + nextInMinutes * 60_000).toISOString()
  return { ...said, nextUpdateAt }
}

function isUpdate(command: PlannedCommand): command is PlannedUpdate {
  return 'nextInMinutes' in command
}

export type Plan = {
  /** What the source calls it: the same for ever, so that playing it again makes no second one. */
  id: string
  topic: string
  declaration: Record<string, unknown>
  commands: PlannedCommand[]
  /** How long it lasted, in the words of its authors; null where they did not say. */
  said: string | null
}

/** A file that is none of those that can be read. */
export class UnreadableFile extends Error {}

/** What a file of real incidents amounts to: one plan for each, in the words of the API. */

/** A command as the API takes it; `occurredAt` is the time that the file gives. */
export type PlannedCommand = { type: string } & Record<string, unknown>

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

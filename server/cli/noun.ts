/** One word of the `sitrep` command, in server/cli/<noun>.ts. */
export type Noun = {
  /** One line per form, as `sitrep help` prints it: the form, then what it does. */
  usage: string
  /** Whether the database is started and connected for these words; always, where it is not said. */
  needsDatabase?(args: readonly string[]): boolean
  /** Runs with the database connected. Prints its answer on stdout; throws what shall be one line on stderr. */
  run(args: string[]): Promise<void>
}

/** Wrong words on the command line; its message says which would be right. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

/**
 * A start that cannot go on for a reason the person at the terminal can mend. Its message is one line and is
 * all that they see; the cause is for the log at level debug.
 */
export class StartFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartFailure'
  }
}

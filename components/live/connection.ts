/** How the page stands to the server. Times in milliseconds. */
export type Connection =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'reconnecting'; since: number }
  | { state: 'offline'; since: number; retryAt: number }
  /** Live again, said for five seconds. */
  | { state: 'back' }

/** 1, 2, 4, 8, then 15 s, a fifth more or less, so that a hall of browsers does not come back as one. */
export function reconnectDelay(tries: number, random: number = Math.random()): number {
  return Math.min(15_000, 1000 * 2 ** tries) * (0.8 + 0.4 * random)
}

/** Whether what is shown may be behind. */
export function isLost(connection: Connection): boolean {
  return connection.state === 'reconnecting' || connection.state === 'offline'
}

/** What the bench and its processes tell one another: servers to compare with, and the clients of all of them. */

/** Where a server answers, and what is asked for. */
export type Target = { port: number; path: string; host: string }

/** To the bare server: what it answers, as raw headers and bytes in base64; `send` writes the event to every stream. */
export type BareOrder =
  | { do: 'serve'; page: { headers: string[]; body: string }; event: string }
  | { do: 'send' }

/** To the listeners: open so many streams, tell when each has its next event, close them all. */
export type ListenOrder = { do: 'open'; target: Target; count: number } | { do: 'await' } | { do: 'close' }

/**
 * When each stream had its last byte, in nanoseconds of the machine's monotonic clock; `first`:
 * what the first one got.
 */
export type Heard = { at: number[]; first: string }

/** To the load: as many requests as go in so long, over so many connections. */
export type LoadOrder = { target: Target; connections: number; milliseconds: number }
export type Loaded = { requests: number; seconds: number; bytes: number }

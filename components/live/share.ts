/**
 * One stream for all tabs of a browser that show the same: who holds the lock reads it and passes everything on. A
 * browser has six connections per host under HTTP/1.1; eight tabs with a stream each would leave none for a page.
 */
import type { Connection } from '#components/live/connection.ts'
import type { ServerEvent } from '#components/live/event-stream.ts'
import { type FollowOptions, follow } from '#components/live/follow.ts'
import { createTurn, type Following, whileSeen } from '#components/live/turn.ts'
import { currentTime } from '#components/ui/ticker.ts'

type ShareOptions = FollowOptions & {
  /** The number of the last event that this tab has, where they are numbered. */
  position?: () => number
  /** The tab that reads has more than this one, and no longer knows what was between. */
  onBehind?: () => void
}

/** Who reads says all but `hello`, with which who listens asks what holds, and `retry`. */
type Message =
  | { kind: 'event'; event: ServerEvent }
  | { kind: 'connection'; connection: Connection }
  | { kind: 'here'; connection: Connection; position: number; recent: ServerEvent[] }
  | { kind: 'signed out' | 'sign' | 'hello' | 'retry' }

const prefix = 'sitrep:stream:'
/** A tab that reads and says nothing for this long was frozen by its browser: another one takes over. */
const deafAfterMs = 45_000
const answerWithinMs = 5_000
/** More of them, and the tabs that nobody looks at let go. */
const streamsAtMost = 4

/** Follows the stream called `name` together with the other tabs of this browser. */
export function share(name: string, options: ShareOptions): Following {
  if (!navigator.locks || typeof BroadcastChannel === 'undefined') return whileSeen(() => follow(options))
  const channel = new BroadcastChannel(prefix + name)
  const crowd = new BroadcastChannel(`${prefix}crowd`)
  const tell = (message: Message) => channel.postMessage(message)
  const position = () => options.position?.() ?? 0
  let connection: Connection = { state: 'connecting' }
  let recent: Recent[] = []
  let deaf: ReturnType<typeof setTimeout> | undefined

  const connect = (next: Connection) => {
    connection = next
    options.onConnection(next)
  }
  const hear = (event: ServerEvent) => {
    recent = [...stillNew(recent), { event, at: currentTime() }]
    options.onEvent(event)
  }
  const both = (message: Message, here: () => void) => {
    tell(message)
    here()
  }
  const sayHere = () => {
    const events = stillNew(recent).map(({ event }) => event)
    tell({ kind: 'here', connection, position: position(), recent: events })
  }

  /** Reads for everybody, from where this tab stands. */
  const read = () => {
    clearTimeout(deaf)
    sayHere()
    void makeRoom(crowd)
    return follow({
      ...options,
      onEvent: (event) => both({ kind: 'event', event }, () => hear(event)),
      onConnection: (next) => both({ kind: 'connection', connection: next }, () => connect(next)),
      onSignedOut: () => both({ kind: 'signed out' }, signedOut),
      onSign: () => tell({ kind: 'sign' }),
    })
  }
  const join = () => {
    turn.ask()
    tell({ kind: 'hello' })
    listenFor(answerWithinMs)
  }
  const turn = createTurn(prefix + name, read, join)
  const listenFor = (ms: number) => {
    clearTimeout(deaf)
    if (turn.isAsked() && !turn.running() && isSeen()) deaf = setTimeout(() => turn.ask(true), ms)
  }
  const leave = () => {
    clearTimeout(deaf)
    turn.withdraw()
  }
  const signedOut = () => {
    leave()
    options.onSignedOut()
  }

  /** What the tab that reads says. */
  const listen = (message: Message) => {
    // After a sign-in elsewhere somebody reads again: this tab goes on too.
    if (!turn.isAsked() && isSeen()) turn.ask()
    listenFor(deafAfterMs)
    if (message.kind === 'event') hear(message.event)
    if (message.kind === 'connection') connect(message.connection)
    if (message.kind !== 'here') return
    if (message.connection.state !== 'connecting') connect(message.connection)
    for (const event of message.recent) hear(event)
    if (message.position > position()) options.onBehind?.()
  }
  channel.onmessage = ({ data }) => {
    // Sent by the `tell` above, in another tab.
    const message = data as Message
    const reading = turn.running()
    if (message.kind === 'hello') return reading && sayHere()
    if (message.kind === 'retry') return reading?.retry()
    if (message.kind === 'signed out') return signedOut()
    if (!reading) listen(message)
  }
  crowd.onmessage = () => {
    if (turn.running() && !isSeen()) leave()
  }

  const seen = whileSeen(() => {
    join()
    return {
      retry: () => (turn.running() ? turn.running()?.retry() : tell({ kind: 'retry' })),
      stop: () => {
        leave()
        connect({ state: 'connecting' })
      },
    }
  })
  return {
    retry: seen.retry,
    stop() {
      seen.stop()
      channel.close()
      crowd.close()
    },
  }
}

type Recent = { event: ServerEvent; at: number }

/** What came while another tab's page was on its way, and who is watching, which is said only when it changes. */
function stillNew(recent: readonly Recent[]): Recent[] {
  const from = currentTime() - 30_000
  const watching = recent.findLast(({ event }) => event.event === 'presence')
  return recent.filter((each) => each === watching || (each.at > from && each.event.event !== 'presence'))
}

/** Counts the streams of this browser; when there are too many, tabs that nobody looks at let go of theirs. */
async function makeRoom(crowd: BroadcastChannel): Promise<void> {
  const { held = [] } = await navigator.locks.query()
  if (held.filter(({ name }) => name?.startsWith(prefix)).length > streamsAtMost) crowd.postMessage(null)
}

function isSeen(): boolean {
  return document.visibilityState === 'visible'
}

/** The pages of stakeholders in this process: started once, before HTTP; `stop` ends their streams. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { env } from '#lib/env.ts'
import type { Follower } from '#lib/live/hub.ts'
import { log } from '#lib/log.ts'
import { mailLeaves } from '#lib/messaging/way-out.ts'
import { frameOf } from '#lib/share-link/page/document.ts'
import { openReads, type Reads } from '#lib/share-link/page/queries.ts'
import { createDownloads } from './downloads.ts'
import { createMemory } from './memory.ts'
import { createNotices } from './notices.ts'
import { createRenderings } from './renderings.ts'
import { createRouter, type Router } from './router.ts'
import type { Limits } from './shares.ts'
import { readStaticFiles } from './static-files.ts'
import { createStreams, type Streams } from './streams.ts'
import { createViewCounter } from './views.ts'

export type ShareLinks = Router & {
  /** What it wants to be woken by. */
  follower: Follower
  /** Compares with the database now: for tests, and for whoever knows that something changed. */
  compare: () => Promise<void>
  /** Writes the views that were counted. */
  flush: () => Promise<void>
  /** Ends every stream; readers are told when to come back. */
  endStreams: () => void
  stop: () => Promise<void>
}

type Options = {
  publicUrl?: string
  /** The truth, whatever the database says: for tests alone. */
  clock?: () => number
  reads?: Reads /** Without: nothing happens by itself. */
  timers?: boolean
  /** How many streams one link, and one client's address, may have. */
  limits?: Limits
  trustedProxies?: number
}

const compareMilliseconds = 5_000
const awayMilliseconds = 1_000
const beatMilliseconds = 15_000

let running: ShareLinks | null = null

/** Reads what there is and begins to follow it. Rejects when the database cannot be reached. */
export async function startShareLinks(options: Options = {}): Promise<ShareLinks> {
  const { publicUrl = env().publicUrl, clock, timers = true, limits } = options
  const { trustedProxies = env().trustedProxies } = options
  const reads = options.reads ?? (await openReads())
  if (!reads.isPublicRole) {
    log.info(
      'Stakeholders’ pages read as the owner of the database: the role sitrep_public is not there or not ours',
    )
  }
  const files = readStaticFiles(publicUrl)
  const frame = frameOf(files.faces, publicUrl, mailLeaves())
  let streams: Streams | null = null
  const memory = await createMemory({
    reads,
    ...(clock && { clock: { now: clock, asking: () => () => false } }),
    onChange: () => streams?.update(),
    isWatched: (id) => streams?.isWatched(id) ?? false,
  })
  const renderings = createRenderings(memory, frame)
  streams = createStreams(memory, renderings, limits)
  const views = createViewCounter()
  const router = createRouter({
    ...{ memory, renderings, streams, views, files, frame, trustedProxies },
    ...{ notices: createNotices(frame), downloads: createDownloads(publicUrl) },
  })
  const { beat, endAll } = streams
  let comparing: NodeJS.Timeout | undefined
  const again = () => {
    comparing = setTimeout(
      () => {
        void Promise.all([memory.compare(), views.flush()]).then(() => comparing && again())
      },
      memory.staleSince() === null ? compareMilliseconds : awayMilliseconds,
    )
  }
  const beating = timers ? setInterval(beat, beatMilliseconds) : undefined
  if (timers) again()
  running = {
    ...router,
    follower: {
      channels: { sitrep_public: memory.incidentChanged, sitrep_link: memory.linkChanged },
      onListening: () => void memory.compare(),
    },
    compare: memory.compare,
    flush: views.flush,
    endStreams: endAll,
    stop: async () => {
      running = null
      clearTimeout(comparing)
      comparing = undefined
      clearInterval(beating)
      endAll()
      await views.flush()
      await reads.close()
    },
  }
  return running
}

/** Answers at once what a link asks for most; false: hand it on. For Node's own request listener, before all else. */
export function answerShareLinkAtOnce(request: IncomingMessage, response: ServerResponse): boolean {
  return running?.answerAtOnce(request, response) ?? false
}

/** Answers whatever else is under /s/; false for all other addresses, and before the start. */
export async function answerShareLink(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (!running || !request.url?.startsWith('/s/')) return false
  await running.answer(request, response)
  return true
}

/** Ends the streams of links, for an orderly stop. */
export function endShareLinkStreams(): void {
  running?.endStreams()
}

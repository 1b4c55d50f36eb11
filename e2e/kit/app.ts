import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { ask } from './ask.ts'

export type App = {
  /** http://localhost:<port>, its PUBLIC_URL too. */
  url: string
  port: number
  pid: number
  /** What it has printed so far, both streams. */
  output(): string
  /** Resolves with what the pattern found in its output; throws with the output when it ends or is silent too long. */
  said(pattern: RegExp, seconds?: number): Promise<RegExpMatchArray>
  /** Sends the signal and waits for the end; returns its exit code (null: killed). */
  end(signal?: NodeJS.Signals): Promise<Ended>
}

export type Ended = { code: number | null }

/** Starts the built app as `npm start` runs it, on a free port, and waits until its health is good. */
export async function startApp(variables: Record<string, string>): Promise<App> {
  const port = await freePort()
  const app = launch([process.execPath, 'server/main.ts'], port, variables)
  try {
    await app.healthy()
  } catch (error) {
    await app.end()
    throw error
  }
  return app
}

type Launched = App & {
  /** Waits until /api/health answers 200; throws with its output when it ends before. */
  healthy(seconds?: number): Promise<void>
  /** Ctrl-C: SIGINT to it and to everything it started, as a terminal sends it. */
  interrupt(): Promise<Ended>
}

/** Starts any program that serves SitRep on `port`, in a process group of its own. */
export function launch(
  [command, ...args]: [string, ...string[]],
  port: number,
  variables: Record<string, string | undefined>,
  { cwd = process.cwd(), inherit = true }: { cwd?: string; inherit?: boolean } = {},
): Launched {
  const child = spawn(command, args, {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...(inherit ? outside() : {}), NODE_ENV: 'production', PORT: String(port), ...variables },
  })
  let text = ''
  const hear = (chunk: string) => {
    text += chunk
    child.emit('heard')
  }
  child.stdout.setEncoding('utf8').on('data', hear)
  child.stderr.setEncoding('utf8').on('data', hear)
  const ended = once(child, 'exit')
  const url = `http://localhost:${port}`
  started.add(child)
  void ended.then(() => started.delete(child))
  return {
    url,
    port,
    pid: child.pid ?? 0,
    output: () => text,
    said: (pattern, seconds = 30) => heard(child, () => text, pattern, seconds),
    healthy: (seconds = 120) => answersWell(`${url}/api/health`, child, () => text, seconds),
    end: (signal = 'SIGTERM') =>
      endBy(() => (signal === 'SIGKILL' ? signalGroup('SIGKILL') : child.kill(signal))),
    interrupt: () => endBy(() => signalGroup('SIGINT')),
  }

  function signalGroup(signal: NodeJS.Signals): void {
    if (child.pid) process.kill(-child.pid, signal)
  }

  async function endBy(send: () => unknown): Promise<Ended> {
    if (child.exitCode === null && child.signalCode === null) send()
    await ended
    return { code: child.exitCode }
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (!address || typeof address === 'string') throw new Error('No free port')
  return address.port
}

const started = new Set<ChildProcess>()
// A run that is cut short leaves no server behind.
process.on('exit', () => {
  for (const child of started) child.kill('SIGKILL')
})

/** The environment without what would point the app at somebody's own database or data. */
function outside(): Record<string, string | undefined> {
  const own =
    /^(DATABASE_|SITREP_|NEXTAUTH_|PUBLIC_URL$|HOST$|NODE_ENV$|NODE_OPTIONS$|LOG_|WORKER$|OIDC_|GOOGLE_CLIENT|GITHUB_(ID|SECRET|URL)$|TRUST_PROXY$|RESEND_|SMTP_URL$|MAIL_FROM$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}

async function heard(
  child: ChildProcess,
  text: () => string,
  pattern: RegExp,
  seconds: number,
): Promise<RegExpMatchArray> {
  const limit = AbortSignal.timeout(seconds * 1000)
  for (;;) {
    const found = text().match(pattern)
    if (found) return found
    if (child.exitCode !== null || limit.aborted) throw new Error(`It did not say ${pattern}:\n${text()}`)
    const turn = new AbortController()
    const signal = AbortSignal.any([turn.signal, limit])
    await Promise.race(['heard', 'exit'].map((event) => once(child, event, { signal }).catch(() => {})))
    turn.abort()
  }
}

async function answersWell(
  url: string,
  child: ChildProcess,
  text: () => string,
  seconds: number,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000
  while (!(await isWell(url))) {
    if (child.exitCode !== null)
      throw new Error(`The app ended (${child.exitCode}) before it served:\n${text()}`)
    if (Date.now() > deadline) throw new Error(`The app was not well within ${seconds} s:\n${text()}`)
    await new Promise((done) => setTimeout(done, 50))
  }
}

async function isWell(url: string): Promise<boolean> {
  try {
    const answer = await ask(url, { signal: AbortSignal.timeout(2000) })
    await answer.text()
    return answer.status === 200
  } catch {
    return false
  }
}

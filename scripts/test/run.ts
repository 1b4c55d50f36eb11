import { type ChildProcess, spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

let running: ChildProcess | null = null

/**
 * Runs a program of this project with its output streamed through; true when it exits with 0. One that takes
 * longer than `minutes` is ended, with everything it started, and counts as failed.
 */
export async function run(
  [command, ...args]: [string, ...string[]],
  { minutes, variables = {} }: { minutes: number; variables?: Record<string, string> },
): Promise<boolean> {
  const path = [join(process.cwd(), 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  // A group of its own, so that an end reaches grandchildren too.
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
    env: { ...process.env, ...variables, PATH: path },
  })
  running = child
  const limit = setTimeout(() => {
    console.error(`${command} ${args[0] ?? ''} took more than ${minutes} min and is ended.`)
    end(child)
  }, minutes * 60_000)
  const code = await new Promise<number | null>((done) => {
    child.once('error', (error) => {
      console.error(`${command} cannot be started: ${error.message}`)
      done(null)
    })
    child.once('exit', done)
  })
  clearTimeout(limit)
  running = null
  return code === 0
}

/** Ends what runs now; `run` then returns false. */
export function stopRunning(): void {
  if (running) end(running)
}

function end(child: ChildProcess): void {
  // As Ctrl-C does: the runners then clear away what they started.
  signal(child, 'SIGINT')
  setTimeout(() => signal(child, 'SIGKILL'), 10_000).unref()
}

function signal({ pid, exitCode }: ChildProcess, name: NodeJS.Signals): void {
  if (!pid || exitCode !== null) return
  try {
    process.kill(-pid, name)
  } catch {
    // It ended in this moment.
  }
}

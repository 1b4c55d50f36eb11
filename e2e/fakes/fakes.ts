/** Starts the fakes as a process of their own, and talks to their control port. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Asked, Reports, Script, TakenMail } from './resend.ts'

export type Journal = { requests: Asked[]; mails: TakenMail[]; violations: string[] }

export type Fakes = {
  /** What RESEND_BASE_URL is set to. */
  resendUrl: string
  script: (script: Script) => Promise<void>
  journal: () => Promise<Journal>
  report: (reports: Reports) => Promise<number[]>
  reset: (options?: { perSecond?: number }) => Promise<void>
  stop: () => Promise<void>
}

export async function startFakes(): Promise<Fakes> {
  const child = spawn(process.execPath, ['e2e/fakes/main.ts'], { stdio: ['ignore', 'pipe', 'inherit'] })
  process.on('exit', () => child.kill('SIGKILL'))
  const [line] = (await once(child.stdout, 'data')) as [Buffer] // a stream without an encoding gives bytes
  const { resend, control } = JSON.parse(line.toString('utf8')) as { resend: string; control: string } // from main.ts
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(
      `${control}${path}`,
      body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
    )
    return await answer.json()
  }
  return {
    resendUrl: resend,
    script: async (script) => void (await ask('/_script', script)),
    journal: async () => (await ask('/_journal')) as Journal, // as main.ts answers
    report: async (reports) => ((await ask('/_act', reports)) as { statuses: number[] }).statuses,
    reset: async (options = {}) => void (await ask('/_reset', options)),
    stop: async () => {
      child.kill()
      await once(child, 'exit')
    },
  }
}

import { env } from '#lib/env.ts'

export type LinkPurpose = 'setup' | 'invite' | 'reset'

const paths: Record<LinkPurpose, string> = { setup: '/set-up', invite: '/join', reset: '/reset' }

/** The absolute address of a one-time link, from PUBLIC_URL alone: no Host header can bend it (T20). */
export function linkAddress({ purpose, token }: { purpose: LinkPurpose; token: string }): string {
  return `${env().publicUrl}${paths[purpose]}?token=${token}`
}

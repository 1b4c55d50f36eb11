/** While the database is away, pages answer 503 with a page that needs neither it nor the framework. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { contentSecurityPolicy, securityHeaders } from '#lib/http/security-headers.ts'
import { isListening } from '#lib/live/hub.ts'

type Options = { publicUrl: string; isAway?: () => Promise<boolean> }

/** Answers a page that somebody opens during an outage; false while there is none, and for everything else. */
export async function answerOutage(
  request: IncomingMessage,
  response: ServerResponse,
  { publicUrl, isAway = databaseIsAway }: Options,
): Promise<boolean> {
  if (!isPage(request) || !(await isAway())) return false
  const nonce = randomBytes(18).toString('base64')
  response.writeHead(503, {
    ...securityHeaders(publicUrl),
    'Content-Security-Policy': contentSecurityPolicy(nonce, false),
    'Content-Type': 'text/html; charset=utf-8',
    'Retry-After': '5',
  })
  response.end(request.method === 'HEAD' ? undefined : pageOf(nonce, themeOf(request)))
  return true
}

/** The framework's own requests for parts of a page are left to it: its error page stands inside the shell. */
function isPage({ method, url = '/', headers }: IncomingMessage): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  if (/^\/(api|_next|icons)\//.test(url) || headers.rsc !== undefined) return false
  return (headers.accept ?? '').includes('text/html')
}

/** The stream's own connection is lost first; then a question makes sure. */
async function databaseIsAway(): Promise<boolean> {
  if (isListening()) return false
  return await database()
    .execute(sql`select 1`)
    .then(
      () => false,
      () => true,
    )
}

function themeOf({ headers }: IncomingMessage): string {
  const chosen = /(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(headers.cookie ?? '')?.[1]
  return chosen ?? 'light dark'
}

function pageOf(nonce: string, scheme: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<title>SitRep cannot reach its database</title>
<link rel="icon" href="/icons/sitrep.svg" type="image/svg+xml">
<style nonce="${nonce}">
:root { color-scheme: ${scheme}; --paper: light-dark(#f9fbfa, #0d1415); --ink: light-dark(#141d1f, #e6ebe8);
  --ink-2: light-dark(#454f51, #b5bebb); --accent: light-dark(#00576c, #7bc0d4); }
body { max-width: 440px; margin: 0 auto; padding: 10vh 20px 32px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0; padding-top: 24px; border-top: 3px solid; font: 600 24px/1.2 Georgia, serif; }
p { color: var(--ink-2); }
a { color: var(--accent); }
</style>
</head>
<body>
<main>
<h1>SitRep cannot reach its database</h1>
<p>Everything that was logged is safe. Pages that are open already stay readable, and what you write there is kept
on your device until it can be sent.</p>
<p>This page tries again every five seconds. <a href="">Try again now</a></p>
</main>
</body>
</html>
`
}

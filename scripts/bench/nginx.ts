/** The same page from nginx, where it is installed: what a server made for files does with it. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#e2e/kit/app.ts'

export type Nginx = { port: number; stop: () => Promise<void> }

/** One worker that answers any address with this page. null: nginx is not here. */
export async function startNginx({
  headers,
  body,
}: {
  headers: string[]
  body: Buffer
}): Promise<Nginx | null> {
  if (!isInstalled()) return null
  const folder = mkdtempSync(join(tmpdir(), 'sitrep-nginx-'))
  const port = await freePort()
  writeFileSync(join(folder, 'page'), body)
  writeFileSync(join(folder, 'nginx.conf'), configuration({ folder, port, headers }))
  const child = spawn(
    'nginx',
    ['-c', join(folder, 'nginx.conf'), '-p', folder, '-e', join(folder, 'error.log')],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const ended = once(child, 'exit')
  await answers(port)
  return {
    port,
    stop: async () => {
      child.kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function isInstalled(): boolean {
  try {
    execFileSync('nginx', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** What nginx writes by itself is left to it. */
const own = /^(content-length|content-type|date|connection|keep-alive|etag|transfer-encoding)$/i

function configuration(at: { folder: string; port: number; headers: string[] }): string {
  const added: string[] = []
  for (let index = 0; index < at.headers.length; index += 2) {
    const [name = '', value = ''] = at.headers.slice(index, index + 2)
    if (!own.test(name)) added.push(`add_header ${name} "${value.replaceAll('"', '\\"')}";`)
  }
  return `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${at.folder}/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 100000000;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=10;
  client_body_temp_path ${at.folder};
  server {
    listen 127.0.0.1:${at.port};
    default_type "text/html; charset=utf-8";
    root ${at.folder};
    ${added.join('\n    ')}
    location / { try_files /page =404; }
  }
}
`
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('nginx does not answer')
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

// No test reads the developer's data folder, database or secrets.
const folder = mkdtempSync(join(tmpdir(), 'sitrep-test-'))
process.env.SITREP_DATA_DIR = folder
process.env.LOG_LEVEL ??= 'silent'
delete process.env.DATABASE_URL
delete process.env.NEXTAUTH_SECRET
delete process.env.PORT
delete process.env.PUBLIC_URL
for (const name of ['RESEND_API_KEY', 'RESEND_BASE_URL', 'RESEND_WEBHOOK_SECRET', 'SMTP_URL', 'MAIL_FROM']) {
  delete process.env[name]
}

// Receivers of webhooks are fakes on loopback.
process.env.WEBHOOK_ALLOW_LOOPBACK = 'on'

afterAll(() => rmSync(folder, { recursive: true, force: true }))

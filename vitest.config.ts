import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['{app,components,db,e2e,lib,scripts,server}/**/*.test.{ts,tsx}'],
    // One private Postgres for the run; each file clones its own database from a migrated template.
    globalSetup: ['e2e/kit/cluster.ts'],
    setupFiles: ['e2e/kit/environment.ts'],
    pool: 'forks',
    maxWorkers: Math.max(2, Number(process.env.VITEST_WORKERS) || 2),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    unstubEnvs: true,
    allowOnly: false,
  },
})

import type { NextConfig } from 'next'
import { sourceHash } from './server/sources.ts'

// Names the build by its sources: a tab that was opened before a deploy notices, and several processes agree.
const id = sourceHash().slice(0, 16)

const config: NextConfig = {
  typedRoutes: true,
  cacheComponents: false,
  images: { unoptimized: true },
  // The browser runs the core's rules but parses nothing, and reads only the Markdown that is allowed here.
  turbopack: {
    resolveAlias: {
      zod: { browser: './components/live/no-zod.ts' },
      'micromark-core-commonmark': { browser: './lib/markdown/browser-constructs.ts' },
    },
  },
  // Loaded from node_modules as it is: the server and the pages then have one copy of it.
  serverExternalPackages: ['pg-boss'],
  // forbidden() answers 403 with app/forbidden.tsx.
  // A table of 20,000 stakeholders is a form of 3 MB.
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: '4mb' } },
  poweredByHeader: false,
  deploymentId: id,
  generateBuildId: () => id,
  // `npm run check` checks the types of everything, tests too; a start does not do it again.
  typescript: { ignoreBuildErrors: true },
}

export default config

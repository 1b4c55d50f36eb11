import type { NextConfig } from 'next'

const config: NextConfig = {
  typedRoutes: true,
  cacheComponents: false,
  images: { unoptimized: true },
  poweredByHeader: false,
}

export default config

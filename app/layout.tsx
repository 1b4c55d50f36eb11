import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { themeAttribute, themeCookie } from '#components/shell/theme.ts'
import { buildId } from '#lib/build-id.ts'
import './styles/fonts.css'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'SitRep', template: '%s · SitRep' },
  description: 'Incident management: alert, command, log, situation report.',
  // Times, refs and numbers are not telephone numbers.
  formatDetection: { telephone: false, date: false, address: false, email: false },
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8faf9' },
    { media: '(prefers-color-scheme: dark)', color: '#0d1213' },
  ],
}

/** Every page: language, theme from its cookie, fonts and styles. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeAttribute((await cookies()).get(themeCookie)?.value)
  return (
    <html lang="en" data-theme={theme} data-build={buildId()}>
      <head>
        {/* Not in the metadata, which sends them anew with every page: the live page changes the first (tab-icon.ts). */}
        <link rel="icon" href="/icons/sitrep.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/icons/sitrep-180.png" />
      </head>
      <body>{children}</body>
    </html>
  )
}

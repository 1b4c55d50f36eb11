/** The fonts on paper: three voices, and for each a chain of faces, so that no character comes out as garbage. */
import { createRequire } from 'node:module'

export type Voice = 'serif' | 'headline' | 'sans' | 'strong' | 'mono'

const { resolve } = createRequire(import.meta.url)
const subsets = ['latin', 'latin-ext', 'vietnamese'] as const
const own = (family: string, weight: number) =>
  subsets.map((subset) => `@fontsource/${family}/files/${family}-${subset}-${weight}-normal.woff`)
const noto = (weight: '400Regular' | '700Bold') => [
  `@expo-google-fonts/noto-sans/${weight}/NotoSans_${weight}.ttf`,
]

/** Other scripts, arrows and signs, Japanese and Chinese, emoji: whatever the three voices lack. */
const wide = [
  '@expo-google-fonts/noto-sans-math/400Regular/NotoSansMath_400Regular.ttf',
  '@expo-google-fonts/kosugi/Kosugi_400Regular.ttf',
  '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
]

export const faces: Record<Voice, readonly string[]> = {
  serif: [...own('newsreader', 400), ...noto('400Regular'), ...wide],
  headline: [...own('newsreader', 600), ...noto('700Bold'), ...wide],
  sans: [...own('public-sans', 400), ...noto('400Regular'), ...wide],
  strong: [...own('public-sans', 600), ...noto('700Bold'), ...wide],
  mono: [...own('spline-sans-mono', 400), ...noto('400Regular'), ...wide],
}

/** Where the file of a face lies; null when this package has no such subset. */
export function fileOf(face: string): string | null {
  try {
    return resolve(face)
  } catch {
    return null
  }
}

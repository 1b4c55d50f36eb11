/** The fonts on paper: three voices, and for each a chain of faces, so that no character comes out as garbage. */
import { createRequire } from 'node:module'

export type Voice = 'serif' | 'headline' | 'sans' | 'strong' | 'mono'

const { resolve } = createRequire(import.meta.url)
const subsets = ['latin', 'latin-ext', 'vietnamese'] as const
const own = (family: string, weight: number) =>
  subsets.map((subset) => `@fontsource/${family}/files/${family}-${subset}-${weight}-normal.woff`)
type Weight = '400Regular' | '700Bold'
const google = (weight: Weight, name: string, family: string) =>
  `@expo-google-fonts/${family}/${weight}/${name}_${weight}.ttf`

/** Greek and Cyrillic, Arabic, Hebrew, then arrows and signs, and emoji: whatever the voice itself lacks. */
const wide = (weight: Weight) => [
  google(weight, 'NotoSans', 'noto-sans'),
  // Not Noto's: it builds letters of parts that several share, and copied text would come out as other letters.
  google(weight, 'IBMPlexSansArabic', 'ibm-plex-sans-arabic'),
  google(weight, 'NotoSansHebrew', 'noto-sans-hebrew'),
  '@expo-google-fonts/noto-sans-math/400Regular/NotoSansMath_400Regular.ttf',
  '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
]

/** Japanese comes with the app. The Chinese face is large and an optional package: it may not be there. */
const japanese = '@expo-google-fonts/kosugi/Kosugi_400Regular.ttf'
const chinese = (weight: Weight) => google(weight, 'NotoSansSC', 'noto-sans-sc')

const chains: Record<Voice, { first: readonly string[]; weight: Weight }> = {
  serif: { first: own('newsreader', 400), weight: '400Regular' },
  headline: { first: own('newsreader', 600), weight: '700Bold' },
  sans: { first: own('public-sans', 400), weight: '400Regular' },
  strong: { first: own('public-sans', 600), weight: '700Bold' },
  mono: { first: own('spline-sans-mono', 400), weight: '400Regular' },
}

/**
 * The faces to try, in order. Chinese and Japanese share characters that they draw differently: a text with kana in it
 * is Japanese.
 */
export function facesOf(voice: Voice, isJapanese: boolean): readonly string[] {
  return (isJapanese ? japaneseFirst : chineseFirst)[voice]
}

const chineseFirst = chainsEndingIn((weight) => [chinese(weight), japanese])
const japaneseFirst = chainsEndingIn((weight) => [japanese, chinese(weight)])

function chainsEndingIn(end: (weight: Weight) => string[]): Record<Voice, readonly string[]> {
  const chain = (voice: Voice) => {
    const { first, weight } = chains[voice]
    return [...first, ...wide(weight), ...end(weight)]
  }
  return {
    serif: chain('serif'),
    headline: chain('headline'),
    sans: chain('sans'),
    strong: chain('strong'),
    mono: chain('mono'),
  }
}

/** Where the file of a face lies; null when this package has no such subset, or is not installed. */
export function fileOf(face: string): string | null {
  try {
    return resolve(face)
  } catch {
    return null
  }
}

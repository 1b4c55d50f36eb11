/** What scripts are called, and which rules they bring for breaking lines. */

/** Names for readers, of scripts that people write logs in. */
const names: readonly [name: string, pattern: RegExp][] = [
  ['Chinese', /\p{Script=Han}|\p{Script=Bopomofo}/u],
  ['Japanese', /\p{Script=Hiragana}|\p{Script=Katakana}/u],
  ['Korean', /\p{Script=Hangul}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Bengali', /\p{Script=Bengali}/u],
  ['Tamil', /\p{Script=Tamil}/u],
  ['Telugu', /\p{Script=Telugu}/u],
  ['Gujarati', /\p{Script=Gujarati}/u],
  ['Gurmukhi', /\p{Script=Gurmukhi}/u],
  ['Kannada', /\p{Script=Kannada}/u],
  ['Malayalam', /\p{Script=Malayalam}/u],
  ['Sinhala', /\p{Script=Sinhala}/u],
  ['Georgian', /\p{Script=Georgian}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Ethiopic', /\p{Script=Ethiopic}/u],
  ['Khmer', /\p{Script=Khmer}/u],
  ['Lao', /\p{Script=Lao}/u],
  ['Burmese', /\p{Script=Myanmar}/u],
  ['Tibetan', /\p{Script=Tibetan}/u],
  ['emoji', /\p{Extended_Pictographic}/u],
]

/** The script of a character in a word; "other signs" when it is none of the common ones. */
export function scriptOf(cluster: string): string {
  return names.find(([, pattern]) => pattern.test(cluster))?.[0] ?? 'other signs'
}

/** One sentence at the end of a document: which scripts lack a face here, and what would bring it. */
export function missingWords(scripts: readonly string[]): string {
  const list = scripts.join(', ')
  const hint = scripts.includes('Chinese')
    ? ' The optional package @expo-google-fonts/noto-sans-sc brings Chinese.'
    : ''
  return `Characters that this installation has no font for stand as □: ${list}.${hint}`
}

const kana = /\p{Script=Hiragana}|\p{Script=Katakana}/u

/** A text with kana in it is Japanese; one of Han characters alone is taken for Chinese. */
export function isJapanese(text: string): boolean {
  return kana.test(text)
}

/** Written without spaces: Han, kana, their marks and full-width forms, hangul. */
const dense =
  '\\u2e80-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff00-\\uffef\\u{20000}-\\u{3ffff}'
const openers = '「『（《〈【〔“‘'
const closers = '、。，．：；！？」』）》〉】〕”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ'
const han = new RegExp(`[${dense}]`, 'u')
/** A line may begin before each such character and each word between them, but not beside what opens or closes it. */
const units = new RegExp(
  `[${openers}]*(?:(?![${openers}])[${dense}]\\p{M}*|[^${dense}${openers}]+)[${closers}]*|[${openers}]+`,
  'gu',
)

/** The parts of a word between which a line may break: one, unless it is written without spaces. */
export function unitsOf(word: string): string[] {
  return han.test(word) ? (word.match(units) ?? [word]) : [word]
}

/**
 * What the browser gets where the code says `micromark-core-commonmark` (next.config.ts): the constructs that model.ts
 * leaves on. Those that it switches off are names alone, so that their readers are not loaded.
 */
// biome-ignore lint/performance/noBarrelFile: it stands in for one
export {
  attention,
  autolink,
  blankLine,
  blockQuote,
  characterEscape,
  codeFenced,
  codeText,
  content,
  hardBreakEscape,
  headingAtx,
  labelEnd,
  labelStartLink,
  lineEnding,
  list,
  thematicBreak,
  // biome-ignore lint/style/noRestrictedImports: the package's own file, because its name leads here
} from '../../node_modules/micromark-core-commonmark/index.js'

/** Never asked for more than its name: it stands in model.ts's list of what is switched off. */
const off = (name: string) => ({ name, tokenize: () => undefined })

export const characterReference = off('characterReference')
export const codeIndented = off('codeIndented')
export const definition = off('definition')
export const htmlFlow = off('htmlFlow')
export const htmlText = off('htmlText')
export const labelStartImage = off('labelStartImage')
export const setextUnderline = off('setextUnderline')

/** The light tokens in sRGB: paper is always light. */
export const colours = {
  ink: '#131e1f',
  ink2: '#414b4d',
  ink3: '#5d696a',
  rule: '#d8dedc',
  rule2: '#b8bfbe',
  line: '#7d8787',
  paper: '#ffffff',
  accent: '#005b6e',
  sev1: '#b7191c',
  sev1Ink: '#a91518',
  sev2: '#f2b036',
  sev2On: '#2b1c08',
  sev3: '#455d76',
  drill: '#792878',
} as const

/** A millimetre in points. */
export const mm = 72 / 25.4
/** Hairlines (DESIGN §14). */
export const hairline = 0.5

/** The pattern of LIKE for whatever holds these words; its own signs mean themselves. */
export function holding(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`
}

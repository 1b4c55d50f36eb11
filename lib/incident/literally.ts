/** The text as a part of a regular expression that means just it; RegExp.escape is not in every browser yet. */
export function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** Files that people upload (D21): pictures of a few kinds, and text. Pure. */

/** Bytes. */
export const maxFileSize = 10_000_000
export const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'] as const
export type MediaType = (typeof imageTypes)[number] | 'text/plain'

/** A file as readers know it. Width and height in pixels, null when unknown or no picture. */
export type FileInfo = {
  id: string
  name: string
  mediaType: MediaType
  /** Bytes. */
  size: number
  width: number | null
  height: number | null
}

/** Whether it is shown as a picture, and not handed out to be saved. */
export function isImage(mediaType: string): boolean {
  return imageTypes.some((type) => type === mediaType)
}

/** "840 bytes", "12 kB", "1.4 MB", the unit tied to its number. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes}\u202f${bytes === 1 ? 'byte' : 'bytes'}`
  if (bytes < 999_500) return `${Math.round(bytes / 1000)}\u202fkB`
  return `${Math.round(bytes / 100_000) / 10}\u202fMB`
}

const maxName = 200
// Control characters, and those that turn the direction of what follows: they disguise a name's ending.
const disguises = /[\p{Cc}\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu

/** A name to show and to save under: no folder, nothing invisible, at most 200 characters, never empty. */
export function cleanName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const visible = last.toWellFormed().replaceAll(disguises, '').trim()
  const name = Array.from(visible).slice(0, maxName).join('')
  return /^\.*$/.test(name) ? 'file' : name
}

/**
 * The Content-Disposition of a download (RFC 6266, RFC 5987): the name as it is for today's browsers, and in plain ASCII
 * for others.
 */
export function disposition({ name, mediaType }: Pick<FileInfo, 'name' | 'mediaType'>): string {
  const how = isImage(mediaType) ? 'inline' : 'attachment'
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${how}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

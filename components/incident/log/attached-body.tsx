import { FileText } from 'lucide-react'
import { Words } from '#components/incident/log/entry-frame.tsx'
import type { EntryRowProps } from '#components/incident/log/entry-row.tsx'
import { wordsOf } from '#components/incident/log/entry-words.ts'
import { LogText } from '#components/incident/log/log-text.tsx'
import { isImage, sizeWords } from '#lib/file/model.ts'
import type { EntryOf } from '#lib/incident/entries/table.ts'

type AttachedProps = Omit<EntryRowProps, 'entry'> & {
  entry: EntryOf<'file_attached'> & EntryRowProps['entry']
}

/** A picture in its place, or a file to download. */
export function Attached(props: AttachedProps) {
  const { entry, amended } = props
  const { file, alt } = entry.payload
  const address = `/api/v1/files/${encodeURIComponent(file.id)}`
  const words = wordsOf(entry, amended?.corrections).now
  const isPicture = isImage(file.mediaType)
  return (
    <Words {...props} by={entry.actor.name} note={isPicture ? 'image' : 'file'}>
      {isPicture ? (
        <figure>
          <a
            href={address}
            target="_blank"
            rel="noopener"
            className="bg-surface mt-1.5 inline-block max-w-[434px] rounded-xs border p-1.5"
          >
            {/* biome-ignore lint/performance/noImgElement: it is served as it is, to who is signed in */}
            <img
              src={address}
              alt={alt ?? file.name}
              width={file.width}
              height={file.height}
              loading="lazy"
              decoding="async"
              className="log-image"
            />
          </a>
          <figcaption className="text-13 text-ink-3 mt-1 wrap-anywhere">
            {[file.name, alt].filter(Boolean).join(' · ')}
          </figcaption>
        </figure>
      ) : (
        <p className="text-13 flex items-center gap-1.5">
          <FileText className="icon icon-sm flex-none" />
          <a className="link wrap-anywhere" href={address} download={file.name}>
            {file.name}
          </a>
          <span className="text-ink-3 whitespace-nowrap">{sizeWords(file.size)}</span>
        </p>
      )}
      {words && <LogText text={words} className="mt-1" />}
    </Words>
  )
}

import type { EntryRowProps } from '#components/incident/log/entry-row.tsx'

/** The entry's sentence; who did it stands out where it begins with them. */
export function Sentence({ entry }: Pick<EntryRowProps, 'entry'>) {
  const { actor, sentence } = entry
  if (!sentence.startsWith(actor.name)) return sentence
  return (
    <>
      <b className="font-semibold">{actor.name}</b>
      {sentence.slice(actor.name.length)}
    </>
  )
}

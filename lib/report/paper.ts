/** The sizes of paper that documents are set on. */
import { AppError } from '#lib/errors.ts'

export const paperNames = ['a4', 'letter'] as const
export type PaperName = (typeof paperNames)[number]

/** The size that `?paper=` asks for, A4 when it does not. Throws AppError invalid when there is no such size. */
export function readPaper(url: URL): PaperName {
  const asked = url.searchParams.get('paper')
  if (asked === null) return 'a4'
  const name = paperNames.find((paper) => paper === asked.toLowerCase())
  if (name) return name
  throw new AppError('invalid', `There is no paper “${asked.slice(0, 60)}”.`, {
    fields: { paper: 'Give a4 or letter.' },
  })
}

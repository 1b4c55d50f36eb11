import type { Metadata } from 'next'
import { type CompareProps, CompareVersions } from '#app/(staff)/incidents/[ref]/compare-versions.tsx'

export async function generateMetadata({ params }: CompareProps): Promise<Metadata> {
  const ref = (await params).ref.toUpperCase()
  return { title: `${ref.startsWith('DRILL-') ? 'DRILL ' : ''}${ref} post-mortem, versions` }
}

/** What changed from one version of the post-mortem to another. */
export default function PostMortemVersionsPage(props: CompareProps) {
  return <CompareVersions document="post_mortem" {...props} />
}

import type { Metadata } from 'next'
import { type CompareProps, CompareVersions } from '#app/(staff)/incidents/[ref]/compare-versions.tsx'

export async function generateMetadata({ params }: CompareProps): Promise<Metadata> {
  const ref = (await params).ref.toUpperCase()
  return { title: `${ref.startsWith('DRILL-') ? 'DRILL ' : ''}${ref} situation report, versions` }
}

/** What changed from one version of the situation report to another. */
export default function ReportVersionsPage(props: CompareProps) {
  return <CompareVersions document="report" {...props} />
}

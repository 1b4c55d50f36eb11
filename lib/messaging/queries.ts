import type { DistributionRow } from '#lib/report/model.ts'
export async function distributionOf(_incidentId: string, _zone: string): Promise<DistributionRow[]> {
  return []
}

/** Who was sent what, as the documents themselves list it. Pure. */
import type { DistributionRow } from '#lib/report/model.ts'
import { formatDayTime, formatTime, isSameDay } from '#lib/time/format.ts'
import { type DeliveryRow, isOver, isTrouble } from './model.ts'

const words: Record<DeliveryRow['state'], string> = {
  pending: 'queued',
  sending: 'being sent since',
  uncertain: 'not known to have arrived, tried',
  sent: 'sent',
  delivered: 'delivered',
  bounced: 'came back',
  complained: 'marked as spam',
  failed: 'failed',
  cancelled: 'not sent',
}

/**
 * Rows of the distribution list: "delivered 16:04", with the day where it is another than that of `reportedAt`. Tests to
 * oneself are nobody's mail.
 */
export function distributionRows(
  deliveries: readonly DeliveryRow[],
  { zone, reportedAt }: { zone: string; reportedAt: string },
): DistributionRow[] {
  return deliveries
    .filter(({ kind }) => kind === 'report' || kind === 'post_mortem')
    .map((row) => {
      const at = isOver(row.state) ? row.changedAt : row.createdAt
      const time = isSameDay(at, reportedAt, zone)
        ? formatTime(at, zone)
        : formatDayTime(at, zone, reportedAt)
      const said = row.state === 'failed' && row.inDoubt ? 'not known to have arrived' : words[row.state]
      return {
        name: row.recipient.name,
        version: row.version ?? 1,
        at: row.createdAt,
        text: `${said} ${time}`,
        failed: isTrouble(row.state),
      }
    })
}

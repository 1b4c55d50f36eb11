import type { TapeMark, TapeMarkInput } from '#lib/time/tape.ts'

type Cluster = { x: number; key: boolean; label: string; entries: readonly TapeMarkInput[] }
type Box = { left: number; right: number; row: number }
type Leader = { x: number; row: number }
type Placed = Omit<TapeMark, 'y'>

/** Marks closer than this, in px, are drawn as one when there are many. */
const NEAR = 18
const ROWS = 4
const GAP = 7
const LEADER_GAP = 5

/** Where each mark stands; above `crowd` marks, plain ones that stand close become one mark that counts them. */
export function clusterMarks(
  marks: readonly TapeMarkInput[],
  x: (at: number) => number,
  crowd: number,
): Cluster[] {
  const sorted = [...marks].sort((a, b) => a.at - b.at)
  const clusters: Cluster[] = []
  for (const mark of sorted) {
    const here = x(mark.at)
    const last = clusters.at(-1)
    if (sorted.length > crowd && last && !mark.key && !last.key && here - last.x < NEAR) {
      const entries = [...last.entries, mark]
      clusters[clusters.length - 1] = {
        ...last,
        entries,
        label: `${entries[0]?.label} +${entries.length - 1}`,
      }
    } else {
      clusters.push({ x: here, key: mark.key ?? false, label: mark.label, entries: [mark] })
    }
  }
  return clusters
}

/**
 * Gives every label a row and a side so that no two labels overlap and no leader runs through a label. Key marks
 * choose first; a mark that finds no place keeps its square and loses its label.
 */
export function placeMarks(
  clusters: readonly Cluster[],
  width: number,
  measure: (text: string, bold: boolean) => number,
): Placed[] {
  const boxes: Box[] = []
  const leaders: Leader[] = []
  const placed = new Map<Cluster, Placed>()
  // From the right: a label that would run into its right neighbour goes a row below it, where nothing crosses.
  const inOrder = [...clusters].sort((a, b) => Number(b.key) - Number(a.key) || b.x - a.x)
  for (const cluster of inOrder) {
    const text = measure(cluster.label, cluster.key)
    const spot = findSpot(cluster.x, text, width, boxes, leaders)
    const { x, key, entries } = cluster
    if (!spot) {
      placed.set(cluster, { x, key, entries, row: 0, anchor: 'start', textX: x, label: null })
      continue
    }
    boxes.push(spot.box)
    leaders.push({ x, row: spot.box.row })
    const textX = spot.anchor === 'start' ? x + LEADER_GAP : x - LEADER_GAP
    placed.set(cluster, {
      x,
      key,
      entries,
      row: spot.box.row,
      anchor: spot.anchor,
      textX,
      label: cluster.label,
    })
  }
  return clusters.flatMap((cluster) => placed.get(cluster) ?? [])
}

function findSpot(x: number, text: number, width: number, boxes: readonly Box[], leaders: readonly Leader[]) {
  for (let row = 0; row < ROWS; row++) {
    for (const anchor of ['start', 'end'] as const) {
      const left = anchor === 'start' ? x : x - LEADER_GAP - text
      const right = anchor === 'start' ? x + LEADER_GAP + text : x
      const box = { left, right, row }
      if (left >= 0 && right <= width && isFree(box, x, boxes, leaders)) return { anchor, box }
    }
  }
  return null
}

function isFree(box: Box, x: number, boxes: readonly Box[], leaders: readonly Leader[]): boolean {
  const overlaps = boxes.some(
    (other) => other.row === box.row && other.left < box.right + GAP && box.left < other.right + GAP,
  )
  // Its own leader passes the rows above it; the others' leaders end in their own row.
  const cutsOther = boxes.some((other) => other.row < box.row && other.left - 2 < x && x < other.right + 2)
  const isCut = leaders.some(
    (leader) =>
      leader.row >= box.row && box.left - 2 < leader.x && leader.x < box.right + 2 && leader.x !== x,
  )
  return !overlaps && !cutsOther && !isCut
}

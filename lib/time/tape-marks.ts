import type { TapeMark, TapeMarkInput } from '#lib/time/tape.ts'

type Cluster = { x: number; key: boolean; label: string; entries: readonly TapeMarkInput[] }
type Box = { left: number; right: number; row: number }
type Leader = { x: number; row: number }
type Measure = (text: string, bold: boolean) => number
type Placed = Omit<TapeMark, 'y'>

/** Marks closer than this, in px, are drawn as one when there are many. */
const NEAR = 18
/** Rows and sides in the order they are tried: right of the leader reads best, two rows are enough for most. */
const SPOTS: readonly (readonly [number, 'start' | 'end'])[] = [
  [0, 'start'],
  [1, 'start'],
  [0, 'end'],
  [1, 'end'],
  [2, 'start'],
  [2, 'end'],
  [3, 'start'],
  [3, 'end'],
]
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
 * Gives every label a row and a side so that no two labels overlap and no leader runs through a label. A mark that
 * finds no place keeps its square and loses its label; plain marks lose theirs before a key mark does.
 */
export function placeMarks(clusters: readonly Cluster[], width: number, measure: Measure): Placed[] {
  // From the right: a label that would run into its right neighbour goes a row below it, where nothing crosses.
  const fromRight = [...clusters].sort((a, b) => b.x - a.x)
  const silent = new Set<Cluster>()
  for (;;) {
    const placed = placeInOrder(fromRight, silent, width, measure)
    const unlucky = fromRight.find((cluster) => cluster.key && placed.get(cluster)?.label === null)
    const yielding = unlucky && nearestPlain(unlucky, fromRight, placed)
    if (!yielding) return clusters.flatMap((cluster) => placed.get(cluster) ?? [])
    silent.add(yielding)
  }
}

function placeInOrder(
  clusters: readonly Cluster[],
  silent: ReadonlySet<Cluster>,
  width: number,
  measure: Measure,
): Map<Cluster, Placed> {
  const boxes: Box[] = []
  const leaders: Leader[] = []
  const placed = new Map<Cluster, Placed>()
  for (const cluster of clusters) {
    const { x, key, entries, label } = cluster
    const spot = silent.has(cluster) ? null : findSpot(x, measure(label, key), width, boxes, leaders)
    if (!spot) {
      placed.set(cluster, { x, key, entries, row: 0, anchor: 'start', textX: x, label: null })
      continue
    }
    const { anchor, box } = spot
    boxes.push(box)
    leaders.push({ x, row: box.row })
    const textX = anchor === 'start' ? x + LEADER_GAP : x - LEADER_GAP
    placed.set(cluster, { x, key, entries, row: box.row, anchor, textX, label })
  }
  return placed
}

function nearestPlain(to: Cluster, clusters: readonly Cluster[], placed: ReadonlyMap<Cluster, Placed>) {
  const plain = clusters.filter((cluster) => !cluster.key && placed.get(cluster)?.label !== null)
  return plain.sort((a, b) => Math.abs(a.x - to.x) - Math.abs(b.x - to.x))[0]
}

function findSpot(x: number, text: number, width: number, boxes: readonly Box[], leaders: readonly Leader[]) {
  for (const [row, anchor] of SPOTS) {
    const left = anchor === 'start' ? x : x - LEADER_GAP - text
    const right = anchor === 'start' ? x + LEADER_GAP + text : x
    const box = { left, right, row }
    if (left >= 0 && right <= width && isFree(box, x, boxes, leaders)) return { anchor, box }
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

import { median } from '../../metrics/cdf.ts';
import { MOST_BINS } from './feature-bins.ts';

export interface TreeLimits {
  readonly leaves: number;
  readonly fewestInLeaf: number;
}

/** A regression tree over columns of bins. */
export interface Tree {
  /** Adds `share` times each row's leaf to `values`. */
  addTo(bins: readonly Uint8Array[], values: Float64Array, share: number): void;
}

interface Split {
  readonly column: number;
  /** Rows whose bin is not above it go left. */
  readonly bin: number;
  readonly gain: number;
}

interface Leaf {
  /** Its rows are `order[from .. to - 1]`. */
  readonly from: number;
  readonly to: number;
  readonly sums: Histogram;
  readonly split: Split | null;
  readonly node: number;
}

/** By column that is looked at and bin: rows, and the sum of their signs. */
interface Histogram {
  readonly rows: Int32Array;
  readonly signs: Int32Array;
}

/** Parents' numbers of either side, the columns and bins that they part by, and what a leaf says; -1 is no child. */
interface Nodes {
  readonly column: number[];
  readonly bin: number[];
  readonly left: number[];
  readonly right: number[];
  readonly value: number[];
}

/**
 * Grows one tree of gradient boosting under the absolute error: splits gain by the squared sums of the signs of what is left, leaves say its
 * median.
 * @param bins one array a column, one entry a row
 * @param left what the trees so far leave of every row
 * @param columns which may be looked at
 * @returns null where nothing can be parted
 */
export function growTree(
  bins: readonly Uint8Array[],
  left: Float64Array,
  columns: readonly number[],
  limits: TreeLimits,
): Tree | null {
  const order = Uint32Array.from(left.keys());
  const sign = Int8Array.from(left, Math.sign);
  const looked = columns.map((column) => bins[column]!);
  const nodes: Nodes = { column: [], bin: [], left: [], right: [], value: [] };
  const leafOver = (from: number, to: number, sums: Histogram): Leaf => ({
    from,
    to,
    sums,
    split: bestSplit(sums, to - from, columns, limits.fewestInLeaf),
    node: addNode(nodes),
  });
  const leaves = [leafOver(0, order.length, histogram(looked, sign, order, 0, order.length))];
  while (leaves.length < limits.leaves) {
    const at = mostGaining(leaves);
    if (at < 0) break;
    const parent = leaves[at]!;
    const { column, bin } = parent.split!;
    const middle = partition(order, bins[column]!, bin, parent.from, parent.to);
    // The smaller side is counted, the other is what remains.
    const leftIsSmall = middle - parent.from <= parent.to - middle;
    const small = leftIsSmall
      ? histogram(looked, sign, order, parent.from, middle)
      : histogram(looked, sign, order, middle, parent.to);
    const large = without(parent.sums, small);
    const [leftSums, rightSums] = leftIsSmall ? [small, large] : [large, small];
    const leftLeaf = leafOver(parent.from, middle, leftSums);
    const rightLeaf = leafOver(middle, parent.to, rightSums);
    nodes.column[parent.node] = column;
    nodes.bin[parent.node] = bin;
    nodes.left[parent.node] = leftLeaf.node;
    nodes.right[parent.node] = rightLeaf.node;
    leaves.splice(at, 1, leftLeaf, rightLeaf);
  }
  if (leaves.length === 1) return null;
  for (const { node, from, to } of leaves)
    nodes.value[node] = median(Float64Array.from(order.subarray(from, to), (i) => left[i]!));
  return { addTo: (rows, values, share) => addTo(nodes, rows, values, share) };
}

function addNode(nodes: Nodes): number {
  nodes.column.push(-1);
  nodes.bin.push(0);
  nodes.left.push(-1);
  nodes.right.push(-1);
  nodes.value.push(0);
  return nodes.column.length - 1;
}

function mostGaining(leaves: readonly Leaf[]): number {
  let best = -1;
  for (const [k, { split }] of leaves.entries())
    if (split && (best < 0 || split.gain > leaves[best]!.split!.gain)) best = k;
  return best;
}

function histogram(
  looked: readonly Uint8Array[],
  sign: Int8Array,
  order: Uint32Array,
  from: number,
  to: number,
): Histogram {
  const rows = new Int32Array(looked.length * MOST_BINS);
  const signs = new Int32Array(rows.length);
  for (let j = 0; j < looked.length; j++) {
    const column = looked[j]!;
    const start = j * MOST_BINS;
    for (let k = from; k < to; k++) {
      const i = order[k]!;
      const at = start + column[i]!;
      rows[at]!++;
      signs[at]! += sign[i]!;
    }
  }
  return { rows, signs };
}

function without(all: Histogram, part: Histogram): Histogram {
  return { rows: all.rows.map((n, k) => n - part.rows[k]!), signs: all.signs.map((s, k) => s - part.signs[k]!) };
}

/** The split whose two sides have the greatest sum of squared sums over counts, less that of both together; null where none gains. */
function bestSplit(sums: Histogram, count: number, columns: readonly number[], fewest: number): Split | null {
  if (count < 2 * fewest) return null;
  let best: Split | null = null;
  let total = 0;
  for (let b = 0; b < MOST_BINS; b++) total += sums.signs[b]!;
  const together = (total * total) / count;
  for (let j = 0; j < columns.length; j++) {
    let rows = 0;
    let signs = 0;
    for (let b = 0, at = j * MOST_BINS; b < MOST_BINS - 1; b++, at++) {
      const here = sums.rows[at]!;
      if (here === 0) continue;
      rows += here;
      signs += sums.signs[at]!;
      if (rows < fewest) continue;
      if (count - rows < fewest) break;
      const gain = (signs * signs) / rows + (total - signs) ** 2 / (count - rows) - together;
      if (gain > (best?.gain ?? 1e-9)) best = { column: columns[j]!, bin: b, gain };
    }
  }
  return best;
}

/** Puts rows whose bin is not above `bin` first; returns where the others begin. Keeps no order. */
function partition(order: Uint32Array, column: Uint8Array, bin: number, from: number, to: number): number {
  let low = from;
  let high = to - 1;
  while (low <= high) {
    if (column[order[low]!]! <= bin) low++;
    else {
      const swapped = order[high]!;
      order[high--] = order[low]!;
      order[low] = swapped;
    }
  }
  return low;
}

function addTo(nodes: Nodes, bins: readonly Uint8Array[], values: Float64Array, share: number): void {
  const column = Int32Array.from(nodes.column);
  const bin = Uint8Array.from(nodes.bin);
  const left = Int32Array.from(nodes.left);
  const right = Int32Array.from(nodes.right);
  for (let i = 0; i < values.length; i++) {
    let node = 0;
    while (column[node]! >= 0) node = bins[column[node]!]![i]! <= bin[node]! ? left[node]! : right[node]!;
    values[i]! += share * nodes.value[node]!;
  }
}

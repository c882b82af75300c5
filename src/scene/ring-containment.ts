import { pointInRing, ringBounds } from './ring.ts';
import type { Ring } from './scene.ts';

/** Rings of fewer vertices are walked whole. */
const WORTH_BINS = 128;

/** Answers as `pointInRing` does, many times over for one ring: after the first answer only edges at the height of the point are looked at. */
export function containment(ring: Ring): (x: number, y: number) => boolean {
  if (ring.length < 2 * WORTH_BINS) return (x, y) => pointInRing(ring, x, y);
  let bins: EdgeBins | null = null;
  return (x, y) => {
    bins ??= binEdges(ring);
    const { start, edges, minY, heightM } = bins;
    const bin = Math.floor((y - minY) / heightM);
    let inside = false;
    for (let k = start[bin] ?? 0; k < (start[bin + 1] ?? 0); k++) {
      const i = edges[k]!;
      const j = i === 0 ? ring.length - 2 : i - 2;
      const yi = ring[i + 1]!;
      const yj = ring[j + 1]!;
      if (yi > y !== yj > y && x < ((ring[j]! - ring[i]!) * (y - yi)) / (yj - yi) + ring[i]!) inside = !inside;
    }
    return inside;
  };
}

/** Edges (by the index of their end) of every strip of heights that they reach into: of strip b from start[b] to start[b + 1]. */
interface EdgeBins {
  readonly start: Int32Array;
  readonly edges: Int32Array;
  readonly minY: number;
  readonly heightM: number;
}

function binEdges(ring: Ring): EdgeBins {
  const { minY, maxY } = ringBounds(ring);
  const count = Math.ceil(Math.sqrt(ring.length));
  const heightM = (maxY - minY) / count || 1;
  const binOf = (y: number) => Math.floor((y - minY) / heightM);
  const forEachStrip = (visit: (strip: number, edge: number) => void) => {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const a = binOf(ring[i + 1]!);
      const b = binOf(ring[j + 1]!);
      for (let strip = Math.min(a, b); strip <= Math.max(a, b); strip++) visit(strip, i);
    }
  };
  // One strip more: the greatest height may round into it.
  const start = new Int32Array(count + 3);
  forEachStrip((strip) => {
    start[strip + 1] = start[strip + 1]! + 1;
  });
  for (let strip = 1; strip < start.length; strip++) start[strip] = start[strip]! + start[strip - 1]!;
  const edges = new Int32Array(start.at(-1)!);
  const next = start.slice();
  forEachStrip((strip, edge) => {
    edges[next[strip]!] = edge;
    next[strip] = next[strip]! + 1;
  });
  return { start, edges, minY, heightM };
}

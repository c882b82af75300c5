import type { Road } from '../scene/scene.ts';

/** The street net as a graph: nodes where lines begin, bend, meet or end; every piece of street both ways. */
export interface RoadGraph {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Pieces that leave each node. */
  readonly links: readonly (readonly RoadLink[])[];
}

export interface RoadLink {
  /** The same piece has the same number both ways. */
  readonly piece: number;
  readonly to: number;
  readonly lengthM: number;
  readonly widthM: number;
}

/** Streets narrower than this are footpaths [m]. */
export const LEAST_STREET_M = 3.5;

/** Joins streets at the points that they share to the centimetre; footpaths are left out. */
export function roadGraph(roads: readonly Road[]): RoadGraph {
  const numbers = new Map<string, number>();
  const x: number[] = [];
  const y: number[] = [];
  const links: RoadLink[][] = [];
  const node = (px: number, py: number): number => {
    const key = `${Math.round(px * 100)} ${Math.round(py * 100)}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, x.length);
    x.push(px);
    y.push(py);
    links.push([]);
    return x.length - 1;
  };
  let piece = 0;
  for (const { line, widthM } of roads) {
    if (widthM < LEAST_STREET_M) continue;
    for (let i = 0; i + 3 < line.length; i += 2) {
      const a = node(line[i]!, line[i + 1]!);
      const b = node(line[i + 2]!, line[i + 3]!);
      const lengthM = Math.hypot(line[i + 2]! - line[i]!, line[i + 3]! - line[i + 1]!);
      if (a === b || lengthM === 0) continue;
      links[a]!.push({ piece, to: b, lengthM, widthM });
      links[b]!.push({ piece, to: a, lengthM, widthM });
      piece++;
    }
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y), links };
}

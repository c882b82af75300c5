import type { Random } from '../../units/random.ts';
import type { EndIndex } from './junctions.ts';
import { direction, distance, fromAxes, type Point, turned } from './plan-geometry.ts';
import type { River } from './river.ts';
import { type Cell, chordThrough, hitAt, splitCell } from './street-cells.ts';

export type StreetRank = 'avenue' | 'street' | 'lane' | 'path';

/** A street's middle line; `widthM` is from building line to building line. */
export interface Street {
  readonly line: readonly Point[];
  readonly widthM: number;
  readonly rank: StreetRank;
  readonly bridge: boolean;
}

export const AVENUE_WIDTH_M = 28;
/** The old town's high street, from the middle bridge to the ring [m]. */
const HIGH_STREET_WIDTH = 15;

export interface Quarters {
  /** Both halves of the old town, inside the ring. */
  readonly oldTown: readonly Cell[];
  readonly quarters: readonly Cell[];
}

/**
 * The avenues: a ring round the old town on the left bank, radial ones from the ring to the edge of the map, and those that
 * come off the bridges and fan out over the right bank.
 */
export function layAvenues(random: Random, river: River, streets: Street[], ends: EndIndex): Quarters {
  const [left, right] = river.quays;
  const [first, middle, last] = river.core;
  const from = left[first]!;
  const to = left[last]!;
  const axis = direction(from, to);
  const centre = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const a = distance(from, to) / 2;
  const b = a * random.between(0.95, 1.2);
  const ring = Array.from({ length: 7 }, (_, i) => {
    const angle = Math.PI * (1 - (i + 1) / 8);
    const wobble = random.between(0.96, 1.05);
    return fromAxes(centre, axis, a * wobble * Math.cos(angle), b * wobble * Math.sin(angle));
  });
  const start = hitAt(river.sides[0], from);
  const end = hitAt(river.sides[0], to);
  const parts = start && end ? splitCell(river.sides[0], start, end, ring, AVENUE_WIDTH_M) : null;
  if (!parts) throw new Error('the old town ring does not fit between the quay and the edge of the map');
  streets.push({ line: [from, ...ring, to], widthM: AVENUE_WIDTH_M, rank: 'avenue', bridge: false });
  ends.add(from);
  ends.add(to);

  const shoot = (cell: Cell, p: Point, heading: Point, widthM: number): readonly [Cell, Cell] | null => {
    const foot = hitAt(cell, p);
    const chord = chordThrough(cell, { x: p.x + heading.x, y: p.y + heading.y }, heading);
    const halves = foot && chord ? splitCell(cell, foot, chord[1], [], widthM) : null;
    if (!chord || !halves) return null;
    streets.push({ line: [p, { x: chord[1].x, y: chord[1].y }], widthM, rank: 'avenue', bridge: false });
    ends.add(p);
    ends.add(chord[1]);
    return halves;
  };
  /** Cuts the cell along one ray after another; each cuts what is left on the given side of the last. */
  const fan = (cell: Cell, rays: readonly { p: Point; heading: Point }[]): Cell[] => {
    const done: Cell[] = [];
    let rest = cell;
    for (const { p, heading } of rays) {
      const halves = shoot(rest, p, heading, AVENUE_WIDTH_M);
      if (!halves) continue;
      done.push(halves[0]);
      rest = halves[1];
    }
    return [...done, rest];
  };
  const offBridge = (index: number, bank: 0 | 1, spread: number) => {
    const p = river.quays[bank][index]!;
    const normal = direction(river.quays[1 - bank]![index]!, p);
    return { p, heading: turned(normal, spread + random.between(-0.1, 0.1)) };
  };
  // Left of a ray that leads away from the river lies the upstream part on the left bank, the downstream part on the right.
  const radial = (i: number) => ({
    p: ring[i]!,
    heading: turned(direction(centre, ring[i]!), random.between(-0.12, 0.12)),
  });
  const quarters = fan(parts[0], [
    ...river.bridges.filter((k) => k < first).map((k) => offBridge(k, 0, 0.05)),
    ...[0, 2, 4, 6].map((i) => radial(i)),
    ...river.bridges.filter((k) => k > last).map((k) => offBridge(k, 0, -0.05)),
  ]);
  const widest = Math.max(1, distance(right[0]!, right.at(-1)!) / 2);
  quarters.push(
    ...fan(
      river.sides[1],
      [...river.bridges].reverse().map((k) => offBridge(k, 1, (0.45 * ((k - middle) * 80)) / widest)),
    ),
  );
  const high = shoot(
    parts[1],
    left[middle]!,
    turned(direction(right[middle]!, left[middle]!), random.between(-0.1, 0.1)),
    HIGH_STREET_WIDTH,
  );
  return { oldTown: high ? [...high] : [parts[1]], quarters };
}

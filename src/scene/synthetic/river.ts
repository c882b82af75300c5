import type { Random } from '../../units/random.ts';
import type { Point, Polygon } from './plan-geometry.ts';
import type { Cell } from './street-cells.ts';

/** Room from the water to the middle of the street along the quay [m], and that street's width [m]. */
const QUAY_OFFSET = 9;
const QUAY_WIDTH = 15;
/** Buildings keep half of this from the edge of the map [m]. */
const MARGIN_WIDTH = 8;

export interface River {
  readonly widthM: number;
  readonly water: Polygon;
  /** The two sides of the city, bounded by the streets along the quays. */
  readonly sides: readonly [Cell, Cell];
  /** Middle of the street along each quay, both in the direction of the flow. */
  readonly quays: readonly [readonly Point[], readonly Point[]];
  /** Indices into both quays where a bridge stands, downstream; the old town lies between the first and last of `core`. */
  readonly bridges: readonly number[];
  /** Index of the old town's first bridge, its middle one and its last. */
  readonly core: readonly [number, number, number];
  /** Unit vector of the flow's main direction. */
  readonly flow: Point;
}

/** A meandering river from one edge of a square city to the opposite one, through about its middle; points about every 80 m. */
export function layRiver(random: Random, sizeM: number): River {
  const half = sizeM / 2;
  const widthM = random.between(52, 82);
  const slope = random.between(0.1, 0.55) * (random.chance(0.5) ? 1 : -1);
  const offset = random.between(-0.1, 0.1) * sizeM;
  const waves = [
    { length: random.between(1500, 2300), height: random.between(90, 170), phase: random.between(0, 2 * Math.PI) },
    { length: random.between(600, 900), height: random.between(6, 16), phase: random.between(0, 2 * Math.PI) },
  ];
  const course = (u: number) => {
    let v = offset + slope * u;
    let rise = slope;
    for (const w of waves) {
      const k = (2 * Math.PI) / w.length;
      v += w.height * Math.sin(k * u + w.phase);
      rise += w.height * k * Math.cos(k * u + w.phase);
    }
    return { v, rise, stretch: Math.hypot(1, rise) };
  };
  const turn = random.below(4);
  const rotated = (u: number, v: number): Point => {
    const c = [1, 0, -1, 0][turn]!;
    const s = [0, 1, 0, -1][turn]!;
    return { x: u * c - v * s, y: u * s + v * c };
  };
  const offsetLine = (offM: number, steps: number) =>
    Array.from({ length: steps + 1 }, (_, i) => {
      const u = -half + (sizeM * i) / steps;
      const { v, rise, stretch } = course(u);
      // Along the normal, but straight across at the edges of the map, so that the line ends on them.
      const lean = Math.min(1, i / 2, (steps - i) / 2);
      return rotated(u - (lean * offM * rise) / stretch, v + offM * (lean / stretch + (1 - lean) * stretch));
    });

  const steps = Math.max(12, 2 * Math.round(sizeM / 160));
  const middle = steps / 2 + random.below(3) - 1;
  const reach = Math.min(4, Math.floor(middle / 2));
  const core = [middle - reach, middle + random.below(3) - 1, middle + reach] as const;
  const bridges: number[] = [...core];
  for (let i = core[0] - 5; i >= 2; i -= 5) bridges.unshift(i);
  for (let i = core[2] + 5; i <= steps - 2; i += 5) bridges.push(i);

  const left = offsetLine(widthM / 2 + QUAY_OFFSET, steps);
  const right = offsetLine(-widthM / 2 - QUAY_OFFSET, steps);
  const water = [...offsetLine(-widthM / 2, steps), ...offsetLine(widthM / 2, steps).reverse()];
  const side = (quay: readonly Point[], corners: readonly Point[]): Cell => ({
    points: [...quay, ...corners],
    widthsM: [
      ...quay.map((_, i) => (i + 1 < quay.length ? QUAY_WIDTH : MARGIN_WIDTH)),
      ...corners.map(() => MARGIN_WIDTH),
    ],
  });
  return {
    widthM,
    water,
    sides: [
      side(left, [rotated(half, half), rotated(-half, half)]),
      side([...right].reverse(), [rotated(-half, -half), rotated(half, -half)]),
    ],
    quays: [left, right],
    bridges,
    core,
    flow: rotated(1, 0),
  };
}

/** Width of the streets along the quays [m]. */
export const QUAY_STREET_WIDTH_M = QUAY_WIDTH;

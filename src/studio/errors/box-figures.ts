import { quantiles } from '../../metrics/cdf.ts';

/** How the values of a group are spread; all NaN but the count where it has none. */
export interface BoxFigures {
  readonly count: number;
  readonly p5: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly p95: number;
}

/** Group by group, of all values or of those that are selected (1 in `selected`). A group below 0 holds nothing, nor does NaN count. */
export function boxesOf(
  values: Float32Array,
  groupOf: Int16Array,
  groupCount: number,
  selected: Uint8Array | null,
): readonly BoxFigures[] {
  const members = Array.from({ length: groupCount }, (): number[] => []);
  values.forEach((value, i) => {
    if (!Number.isNaN(value) && (!selected || selected[i] === 1)) members[groupOf[i]!]?.push(value);
  });
  return members.map((group) => {
    const [p5, q1, median, q3, p95] = quantiles(group, [0.05, 0.25, 0.5, 0.75, 0.95]) as Five;
    return { count: group.length, p5, q1, median, q3, p95 };
  });
}

type Five = readonly [number, number, number, number, number];

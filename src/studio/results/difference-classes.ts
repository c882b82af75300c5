import type { LayerCounts } from './layer-classes.ts';

/** Edges of the classes of a difference [dB], the same on both sides of zero. */
const EDGES_DB: readonly number[] = [3, 6, 10, 20];

export const DIFFERENCE_CLASSES = 2 * EDGES_DB.length + 1;

/** From the most positive to the most negative. */
export function differenceLabels(): readonly string[] {
  const most = EDGES_DB.at(-1)!;
  const steps = EDGES_DB.slice(1).map((high, i) => [EDGES_DB[i]!, high] as const);
  return [
    `≥ +${most}`,
    ...[...steps].reverse().map(([low, high]) => `+${low} … +${high}`),
    `−${EDGES_DB[0]} … +${EDGES_DB[0]}`,
    ...steps.map(([low, high]) => `−${high} … −${low}`),
    `≤ −${most}`,
  ];
}

/** Class of a difference, or -1 where there is none. */
export function differenceClass(differenceDb: number): number {
  if (Number.isNaN(differenceDb)) return -1;
  const size = Math.abs(differenceDb);
  let steps = 0;
  while (steps < EDGES_DB.length && size >= EDGES_DB[steps]!) steps++;
  return EDGES_DB.length - Math.sign(differenceDb) * steps;
}

/** Counts the cells of every class; cells under a roof (`indoor` 1) are left out. */
export function countDifference(differenceDb: Float32Array, indoor: Uint8Array | null): LayerCounts {
  const cells = new Array<number>(DIFFERENCE_CLASSES).fill(0);
  let noData = 0;
  for (let i = 0; i < differenceDb.length; i++) {
    if (indoor?.[i]) continue;
    const index = differenceClass(differenceDb[i]!);
    if (index < 0) noData++;
    else cells[index]!++;
  }
  return { cells, noData };
}

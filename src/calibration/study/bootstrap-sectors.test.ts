import { describe, expect, it } from 'vitest';
import { Random } from '../../units/random.ts';
import { bootstrapSectors, drawnInterval, jointIntervals, type SectorBlocks } from './bootstrap-sectors.ts';

/** Sectors whose own means scatter by `betweenDb` about `meanDb`, and blocks within them by `withinDb`. */
function drawn(random: Random, sectors: number, means: readonly number[], betweenDb = 1, withinDb = 2): SectorBlocks[] {
  return Array.from({ length: sectors }, () => {
    const blocks = 10 + random.below(10);
    const series = means.map((mean) => {
      const own = mean + betweenDb * random.normal();
      const cells = Float64Array.from({ length: blocks }, () => 5 + random.below(20));
      return [{ cells, sum: cells.map((n) => n * (own + withinDb * random.normal())) }];
    });
    return { blocks, series };
  });
}

/** Mean over sectors of a series' mean over cells. */
function meanOf(sectors: readonly SectorBlocks[], series: number): number {
  const total = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0);
  return (
    sectors.reduce((sum, { series: of }) => sum + total(of[series]![0]!.sum) / total(of[series]![0]!.cells), 0) /
    sectors.length
  );
}

describe('intervals over sectors and blocks', () => {
  it('hold the mean about as often as they say', () => {
    const random = new Random(7);
    const runs = 200;
    let held = 0;
    let widths = 0;
    for (let run = 0; run < runs; run++) {
      const sectors = drawn(random, 25, [5]);
      const draws = bootstrapSectors(sectors, 1, { resamples: 300, seed: run })!;
      const [low, high] = drawnInterval(draws[0]!, meanOf(sectors, 0))!;
      if (low <= 5 && high >= 5) held++;
      widths += high - low;
    }
    // 95 % of 200 scatters by 3 runs; the second stage errs to the wide side.
    expect(held / runs).toBeGreaterThan(0.9);
    expect(held / runs).toBeLessThan(1);
    // Standard error: sqrt((1 + 4 / 14) / 25) = 0.23 dB, twice 1.96 of it.
    expect(widths / runs).toBeGreaterThan(0.75);
    expect(widths / runs).toBeLessThan(1.3);
  });

  it('are narrower for a difference of two series that rise and fall together', () => {
    const random = new Random(3);
    const sectors = drawn(random, 20, [6], 2).map(({ blocks, series: [a] }): SectorBlocks => {
      const { sum, cells } = a![0]!;
      const better = { cells, sum: sum.map((s, k) => s - 0.3 * cells[k]!) };
      const difference = { cells, sum: sum.map((s, k) => better.sum[k]! - s) };
      return { blocks, series: [a!, [better], [difference]] };
    });
    const [one, , apart] = bootstrapSectors(sectors, 3, { seed: 1 })!.map(
      (d, j) => drawnInterval(d, meanOf(sectors, j))!,
    );
    expect(one![1] - one![0]).toBeGreaterThan(1);
    expect(apart![0]).toBeCloseTo(-0.3, 6);
    expect(apart![1]).toBeCloseTo(-0.3, 6);
  });

  it('allow for how many were tried: of twenty equal methods hardly ever one is told apart', () => {
    const random = new Random(11);
    const runs = 60;
    let alone = 0;
    let together = 0;
    const zero = new Array<number>(20).fill(0);
    for (let run = 0; run < runs; run++) {
      const sectors = drawn(random, 25, zero);
      const draws = bootstrapSectors(sectors, 20, { resamples: 400, seed: run })!;
      const means = draws.map((_, j) => meanOf(sectors, j));
      const outside = ([low, high]: readonly [number, number]) => low > 0 || high < 0;
      if (draws.some((d, j) => outside(drawnInterval(d, means[j]!)!))) alone++;
      if (jointIntervals(means, draws).some((interval) => outside(interval!))) together++;
    }
    expect(alone / runs).toBeGreaterThan(0.25);
    expect(together / runs).toBeLessThan(0.15);
  });

  it('take the mean over draws of a split, and are no narrower for a draw that comes twice', () => {
    const sectors = drawn(new Random(5), 12, [5]);
    const twice = sectors.map(({ blocks, series: [a] }) => ({ blocks, series: [[...a!, ...a!]] }));
    const [once] = bootstrapSectors(sectors, 1, { seed: 2 })!;
    const [again] = bootstrapSectors(twice, 1, { seed: 2 })!;
    expect([...again!]).toEqual([...once!]);
    const cells = Float64Array.of(1, 1, 1, 1);
    const four: SectorBlocks = {
      blocks: 4,
      series: [
        [
          { cells, sum: Float64Array.of(1, 1, 1, 1) },
          { cells: Float64Array.of(0, 0, 0, 2), sum: Float64Array.of(0, 0, 0, 6) },
        ],
      ],
    };
    // The second draw holds one block out, which a resample may lack: then the first alone says something.
    const values = new Set(bootstrapSectors([four], 1, { seed: 1 })![0]!);
    expect([...values].sort()).toEqual([1, 2]);
  });

  it('says nothing of one sector with three blocks, and nothing of a series that nobody has', () => {
    const few: SectorBlocks = {
      blocks: 3,
      series: [[{ sum: Float64Array.of(1, 2, 3), cells: Float64Array.of(1, 1, 1) }]],
    };
    expect(bootstrapSectors([few], 1, { seed: 1 })).toBeNull();
    expect(bootstrapSectors([], 1, { seed: 1 })).toBeNull();
    const without = bootstrapSectors(
      [few, few].map((of) => ({ ...of, series: [null] })),
      1,
      { seed: 1 },
    )!;
    expect(drawnInterval(without[0]!, 1)).toBeNull();
  });
});

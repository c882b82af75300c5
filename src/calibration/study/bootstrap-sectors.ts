import { quantile } from '../../metrics/cdf.ts';
import { Random } from '../../units/random.ts';

/** Sums of one series (errors of a method, or differences of two) over the cells of each block of a sector. */
export interface BlockSums {
  /** Sum over the block's cells [dB], and how many count. */
  readonly sum: Float64Array;
  readonly cells: Float64Array;
}

export interface SectorBlocks {
  readonly blocks: number;
  /** By series, then by draw of the split that was judged; null where the sector has none of it. The blocks are those of all draws. */
  readonly series: readonly (readonly BlockSums[] | null)[];
}

export interface BootstrapOptions {
  /** 1000 when left out. */
  readonly resamples?: number;
  readonly seed: number;
}

/** Fewer blocks than this, in a sector alone, say nothing about spread. */
const FEWEST_BLOCKS = 4;
const RESAMPLES = 1000;

/**
 * Mean over a sector's draws of the split of their means over cells; a block counts as often as `times` says, once where it says nothing.
 * NaN where no cell counts.
 */
export function meanOverDraws(draws: readonly BlockSums[], times?: Float64Array): number {
  let total = 0;
  let counted = 0;
  for (const of of draws) {
    let sum = 0;
    let cells = 0;
    for (let k = 0; k < of.sum.length; k++) {
      const n = times ? times[k]! : 1;
      sum += n * of.sum[k]!;
      cells += n * of.cells[k]!;
    }
    if (cells === 0) continue;
    total += sum / cells;
    counted += 1;
  }
  return counted > 0 ? total / counted : Number.NaN;
}

/**
 * Mean over sectors of each series' mean over cells (see `meanOverDraws`), for draws of whole sectors and, within each, of whole blocks, both with
 * replacement (a two-stage bootstrap: Davison and Hinkley 1997, 3.8). Neighbours repeat each other, so blocks are drawn, not cells; and a sector
 * counts once, whatever its size; a block brings its cells of every draw of the split, since these repeat each other. All series of a draw rest on the same blocks, so that their differences are paired. The
 * second stage adds a little of the spread within sectors twice, so intervals err to the wide side.
 * @returns draws by series [dB], NaN where a draw holds none of it; null with one sector of fewer than 4 blocks
 */
export function bootstrapSectors(
  sectors: readonly SectorBlocks[],
  series: number,
  { resamples = RESAMPLES, seed }: BootstrapOptions,
): readonly Float64Array[] | null {
  if (sectors.length === 0 || (sectors.length === 1 && sectors[0]!.blocks < FEWEST_BLOCKS)) return null;
  const random = new Random(seed);
  const draws = Array.from({ length: series }, () => new Float64Array(resamples));
  const most = Math.max(...sectors.map(({ blocks }) => blocks));
  const times = new Float64Array(most);
  for (let b = 0; b < resamples; b++) {
    const means = new Float64Array(series);
    const counted = new Float64Array(series);
    for (let s = 0; s < sectors.length; s++) {
      const { blocks, series: own } = sectors.length > 1 ? random.pick(sectors) : sectors[0]!;
      times.fill(0, 0, blocks);
      for (let k = 0; k < blocks; k++) times[random.below(blocks)]! += 1;
      for (let j = 0; j < series; j++) {
        const of = own[j];
        if (!of) continue;
        const mean = meanOverDraws(of, times);
        if (Number.isNaN(mean)) continue;
        means[j]! += mean;
        counted[j]! += 1;
      }
    }
    for (let j = 0; j < series; j++) draws[j]![b] = means[j]! / counted[j]!;
  }
  return draws;
}

export type Interval = readonly [number, number];

/**
 * Interval of 95 %: quantiles of the draws, moved so that their mean is the estimate, since drawing whole blocks of unequal size moves a
 * mean over cells by itself. Null where no draw holds a value.
 */
export function drawnInterval(draws: Float64Array, estimate: number): Interval | null {
  const known = draws.filter(Number.isFinite);
  if (known.length === 0 || Number.isNaN(estimate)) return null;
  const moved = estimate - known.reduce((sum, v) => sum + v, 0) / known.length;
  return [quantile(known, 0.025) + moved, quantile(known, 0.975) + moved];
}

/**
 * Intervals that hold together at 95 %: the least multiple of each series' own spread that the largest standardised deviation of all
 * stays within in 95 % of the draws (Romano and Wolf, Econometrica 73, 2005). Of many methods one looks better by chance; these allow
 * for how many were tried.
 */
export function jointIntervals(estimates: readonly number[], draws: readonly Float64Array[]): (Interval | null)[] {
  const spreads = draws.map((of) => {
    const known = of.filter(Number.isFinite);
    const mean = known.reduce((sum, v) => sum + v, 0) / known.length;
    return { mean, sd: Math.sqrt(known.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (known.length - 1)) };
  });
  const largest = new Float64Array(draws[0]?.length ?? 0);
  for (const [j, { mean, sd }] of spreads.entries()) {
    if (!(sd > 0)) continue;
    for (const [b, value] of draws[j]!.entries()) {
      const deviation = Math.abs(value - mean) / sd;
      if (deviation > largest[b]!) largest[b] = deviation;
    }
  }
  const reach = quantile(largest, 0.95);
  return estimates.map((estimate, j) => {
    const { sd } = spreads[j]!;
    return Number.isFinite(sd) && Number.isFinite(estimate) ? [estimate - reach * sd, estimate + reach * sd] : null;
  });
}

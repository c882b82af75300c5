import type { CoveragePolicy } from '../../metrics/error-metrics.ts';
import { type Spread, spreadOf } from '../../metrics/spread.ts';
import {
  type BlockSums,
  type BootstrapOptions,
  bootstrapSectors,
  drawnInterval,
  type Interval,
  jointIntervals,
  type SectorBlocks,
} from './bootstrap-sectors.ts';
import { absoluteErrors, differenceSums, errorSums } from './cell-sums.ts';
import { heldOutErrors } from './held-out-errors.ts';
import { METHOD_WORDS, type MethodFamily, type StudyMethodId } from './method-id.ts';
import type { HeldOutError, JudgedMethod, SectorStudy, SplitKind, SplitStudy } from './study.ts';

/** How much one method's error is above another's [dB]: negative where it is better. On cells that count for both, sector by sector. */
export interface MethodDifference {
  readonly split: SplitKind;
  readonly policy: CoveragePolicy;
  readonly method: StudyMethodId;
  readonly than: StudyMethodId;
  readonly sectors: number;
  readonly cells: number;
  /** Mean over sectors. */
  readonly meanDb: number;
  /** 95 % of this difference alone; null with one sector of too few blocks. */
  readonly interval: Interval | null;
  /** 95 % of all differences of the table together: what claims rest on. */
  readonly joint: Interval | null;
}

/** A row of the table; every figure is of `split`, `policy`, and of as many sectors and cells as are said beside it. */
export interface MethodSummary {
  readonly split: SplitKind;
  readonly policy: CoveragePolicy;
  readonly method: StudyMethodId;
  /** Sectors and held-out cells that the figures rest on. */
  readonly sectors: number;
  readonly cells: number;
  /** Over sectors, each once [dB]: to be quoted, then the paper's minimum and the last iteration (as `mae` for methods without). */
  readonly mae: Spread;
  readonly minimumMae: Spread;
  readonly lastMae: Spread;
  readonly rmse: Spread;
  /** 95 % of the mean [dB]; null with one sector of too few blocks. */
  readonly interval: Interval | null;
  /** All cells of all sectors in one; null where none counts. */
  readonly pooled: HeldOutError | null;
  /** Share of held-out cells with a level, 0..1. */
  readonly coverage: Spread;
  readonly ownSeconds: Spread;
  /** With what it shares with others. */
  readonly seconds: Spread;
  readonly iterations: Spread;
  /** To the best plain predictor; null for that one, and where no cell counts for both. */
  readonly difference: MethodDifference | null;
  readonly bySector: readonly (HeldOutError & { readonly sectorId: string; readonly seconds: number })[];
  readonly missing: readonly { readonly sectorId: string; readonly reason: string }[];
}

/** One way of holding cells out under one policy for cells without coverage. */
export interface StudySummary {
  readonly split: SplitKind;
  readonly policy: CoveragePolicy;
  /** Sectors that were held out so, and their held-out cells. */
  readonly sectors: number;
  readonly cells: number;
  readonly methods: readonly MethodSummary[];
  /** The plain predictor with the least mean; null where there is none. */
  readonly bestPlain: StudyMethodId | null;
  /** The best learned method against the best traced one, nothing on top of either: the paper's question. Null where one kind is missing. */
  readonly learnedAgainstTraced: MethodDifference | null;
  readonly refused: readonly { readonly sectorId: string; readonly reason: string }[];
}

const POLICIES: readonly CoveragePolicy[] = ['covered', 'all'];

/**
 * Tables over sectors, one for every way of holding cells out and every policy, in the order in which the studies have them.
 * @param seed of the bootstrap
 * @param resamples see `bootstrapSectors`
 */
export function summariseStudy(studies: readonly SectorStudy[], seed: number, resamples?: number): StudySummary[] {
  const kinds = new Set(
    studies.flatMap((study) => [
      ...study.splits.map(({ split }) => split.kind),
      ...study.refusedSplits.map(({ split }) => split),
    ]),
  );
  return [...kinds].flatMap((kind) =>
    POLICIES.map((policy) => summariseOne(studies, kind, policy, { seed, ...(resamples ? { resamples } : {}) })),
  );
}

interface Held {
  readonly sectorId: string;
  readonly of: SplitStudy;
}

function summariseOne(
  studies: readonly SectorStudy[],
  split: SplitKind,
  policy: CoveragePolicy,
  bootstrap: BootstrapOptions,
): StudySummary {
  const held = studies.flatMap(({ sectorId, splits }) => {
    const of = splits.find((one) => one.split.kind === split);
    return of ? [{ sectorId, of }] : [];
  });
  const ids = [...new Set(held.flatMap(({ of }) => of.methods.map(({ method }) => method)))];
  const figures = ids.map((id) => figuresOf(held, id, split, policy));
  const best = (families: readonly MethodFamily[]) =>
    figures
      .filter(({ method, mae }) => families.includes(METHOD_WORDS[method].family) && mae.count > 0)
      .sort((a, b) => a.mae.mean - b.mae.mean)[0]?.method ?? null;
  const bestPlain = best(['plain']);
  const [learned, traced] = [best(['learned']), best(['traced'])];
  const pairs: [StudyMethodId, StudyMethodId][] = bestPlain
    ? ids.filter((id) => id !== bestPlain).map((id) => [id, bestPlain])
    : [];
  const ofPairs = pairs.length;
  if (learned && traced) pairs.push([learned, traced]);
  const blocks = held.map(({ of }) => blocksOf(of, ids, pairs, policy));
  const draws = bootstrapSectors(blocks, ids.length + pairs.length, bootstrap);
  const means = pairs.map((_, k) => meansOf(blocks, ids.length + k));
  const joint =
    draws &&
    jointIntervals(
      means.slice(0, ofPairs).map(({ meanDb }) => meanDb),
      draws.slice(ids.length, ids.length + ofPairs),
    );
  const differences = pairs.map(([method, than], k): MethodDifference | null => {
    const { sectors, cells, meanDb } = means[k]!;
    if (sectors === 0) return null;
    const interval = draws && drawnInterval(draws[ids.length + k]!, meanDb);
    return { split, policy, method, than, sectors, cells, meanDb, interval, joint: joint?.[k] ?? interval };
  });
  return {
    split,
    policy,
    sectors: held.length,
    cells: held.reduce((sum, { of }) => sum + of.measuredDbm.length, 0),
    methods: figures.map((of, j) => ({
      ...of,
      interval: draws && drawnInterval(draws[j]!, of.mae.mean),
      difference: differences.slice(0, ofPairs).find((one) => one?.method === of.method) ?? null,
    })),
    bestPlain,
    learnedAgainstTraced: differences[ofPairs] ?? null,
    refused: studies.flatMap(({ sectorId, refusedSplits }) =>
      refusedSplits.filter((one) => one.split === split).map(({ reason }) => ({ sectorId, reason })),
    ),
  };
}

function figuresOf(
  held: readonly Held[],
  method: StudyMethodId,
  split: SplitKind,
  policy: CoveragePolicy,
): Omit<MethodSummary, 'interval' | 'difference'> {
  const judged = held.flatMap(({ sectorId, of }) => {
    const outcome = of.methods.find((one) => one.method === method);
    return outcome?.state === 'judged' ? [{ sectorId, of, outcome }] : [];
  });
  const errors = judged.map(({ of, outcome }) => heldOutErrors(outcome.levelDbm, of.measuredDbm, split)[policy]);
  const bySector = judged.flatMap(({ sectorId, outcome }, k) => {
    const error = errors[k];
    return error ? [{ ...error, sectorId, seconds: outcome.ownSeconds + outcome.sharedSeconds }] : [];
  });
  const chosen = (which: 'minimum' | 'last') =>
    spreadOf(
      judged.map(({ outcome }, k) => (outcome[which] ? outcome[which][policy] : errors[k])?.maeDb ?? Number.NaN),
    );
  const spread = (value: (of: JudgedMethod) => number) => spreadOf(judged.map(({ outcome }) => value(outcome)));
  return {
    split,
    policy,
    method,
    sectors: bySector.length,
    cells: bySector.reduce((sum, { cells }) => sum + cells, 0),
    mae: spreadOf(bySector.map(({ maeDb }) => maeDb)),
    minimumMae: chosen('minimum'),
    lastMae: chosen('last'),
    rmse: spreadOf(bySector.map(({ rmseDb }) => rmseDb)),
    pooled: pooled(bySector, split, policy),
    coverage: spread(({ levelDbm }) => levelDbm.reduce((n, v) => n + (Number.isNaN(v) ? 0 : 1), 0) / levelDbm.length),
    ownSeconds: spread(({ ownSeconds }) => ownSeconds),
    seconds: spread(({ ownSeconds, sharedSeconds }) => ownSeconds + sharedSeconds),
    iterations: spread(({ iterations }) => iterations ?? Number.NaN),
    bySector,
    missing: held.flatMap(({ sectorId, of }) => {
      const outcome = of.methods.find((one) => one.method === method);
      if (outcome?.state === 'judged') return [];
      return [{ sectorId, reason: outcome?.reason ?? 'It was not asked for in this sector.' }];
    }),
  };
}

function pooled(errors: readonly HeldOutError[], split: SplitKind, policy: CoveragePolicy): HeldOutError | null {
  const cells = errors.reduce((sum, e) => sum + e.cells, 0);
  if (cells === 0) return null;
  const maeDb = errors.reduce((sum, e) => sum + e.maeDb * e.cells, 0) / cells;
  const rmseDb = Math.sqrt(errors.reduce((sum, e) => sum + e.rmseDb ** 2 * e.cells, 0) / cells);
  return { split, policy, cells, maeDb, rmseDb };
}

function blocksOf(
  of: SplitStudy,
  ids: readonly StudyMethodId[],
  pairs: readonly (readonly [StudyMethodId, StudyMethodId])[],
  policy: CoveragePolicy,
): SectorBlocks {
  const errors = new Map(
    of.methods.flatMap((one) =>
      one.state === 'judged' ? [[one.method, absoluteErrors(one.levelDbm, of.measuredDbm, policy)] as const] : [],
    ),
  );
  const own = ids.map((id): BlockSums | null => {
    const e = errors.get(id);
    return e ? errorSums(e, of) : null;
  });
  const apart = pairs.map(([a, b]): BlockSums | null => {
    const [ea, eb] = [errors.get(a), errors.get(b)];
    return ea && eb ? differenceSums(ea, eb, of) : null;
  });
  return { blocks: of.blocks, series: [...own, ...apart] };
}

/** Mean over sectors of a series' mean over cells. */
function meansOf(blocks: readonly SectorBlocks[], series: number) {
  const means: number[] = [];
  let cells = 0;
  for (const sector of blocks) {
    const of = sector.series[series];
    const own = of ? of.cells.reduce((sum, n) => sum + n, 0) : 0;
    if (!of || own === 0) continue;
    means.push(of.sum.reduce((sum, v) => sum + v, 0) / own);
    cells += own;
  }
  return { sectors: means.length, cells, meanDb: spreadOf(means).mean };
}

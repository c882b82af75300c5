import type { CoveragePolicy } from '../../metrics/error-metrics.ts';
import { type Spread, spreadOf } from '../../metrics/spread.ts';
import {
  type BlockSums,
  type BootstrapOptions,
  bootstrapSectors,
  drawnInterval,
  type Interval,
  jointIntervals,
  meanOverDraws,
  type SectorBlocks,
} from './bootstrap-sectors.ts';
import { absoluteErrors, differenceSums, errorSums } from './cell-sums.ts';
import { heldOutErrors } from './held-out-errors.ts';
import { type HeldSector, heldSectors, judgedDraws } from './held-sector.ts';
import { METHOD_WORDS, type MethodFamily, type StudyMethodId } from './method-id.ts';
import type { HeldOutError, JudgedMethod, SectorStudy, SplitKind } from './study.ts';

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

/** A method's errors on one sector: means over its draws, cells of all of them. */
export interface SectorError extends HeldOutError {
  readonly sectorId: string;
  readonly draws: number;
  readonly seconds: number;
}

/** A row of the table; every figure is of `split`, `policy`, and of as many sectors and cells as are said beside it. */
export interface MethodSummary {
  readonly split: SplitKind;
  readonly policy: CoveragePolicy;
  readonly method: StudyMethodId;
  /** Sectors and held-out cells that the figures rest on; a cell counts once for every draw that held it out. */
  readonly sectors: number;
  readonly cells: number;
  /** Sectors in which some draw has no figure of it, though others have. */
  readonly partlyMissing: number;
  /** Over sectors, each once, with the mean over its draws [dB]: to be quoted, then the paper's minimum and the last iteration (as `mae` for methods without). */
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
  readonly bySector: readonly SectorError[];
  readonly missing: readonly { readonly sectorId: string; readonly reason: string }[];
}

/** One way of holding cells out under one policy for cells without coverage. */
export interface StudySummary {
  readonly split: SplitKind;
  readonly policy: CoveragePolicy;
  /** Sectors that were held out so, and their held-out cells of all draws. */
  readonly sectors: number;
  readonly cells: number;
  /** Splits of each sector that errors are means over, and the sectors whose data allow fewer of them. */
  readonly draws: number;
  readonly fewerDraws: number;
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

function summariseOne(
  studies: readonly SectorStudy[],
  split: SplitKind,
  policy: CoveragePolicy,
  bootstrap: BootstrapOptions,
): StudySummary {
  const held = heldSectors(studies, split);
  const draws = Math.max(0, ...held.map((of) => of.draws.length));
  const ids = [
    ...new Set(held.flatMap((of) => of.draws.flatMap(({ methods }) => methods.map(({ method }) => method)))),
  ];
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
  const blocks = held.map((of) => blocksOf(of, ids, pairs, policy));
  const resampled = bootstrapSectors(blocks, ids.length + pairs.length, bootstrap);
  const means = pairs.map((_, k) => meansOf(blocks, ids.length + k));
  const joint =
    resampled &&
    jointIntervals(
      means.slice(0, ofPairs).map(({ meanDb }) => meanDb),
      resampled.slice(ids.length, ids.length + ofPairs),
    );
  const differences = pairs.map(([method, than], k): MethodDifference | null => {
    const { sectors, cells, meanDb } = means[k]!;
    if (sectors === 0) return null;
    const interval = resampled && drawnInterval(resampled[ids.length + k]!, meanDb);
    return { split, policy, method, than, sectors, cells, meanDb, interval, joint: joint?.[k] ?? interval };
  });
  return {
    split,
    policy,
    sectors: held.length,
    cells: held.reduce((sum, of) => sum + of.draws.reduce((n, { measuredDbm }) => n + measuredDbm.length, 0), 0),
    draws,
    fewerDraws: held.filter((of) => of.draws.length < draws).length,
    methods: figures.map((of, j) => ({
      ...of,
      interval: resampled && drawnInterval(resampled[j]!, of.mae.mean),
      difference: differences.slice(0, ofPairs).find((one) => one?.method === of.method) ?? null,
    })),
    bestPlain,
    learnedAgainstTraced: differences[ofPairs] ?? null,
    refused: studies.flatMap(({ sectorId, refusedSplits }) => {
      const [first] = refusedSplits.filter((one) => one.split === split);
      return first && !held.some((of) => of.sectorId === sectorId) ? [{ sectorId, reason: first.reason }] : [];
    }),
  };
}

function figuresOf(
  held: readonly HeldSector[],
  method: StudyMethodId,
  split: SplitKind,
  policy: CoveragePolicy,
): Omit<MethodSummary, 'interval' | 'difference'> {
  const judged = held.flatMap((sector) => {
    const draws = judgedDraws(sector, method).map(({ of, outcome }) => ({
      outcome,
      error: heldOutErrors(outcome.levelDbm, of.measuredDbm, split)[policy],
    }));
    return draws.length > 0 ? [{ sector, draws }] : [];
  });
  const bySector = judged.flatMap(({ sector, draws }): SectorError[] => {
    const errors = draws.flatMap(({ error }) => error ?? []);
    if (errors.length === 0) return [];
    return [
      {
        split,
        policy,
        sectorId: sector.sectorId,
        draws: errors.length,
        cells: errors.reduce((sum, { cells }) => sum + cells, 0),
        maeDb: meanOf(errors, ({ maeDb }) => maeDb),
        rmseDb: meanOf(errors, ({ rmseDb }) => rmseDb),
        seconds: meanOf(draws, ({ outcome }) => outcome.ownSeconds + outcome.sharedSeconds),
      },
    ];
  });
  const chosen = (which: 'minimum' | 'last') =>
    spreadOf(
      judged.map(({ draws }) =>
        meanOf(draws, ({ outcome, error }) => (outcome[which] ? outcome[which][policy] : error)?.maeDb ?? Number.NaN),
      ),
    );
  const spread = (value: (of: JudgedMethod) => number) =>
    spreadOf(judged.map(({ draws }) => meanOf(draws, ({ outcome }) => value(outcome))));
  return {
    split,
    policy,
    method,
    sectors: bySector.length,
    cells: bySector.reduce((sum, { cells }) => sum + cells, 0),
    partlyMissing: judged.filter(({ sector, draws }) => draws.length < sector.draws.length).length,
    mae: spreadOf(bySector.map(({ maeDb }) => maeDb)),
    minimumMae: chosen('minimum'),
    lastMae: chosen('last'),
    rmse: spreadOf(bySector.map(({ rmseDb }) => rmseDb)),
    pooled: pooled(
      judged.flatMap(({ draws }) => draws.flatMap(({ error }) => error ?? [])),
      split,
      policy,
    ),
    coverage: spread(({ levelDbm }) => levelDbm.reduce((n, v) => n + (Number.isNaN(v) ? 0 : 1), 0) / levelDbm.length),
    ownSeconds: spread(({ ownSeconds }) => ownSeconds),
    seconds: spread(({ ownSeconds, sharedSeconds }) => ownSeconds + sharedSeconds),
    iterations: spread(({ iterations }) => iterations ?? Number.NaN),
    bySector,
    missing: held.flatMap((sector) => {
      if (judged.some((one) => one.sector === sector)) return [];
      const [outcome] = sector.draws.flatMap(({ methods }) => methods.filter((one) => one.method === method));
      const reason = outcome?.state === 'missing' ? outcome.reason : 'It was not asked for in this sector.';
      return [{ sectorId: sector.sectorId, reason }];
    }),
  };
}

/** Mean of the values that are numbers; NaN where none is. */
function meanOf<T>(of: readonly T[], value: (one: T) => number): number {
  const known = of.map(value).filter((v) => !Number.isNaN(v));
  return known.reduce((sum, v) => sum + v, 0) / known.length;
}

function pooled(errors: readonly HeldOutError[], split: SplitKind, policy: CoveragePolicy): HeldOutError | null {
  const cells = errors.reduce((sum, e) => sum + e.cells, 0);
  if (cells === 0) return null;
  const maeDb = errors.reduce((sum, e) => sum + e.maeDb * e.cells, 0) / cells;
  const rmseDb = Math.sqrt(errors.reduce((sum, e) => sum + e.rmseDb ** 2 * e.cells, 0) / cells);
  return { split, policy, cells, maeDb, rmseDb };
}

function blocksOf(
  held: HeldSector,
  ids: readonly StudyMethodId[],
  pairs: readonly (readonly [StudyMethodId, StudyMethodId])[],
  policy: CoveragePolicy,
): SectorBlocks {
  const { blocks: count, blockOf } = held;
  const errors = new Map(
    ids.map((id) => [
      id,
      new Map(
        judgedDraws(held, id).map(({ draw, of, outcome }) => [
          draw,
          absoluteErrors(outcome.levelDbm, of.measuredDbm, policy),
        ]),
      ),
    ]),
  );
  const inDraws = (sumsOf: (draw: number) => BlockSums | null): readonly BlockSums[] | null => {
    const sums = blockOf.flatMap((_, draw) => sumsOf(draw) ?? []);
    return sums.length > 0 ? sums : null;
  };
  const own = ids.map((id) =>
    inDraws((draw) => {
      const e = errors.get(id)!.get(draw);
      return e ? errorSums(e, { label: blockOf[draw]!, count }) : null;
    }),
  );
  const apart = pairs.map(([a, b]) =>
    inDraws((draw) => {
      const [ea, eb] = [errors.get(a)?.get(draw), errors.get(b)?.get(draw)];
      return ea && eb ? differenceSums(ea, eb, { label: blockOf[draw]!, count }) : null;
    }),
  );
  return { blocks: count, series: [...own, ...apart] };
}

/** Mean over sectors of a series' mean over cells and draws. */
function meansOf(blocks: readonly SectorBlocks[], series: number) {
  const means: number[] = [];
  let cells = 0;
  for (const sector of blocks) {
    const of = sector.series[series];
    const mean = of ? meanOverDraws(of) : Number.NaN;
    if (!of || Number.isNaN(mean)) continue;
    means.push(mean);
    cells += of.reduce((sum, one) => sum + one.cells.reduce((n, v) => n + v, 0), 0);
  }
  return { sectors: means.length, cells, meanDb: spreadOf(means).mean };
}

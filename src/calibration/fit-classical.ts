import { quantile } from '../metrics/cdf.ts';
import { reweighedGain } from '../propagation/reweigh.ts';
import { resourceElementDbm } from '../radio/link-budget.ts';
import { badInput } from '../units/errors.ts';
import { Random } from '../units/random.ts';
import type { Baseline } from './baselines/baseline.ts';
import { fitLogDistance, fitLogDistancePattern } from './baselines/log-distance.ts';
import type { MethodFit } from './method-fit.ts';
import type { CalibratedSector, CalibrationMethod, FittedParameter } from './report.ts';
import type { SectorCase } from './sector-case.ts';
import { blockIndex } from './validation/splits.ts';

/** Resamples of whole blocks that an interval rests on. */
const RESAMPLES = 100;
const BLOCK_M = 100;

/** Levels [dBm] of the engine as it stands, for the cells of a case; NaN without coverage. */
export function engineLevels(of: SectorCase): Float64Array {
  if (of.paths === null) throw new Error('This method needs the paths to the measured cells');
  const base = resourceElementDbm(of.sector);
  return reweighedGain(of.paths, of.sector).map((gain) => (gain > 0 ? base + 10 * Math.log10(gain) : Number.NaN));
}

/** One offset on the engine's level: the median of what it is off by, which a few gross errors do not move. */
export function fitOffset(of: SectorCase, train: Uint32Array, seed: number): MethodFit {
  const before = engineLevels(of);
  const observed = of.observations.levelDbm;
  const covered = train.filter((i) => !Number.isNaN(before[i]!));
  if (covered.length === 0) throw badInput('No training cell is covered by the engine, so there is no offset to find.');
  const offsetOf = (cells: ArrayLike<number>) =>
    quantile(
      Array.from(cells, (i) => observed[i]! - before[i]!),
      0.5,
    );
  const offsetDb = offsetOf(covered);
  const interval = bootstrapped(of, covered, seed, (cells) => [offsetOf(cells)])[0]!;
  const row: FittedParameter = {
    key: 'offset',
    label: 'Offset',
    unit: 'dB',
    group: 'offset',
    prior: 0,
    fit: offsetDb,
    interval,
    curvatureInterval: null,
    identified: interval !== null && interval[1] - interval[0] < WIDEST_DB,
    atBound: false,
    note: 'All that is off alike everywhere: power, feeder, body and the level of clutter.',
  };
  return {
    ...plain('offset'),
    levels: before.map((level) => level + offsetDb),
    before,
    parameters: [row],
    result: { ...nothing('offset'), offsetDb },
  };
}

/** An interval of a level or a slope wider than this does not tell it [dB]. */
const WIDEST_DB = 20;

/** A formula of distance alone, or of distance and the sector's own pattern; its parameters with intervals from blocks. */
export function fitFormula(
  of: SectorCase,
  train: Uint32Array,
  method: 'log-distance' | 'log-distance-pattern',
  seed: number,
): MethodFit {
  const { sector, observations, receiverZM } = of;
  const fitOn = (cells: Uint32Array): Baseline =>
    (method === 'log-distance' ? fitLogDistance : fitLogDistancePattern)(sector, observations, cells, receiverZM);
  const fit = fitOn(train);
  const intervals = bootstrapped(of, train, seed, (cells) => fitOn(cells).parameters.map(({ value }) => value));
  return {
    ...plain(method),
    levels: fit.predict(observations),
    before: null,
    parameters: fit.parameters.map(({ name, value, unit }, j) => ({
      key: name,
      label: name,
      unit,
      group: 'formula',
      prior: Number.NaN,
      fit: value,
      interval: intervals[j] ?? null,
      curvatureInterval: null,
      identified: intervals[j] != null && intervals[j]![1] - intervals[j]![0] < (unit.includes('dB') ? WIDEST_DB : 1),
      atBound: false,
      note: 'Fitted freely, without a prior.',
    })),
  };
}

/** 95 % percentile intervals of some figures over resamples of whole blocks; null where blocks are too few. */
function bootstrapped(
  of: SectorCase,
  train: Uint32Array,
  seed: number,
  figures: (cells: Uint32Array) => readonly number[],
): ([number, number] | null)[] {
  const at = (values: Float64Array) => Float64Array.from(train, (i) => values[i]!);
  const blocks = blockIndex(at(of.observations.x), at(of.observations.y), BLOCK_M, seed);
  const count = figures(train).length;
  if (blocks.count < 4) return new Array<null>(count).fill(null);
  const members: number[][] = Array.from({ length: blocks.count }, () => []);
  for (const [k, i] of train.entries()) members[blocks.label[k]!]!.push(i);
  const random = new Random(seed);
  const draws = Array.from({ length: RESAMPLES }, () =>
    figures(Uint32Array.from(members.flatMap(() => members[random.below(members.length)]!))),
  );
  return Array.from({ length: count }, (_, j) => {
    const values = draws.map((draw) => draw[j]!).filter(Number.isFinite);
    return values.length > 0 ? [quantile(values, 0.025), quantile(values, 0.975)] : null;
  });
}

function plain(method: CalibrationMethod) {
  return {
    correlation: [],
    conditionNumber: null,
    evaluations: 1,
    stoppedBy: 'solved',
    truncated: false,
    result: nothing(method),
  };
}

/** A result that changes nothing of the sector. */
export function nothing(method: CalibrationMethod): CalibratedSector {
  return { method, antenna: null, materials: {}, buildings: {}, offsetDb: 0, correction: null };
}

import { peakGainDbi } from '../../radio/antenna.ts';
import { resourceElementDbm } from '../../radio/link-budget.ts';
import type { ClassRaster } from '../../scene/scene.ts';
import type { Sector } from '../../sites/sector.ts';
import { badInput } from '../../units/errors.ts';
import { clutterFeatures, frequentClasses } from './clutter-features.ts';
import { type FeatureTable, selectFeatures } from './feature-table.ts';
import { diagonalPenalty, solveRidge } from './ridge.ts';

/** One sector's places for the standard propagation model. */
export interface SpmPlaces {
  readonly sector: Sector;
  /** Height of the antenna above ground [m] > 0. */
  readonly antennaHeightM: number;
  /** With `lgDistance`, `gainDb` and `diffractionDb` (see `placeFeatures`). */
  readonly features: FeatureTable;
  /** Clutter class of every place, -1 = unknown (see `clutterAt`). */
  readonly classOf?: ArrayLike<number>;
}

export interface SpmCells extends SpmPlaces {
  /** Measured level [dBm]; NaN is left out. */
  readonly levelDbm: ArrayLike<number>;
  /** Labels of blocks whose errors belong together, for the standard deviations; unique over all sectors. */
  readonly block?: ArrayLike<number>;
}

export interface SpmParameter {
  /** K1 .. K6, `pattern`, or `clutter:<class name>`. */
  readonly name: string;
  /** dB; K2, K3 dB per decade; K5 dB per decade squared; K4 and pattern no unit; K6 dB/m. */
  readonly value: number;
  /** Standard deviation of its error. */
  readonly sd: number;
  readonly priorMean: number;
  /** Standard deviation of the prior; where `sd` is near it the data have told nothing. */
  readonly priorSd: number;
}

export interface SpmOptions {
  readonly clutter?: ClassRaster;
  /** Height of the receivers above ground [m]; 1.5. */
  readonly receiverHeightM?: number;
  /** [dB]; 6. */
  readonly huberDeltaDb?: number;
  /** Also fit a factor on the pattern's gain below its peak: streets that bring power round the corner make it less than 1. */
  readonly fitPattern?: boolean;
}

/** Plain numbers, so that it can be kept as JSON. */
export interface SpmModel {
  readonly kind: 'spm';
  readonly receiverHeightM: number;
  readonly patternFitted: boolean;
  readonly parameters: readonly SpmParameter[];
  /** Classes with an offset of their own. */
  readonly clutterClasses: readonly number[];
  /** Root mean square residual [dB]. */
  readonly residualSdDb: number;
  readonly cells: number;
}

/**
 * Seeds and how far they are trusted. With d in metres COST 231-Hata (ITU-R P.529; COST 231 final report, section 4.4)
 * L = 46.3 + 33.9 lg f - 13.82 lg h + (44.9 - 6.55 lg h)(lg d - 3), f in MHz, gives K1 = 33.9 lg f - 88.4, K2 = 44.9,
 * K3 = -13.82 + 3 x 6.55 = 5.83 and K5 = -6.55. K4 is 1: a diffraction loss counts as it is.
 */
function seeds(frequencyHz: number, patternFitted: boolean): { readonly mean: number; readonly sd: number }[] {
  return [
    { mean: 33.9 * Math.log10(frequencyHz / 1e6) - 88.4, sd: 30 },
    { mean: 44.9, sd: 15 },
    { mean: 5.83, sd: 5 },
    { mean: 1, sd: 0.5 },
    { mean: -6.55, sd: 5 },
    { mean: 0, sd: 1 },
    ...(patternFitted ? [{ mean: 1, sd: 0.5 }] : []),
  ];
}
const CLUTTER_SD_DB = 5;
/** What a prior is weighed against: urban shadowing of 8 dB, in which 10 cells count as one. */
const PRIOR_SCALE_DB2 = 10 * 8 ** 2;

/**
 * Standard propagation model: L = K1 + K2 lg d + K3 lg h + K4 D + K5 lg d lg h + K6 h_rx + K_clutter, where RSRP = P_RE + G - L; d the
 * 3-D distance [m], h the antenna's height and h_rx the receiver's above ground [m], D Bullington's loss [dB], G the gain of the sector's
 * own pattern. Fitted by Huber-weighted ridge least squares over all cells of one or more sectors of one band, with Hata's values as
 * priors. Clutter offsets sum to zero over the classes that have at least 30 cells; other places have none. From one antenna height
 * K1, K3 and K6, and K2 and K5, cannot be told apart: the priors share them out and their standard deviations say so.
 * @throws UserError('bad-input') without a usable cell, or for sectors of different bands
 */
export function fitSpm(cells: readonly SpmCells[], options: SpmOptions = {}): SpmModel {
  const first = cells[0];
  if (!first) throw badInput('No sector to fit the standard propagation model to.');
  const frequencyHz = first.sector.frequencyHz;
  const other = cells.find((c) => Math.abs(c.sector.frequencyHz / frequencyHz - 1) > 0.1);
  if (other)
    throw badInput(
      `Sectors ${first.sector.id} (${frequencyHz / 1e6} MHz) and ${other.sector.id} (${other.sector.frequencyHz / 1e6} MHz) are of different bands: fit each band by itself.`,
    );
  const receiverHeightM = options.receiverHeightM ?? 1.5;
  const patternFitted = options.fitPattern ?? false;
  const unclassed = patternFitted ? 7 : 6;
  const clutterClasses = options.clutter
    ? frequentClasses(
        cells.flatMap((c) => Array.from(c.classOf ?? []).filter((_, i) => Number.isFinite(c.levelDbm[i]!))),
      )
    : [];
  const clutter = clutterClasses.length > 1 ? { raster: options.clutter!, classes: clutterClasses } : null;
  const rows: number[] = [];
  const target: number[] = [];
  const block: number[] = [];
  let size = 0;
  for (const sector of cells) {
    const terms = lossTerms(sector, receiverHeightM, patternFitted, clutter);
    size = terms.columns.length;
    for (let i = 0; i < sector.features.count; i++) {
      const loss = terms.budgetDbm[i]! - sector.levelDbm[i]!;
      if (!Number.isFinite(loss) || terms.columns.some((c) => Number.isNaN(c[i]!))) continue;
      for (const column of terms.columns) rows.push(column[i]!);
      target.push(loss);
      if (sector.block) block.push(sector.block[i]!);
    }
  }
  if (target.length === 0) throw badInput('No measured cell to fit the standard propagation model to.');
  const priors = [
    ...seeds(frequencyHz, patternFitted),
    ...clutterClasses.slice(0, -1).map(() => ({ mean: 0, sd: CLUTTER_SD_DB })),
  ].slice(0, size);
  const fit = solveRidge({
    design: Float64Array.from(rows),
    size,
    target,
    penalty: diagonalPenalty(priors.map(({ sd }) => PRIOR_SCALE_DB2 / sd ** 2)),
    priorMean: priors.map(({ mean }) => mean),
    priorScaleDb2: PRIOR_SCALE_DB2,
    huberDeltaDb: options.huberDeltaDb ?? 6,
    ...(block.length === target.length ? { block } : {}),
  });
  const b = fit.coefficients;
  const parameters = priors.map(
    ({ mean, sd }, j): SpmParameter => ({
      name:
        j < 6 ? `K${j + 1}` : j < unclassed ? 'pattern' : clutterName(options.clutter!, clutterClasses[j - unclassed]!),
      value: b[j]!,
      sd: Math.sqrt(fit.covariance[j * size + j]!),
      priorMean: mean,
      priorSd: sd,
    }),
  );
  if (clutter) {
    // The last class: minus the sum of the others.
    let sum = 0;
    let variance = 0;
    for (let j = unclassed; j < size; j++) {
      sum += b[j]!;
      for (let k = unclassed; k < size; k++) variance += fit.covariance[j * size + k]!;
    }
    const last = clutterClasses[clutterClasses.length - 1]!;
    const priorSd = CLUTTER_SD_DB * Math.sqrt(size - unclassed);
    parameters.push({
      name: clutterName(options.clutter!, last),
      value: -sum,
      sd: Math.sqrt(variance),
      priorMean: 0,
      priorSd,
    });
  }
  return {
    kind: 'spm',
    receiverHeightM,
    patternFitted,
    parameters,
    clutterClasses: clutter ? clutterClasses : [],
    residualSdDb: fit.residualSdDb,
    cells: target.length,
  };
}

/** The model's level [dBm] at places of a sector; NaN where a feature is NaN. */
export function applySpm(model: SpmModel, places: SpmPlaces, clutter?: ClassRaster): Float64Array {
  const withClutter =
    model.clutterClasses.length > 1 && clutter ? { raster: clutter, classes: model.clutterClasses } : null;
  const { columns, budgetDbm } = lossTerms(places, model.receiverHeightM, model.patternFitted, withClutter);
  return budgetDbm.map((budget, i) =>
    columns.reduce((level, column, j) => level - model.parameters[j]!.value * column[i]!, budget),
  );
}

/** What the K multiply, and the level that a loss of 0 dB would leave [dBm]. */
function lossTerms(
  places: SpmPlaces,
  receiverHeightM: number,
  patternFitted: boolean,
  clutter: { readonly raster: ClassRaster; readonly classes: readonly number[] } | null,
): { columns: Float64Array[]; budgetDbm: Float64Array } {
  const { sector, antennaHeightM, features } = places;
  if (!(antennaHeightM > 0))
    throw badInput(
      `The antenna of sector ${sector.id} is ${antennaHeightM} m above ground; the standard propagation model needs a height above 0.`,
    );
  const [lgDistance, gainDb, diffractionDb] = selectFeatures(features, [
    'lgDistance',
    'gainDb',
    'diffractionDb',
  ]).columns;
  const lgHeight = Math.log10(antennaHeightM);
  const constant = (value: number) => new Float64Array(features.count).fill(value);
  const budget = resourceElementDbm(sector) + peakGainDbi(sector.pattern);
  const classOf = places.classOf ?? constant(-1);
  return {
    columns: [
      constant(1),
      lgDistance!,
      constant(lgHeight),
      diffractionDb!,
      lgDistance!.map((lg) => lg * lgHeight),
      constant(receiverHeightM),
      ...(patternFitted ? [gainDb!.map((gain) => -gain)] : []),
      ...(clutter ? clutterFeatures(clutter.raster, classOf, clutter.classes).columns : []),
    ],
    budgetDbm: patternFitted ? constant(budget) : gainDb!.map((gain) => budget + gain),
  };
}

function clutterName(raster: ClassRaster, of: number): string {
  return `clutter:${raster.names[of] ?? of}`;
}

import { cellAt, cellCount, type RasterGrid } from '../../raster/raster-grid.ts';
import { badInput } from '../../units/errors.ts';
import { discMean } from './disc-mean.ts';
import type { FeatureTable } from './feature-table.ts';
import { softPlus } from './soft-plus.ts';

/** An engine's level on a raster [dBm per resource element]; NaN where it has no coverage. */
export interface LevelRaster {
  readonly grid: RasterGrid;
  readonly levelDbm: ArrayLike<number>;
}

export interface LevelOptions {
  /** Radii of the discs that the level is averaged over [m], ascending; 25 and 75. */
  readonly radiiM?: readonly number[];
  /** Where the bend of the saturating columns lies [dBm]; -90. */
  readonly kneeDbm?: number;
  /**
   * The strongest level of all OTHER sectors (see `strongestLevel`). A phone reports the cell that serves it, so what is measured
   * of a sector depends on what else there was to choose.
   */
  readonly strongestOther?: LevelRaster;
}

/** Where not even the widest disc is covered, the level is looked for this far [m]. */
const WIDEST_M = 150;
/** Softness of the saturating columns [dB]. */
const SOFTNESS_DB = 5;
/** Margins beyond this [dB] make no difference to who serves. */
const WIDEST_MARGIN_DB = 40;

/**
 * What an engine's own map says about places. Columns:
 * - `levelDbm` its level in the place's cell; `level25Dbm`, `level75Dbm` averaged in dB over the covered cells of a disc;
 * - `noCoverage` 1 where the cell itself has none. Its level is then the average of the smallest disc with coverage, at most 150 m
 *   wide; beyond that all columns of the place are NaN, and so is a level tuned on them;
 * - `strong25Db`, `strong75Db` soft hinge of the averaged level at the knee: a decibel more counts less where the level is high, as
 *   power control, several servers and the engine's own lack of loss have it;
 * - `marginDb` with `strongestOther` only: the sector's level less the strongest other's, both averaged over the smallest disc,
 *   within +-40 dB; +40 where no other covers.
 * @param x,y places in the scene frame [m]
 * @throws UserError('bad-input') when the raster covers nothing
 */
export function levelFeatures(
  level: LevelRaster,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: LevelOptions = {},
): FeatureTable {
  const radii = options.radiiM ?? [25, 75];
  const knee = options.kneeDbm ?? -90;
  if (radii.length === 0) throw badInput('Levels are averaged over no disc: give at least one radius.');
  const averages = radii.map((radius) => discMean(level.levelDbm, level.grid, radius));
  const fallback = discMean(level.levelDbm, level.grid, Math.max(WIDEST_M, radii[radii.length - 1]!));
  if (!fallback.some((v) => !Number.isNaN(v)))
    throw badInput(
      'The map of this sector covers nothing, so there is no level to tune: is the sector inside the scene?',
    );
  const rival = options.strongestOther
    ? discMean(options.strongestOther.levelDbm, options.strongestOther.grid, radii[0]!)
    : null;

  const count = x.length;
  const column = () => new Float64Array(count).fill(Number.NaN);
  const own = column();
  const averaged = radii.map(column);
  const strong = radii.map(column);
  const noCoverage = column();
  const margin = column();
  for (let i = 0; i < count; i++) {
    const cell = cellAt(level.grid, x[i]!, y[i]!);
    if (cell < 0) continue;
    // From the widest disc inwards, each taking the next wider one's average where it has none.
    let around = fallback[cell]!;
    if (Number.isNaN(around)) continue;
    for (let k = radii.length - 1; k >= 0; k--) {
      const average = averages[k]![cell]!;
      if (!Number.isNaN(average)) around = average;
      averaged[k]![i] = around;
      strong[k]![i] = softPlus(around - knee, SOFTNESS_DB);
    }
    const here = level.levelDbm[cell]!;
    noCoverage[i] = Number.isNaN(here) ? 1 : 0;
    own[i] = Number.isNaN(here) ? around : here;
    if (rival) {
      const at = cellAt(options.strongestOther!.grid, x[i]!, y[i]!);
      const other = at < 0 ? Number.NaN : rival[at]!;
      margin[i] = Number.isNaN(other)
        ? WIDEST_MARGIN_DB
        : Math.min(WIDEST_MARGIN_DB, Math.max(-WIDEST_MARGIN_DB, averaged[0]![i]! - other));
    }
  }
  return {
    count,
    names: [
      'levelDbm',
      ...radii.map((radius) => `level${radius}Dbm`),
      ...radii.map((radius) => `strong${radius}Db`),
      'noCoverage',
      ...(rival ? ['marginDb'] : []),
    ],
    columns: [own, ...averaged, ...strong, noCoverage, ...(rival ? [margin] : [])],
  };
}

/**
 * The strongest of several sectors' levels in every cell [dBm]; NaN where none covers.
 * @throws UserError('bad-input') without rasters, or when they differ in size
 */
export function strongestLevel(levels: readonly LevelRaster[]): LevelRaster {
  const first = levels[0];
  if (!first) throw badInput('No map of another sector to take the strongest level from.');
  const strongest = new Float64Array(cellCount(first.grid)).fill(Number.NaN);
  for (const { levelDbm } of levels) {
    if (levelDbm.length !== strongest.length)
      throw badInput(`A map has ${levelDbm.length} cells, another ${strongest.length}: compute all on one grid.`);
    for (let c = 0; c < strongest.length; c++) {
      if (Number.isNaN(strongest[c]!) || levelDbm[c]! > strongest[c]!) strongest[c] = levelDbm[c]!;
    }
  }
  return { grid: first.grid, levelDbm: strongest };
}

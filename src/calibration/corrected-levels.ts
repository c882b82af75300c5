import { cellCount, type RasterGrid } from '../raster/raster-grid.ts';
import { breathe } from '../units/breathe.ts';
import { UserError } from '../units/errors.ts';
import { cellPoints } from './cell-points.ts';
import { fieldOf } from './field-on-fit.ts';
import { sceneTable } from './place-table.ts';
import type { LevelCorrection } from './report.ts';
import { type FieldOnGridHooks, fieldOnGrid } from './residual-field/field-on-grid.ts';
import type { ResidualField } from './residual-field/residual-field.ts';
import type { SectorCase } from './sector-case.ts';
import { joinFeatures, pickFeatures } from './tuned/feature-table.ts';
import { type LevelRaster, levelFeatures } from './tuned/level-features.ts';
import { applyTuned } from './tuned/tuned-model.ts';

export interface CorrectedLevels {
  /** RSRP [dBm] by cell of the raster's grid; NaN where the correction knows nothing. */
  readonly levelDbm: Float32Array;
  /** Standard deviation of a measured cell about it [dB]. */
  readonly sdDb: Float32Array;
}

/** Places whose features are held at a time: some fifty numbers each. */
const PLACES_AT_ONCE = 16_384;
/** Cells at most that the field is worked out at unless asked otherwise; between them it is interpolated. */
const FIELD_CELLS = 30_000;

export interface CorrectedLevelsOptions extends FieldOnGridHooks {
  /** Infinity works the field out at every cell: 0.1 ms each. */
  readonly fieldCells?: number;
}

/** Share of the work that the tuned level takes, for progress. */
const TUNED_SHARE = 0.4;

/**
 * An engine's map with a correction on top, on the map's own grid: the tuned level, and the field where there is one, with its
 * uncertainty. Gives control back every few tens of milliseconds.
 * @param raster the engine's RSRP, with what the calibration found
 * @throws UserError('aborted') once `hooks.shouldStop` says so
 */
export async function correctedLevels(
  of: Pick<SectorCase, 'scene' | 'sector' | 'receiverZM'>,
  raster: LevelRaster,
  { tuned, field }: LevelCorrection,
  hooks: CorrectedLevelsOptions = {},
): Promise<CorrectedLevels> {
  return levelsUnderField(of, raster, tuned, field && fieldOf(field), hooks);
}

/** The same under any field, such as one that other sectors have a say in. */
export async function levelsUnderField(
  of: Pick<SectorCase, 'scene' | 'sector' | 'receiverZM'>,
  raster: LevelRaster,
  tuned: LevelCorrection['tuned'],
  field: ResidualField | null,
  hooks: CorrectedLevelsOptions = {},
): Promise<CorrectedLevels> {
  const { grid } = raster;
  const cells = cellCount(grid);
  const centres = cellPoints(grid);
  const levels = levelFeatures(raster, centres.x, centres.y);
  const levelDbm = new Float32Array(cells);
  const sdDb = new Float32Array(cells);
  for (let from = 0; from < cells; from += PLACES_AT_ONCE) {
    const to = Math.min(cells, from + PLACES_AT_ONCE);
    const indices = Uint32Array.from({ length: to - from }, (_, k) => from + k);
    const places = { x: centres.x.subarray(from, to), y: centres.y.subarray(from, to) };
    const part = applyTuned(tuned, joinFeatures(sceneTable(of, places), pickFeatures(levels, indices)));
    levelDbm.set(part.levelDbm, from);
    sdDb.set(part.sdDb, from);
    hooks.onProgress?.((TUNED_SHARE * to) / cells);
    await breathe();
    if (hooks.shouldStop?.()) throw new UserError('aborted', 'The run was cancelled.');
  }
  if (!field) return { levelDbm, sdDb };
  const stride = Math.max(1, Math.ceil(Math.sqrt(cells / (hooks.fieldCells ?? FIELD_CELLS))));
  const coarse = coarser(grid, stride);
  const onCoarse = await fieldOnGrid(field, coarse, {
    ...hooks,
    onProgress: (share) => hooks.onProgress?.(TUNED_SHARE + (1 - TUNED_SHARE) * share),
  });
  if (hooks.shouldStop?.()) throw new UserError('aborted', 'The run was cancelled.');
  for (let cell = 0; cell < cells; cell++) {
    levelDbm[cell]! += between(onCoarse.meanDb, coarse, centres.x[cell]!, centres.y[cell]!);
    // The field's deviation holds the noise and all that the mean leaves.
    sdDb[cell] = Number.isNaN(levelDbm[cell]!)
      ? Number.NaN
      : between(onCoarse.sdDb, coarse, centres.x[cell]!, centres.y[cell]!);
  }
  return { levelDbm, sdDb };
}

function coarser(grid: RasterGrid, stride: number): RasterGrid {
  return {
    ...grid,
    cellSizeM: stride * grid.cellSizeM,
    columns: Math.ceil(grid.columns / stride),
    rows: Math.ceil(grid.rows / stride),
  };
}

/** Bilinear value at a place, held at the grid's outermost centres. */
function between(values: ArrayLike<number>, grid: RasterGrid, x: number, y: number): number {
  const clamp = (v: number, last: number) => Math.min(last, Math.max(0, v));
  const column = clamp((x - grid.westM) / grid.cellSizeM - 0.5, grid.columns - 1);
  const row = clamp((grid.northM - y) / grid.cellSizeM - 0.5, grid.rows - 1);
  const c = Math.min(Math.floor(column), Math.max(0, grid.columns - 2));
  const r = Math.min(Math.floor(row), Math.max(0, grid.rows - 2));
  const right = Math.min(c + 1, grid.columns - 1);
  const below = Math.min(r + 1, grid.rows - 1);
  const fc = column - c;
  const fr = row - r;
  const at = (i: number, k: number) => values[i * grid.columns + k]!;
  return (at(r, c) * (1 - fc) + at(r, right) * fc) * (1 - fr) + (at(below, c) * (1 - fc) + at(below, right) * fc) * fr;
}

import { cellCount, type RasterGrid, sameGrid } from '../../raster/raster-grid.ts';
import { UserError } from '../../units/errors.ts';
import type { NetworkRunner } from './model-session.ts';
import { type FeaturePlanes, networkInput } from './network-input.ts';
import { type RunPlan, readAtAsked } from './run-grid.ts';
import { blendWeights, planTiles } from './tiles.ts';

export interface PredictHooks {
  /** 0..1, monotonic; a step for every tile. */
  readonly onProgress?: (fraction: number, stage: string) => void;
  /** Aborting rejects with UserError('aborted') before the next tile. */
  readonly signal?: AbortSignal;
}

/** What the networks say on the grid that they ran on [dB], rows x columns. */
export interface ResidualMap {
  readonly grid: RasterGrid;
  readonly residualDb: Float32Array;
  readonly spreadDb: Float32Array;
  readonly tiles: number;
  readonly tileSize: number;
}

/** A predicted map. */
export interface Prediction {
  readonly grid: RasterGrid;
  /** Path gain [dB], rows x columns, row 0 = north; NaN where `validity` is 0. */
  readonly pathGainDb: Float64Array;
  /** Error to be expected [dB]; NaN where `validity` is 0. */
  readonly spreadDb: Float64Array;
  /** 1 outdoors; indoors a model predicts nothing. */
  readonly validity: Uint8Array;
  /** Cells that came out below the card's floor and stand at it. */
  readonly floored: number;
  readonly tiles: number;
  readonly tileSize: number;
}

/** The cells that are asked for. */
export interface AskedCells {
  /** Free-space gain with the antenna [dB] at the asked cells themselves: the base that the residual is added to. */
  readonly baseDb: Float32Array | Float64Array;
  /** 1 where no building rises above the receivers. */
  readonly outdoor: Uint8Array;
  /** What a site taught the model beside its networks [dB]; none unless given. */
  readonly siteDb?: Float64Array;
}

/**
 * Runs a model over a grid of any size. A grid that is as large as one of the model's networks is one run and exact; a smaller one
 * lies in the middle of a run; a larger one is covered with tiles that overlap by 32 cells, blended linearly. For a network that
 * looks at each cell alone the tiles change nothing; others see less of the surroundings near a seam.
 * @throws UserError as the runner does, and 'aborted'
 */
export async function predictResidual(
  model: NetworkRunner,
  features: FeaturePlanes,
  hooks: PredictHooks = {},
): Promise<ResidualMap> {
  const { grid } = features;
  const { rows, columns } = grid;
  const plan = planTiles(
    rows,
    columns,
    model.card.files.map(({ size }) => size),
  );
  const { size, overlap, tiles } = plan;
  const sums = { residual: new Float64Array(rows * columns), spread: new Float64Array(rows * columns) };
  const weights = new Float64Array(rows * columns);
  for (const [done, tile] of tiles.entries()) {
    if (hooks.signal?.aborted) throw new UserError('aborted', 'The run was cancelled.');
    hooks.onProgress?.(done / tiles.length, 'predicting');
    const input = networkInput(model.card, features, tile, size);
    const output = await model.run(size, input.features, input.landUse, hooks.signal ? { signal: hooks.signal } : {});
    const down = blendWeights(tile.row, size, rows, overlap);
    const across = blendWeights(tile.column, size, columns, overlap);
    const lastRow = Math.min(rows, tile.row + size);
    const lastColumn = Math.min(columns, tile.column + size);
    for (let row = Math.max(0, tile.row); row < lastRow; row++)
      for (let column = Math.max(0, tile.column); column < lastColumn; column++) {
        const cell = row * columns + column;
        const at = (row - tile.row) * size + column - tile.column;
        const weight = down[row - tile.row]! * across[column - tile.column]!;
        sums.residual[cell]! += weight * output.residual[at]!;
        sums.spread[cell]! += weight * output.spread[at]!;
        weights[cell]! += weight;
      }
  }
  if (hooks.signal?.aborted) throw new UserError('aborted', 'The run was cancelled.');
  hooks.onProgress?.(1, 'predicting');
  const mean = (sum: Float64Array) => Float32Array.from(sum, (value, cell) => value / weights[cell]!);
  return { grid, residualDb: mean(sums.residual), spreadDb: mean(sums.spread), tiles: tiles.length, tileSize: size };
}

/**
 * Predicts the path gain of the cells of `plan.asked` from features on `plan.run` (see planRun): base + residual, never below the
 * card's floor, since nothing below it was told apart in training. Power and losses only shift a map and are added by the caller.
 * @throws UserError as the runner does, and 'aborted'
 */
export async function predictMap(
  model: NetworkRunner,
  plan: RunPlan,
  features: FeaturePlanes,
  asked: AskedCells,
  hooks: PredictHooks = {},
): Promise<Prediction> {
  const cells = cellCount(plan.asked);
  if (!sameGrid(features.grid, plan.run)) throw new Error('predictMap: features lie on another grid than planned');
  if (asked.baseDb.length !== cells || asked.outdoor.length !== cells)
    throw new Error('predictMap: base or mask is of another size than the asked grid');
  const { residualDb, spreadDb, tiles, tileSize } = await predictResidual(model, features, hooks);
  const pathGainDb = readAtAsked(plan, residualDb, features.outdoor);
  const spread = readAtAsked(plan, spreadDb, features.outdoor);
  const { floorDb } = model.card;
  let floored = 0;
  for (let cell = 0; cell < cells; cell++) {
    if (asked.outdoor[cell] !== 1) {
      pathGainDb[cell] = Number.NaN;
      spread[cell] = Number.NaN;
      continue;
    }
    const gain = asked.baseDb[cell]! + pathGainDb[cell]! + (asked.siteDb?.[cell] ?? 0);
    if (!Number.isFinite(gain)) throw new Error(`predictMap: no free-space gain at cell ${cell}`);
    if (gain < floorDb) floored++;
    pathGainDb[cell] = Math.max(floorDb, gain);
  }
  const validity = Uint8Array.from(asked.outdoor, (is) => (is === 1 ? 1 : 0));
  return { grid: plan.asked, pathGainDb, spreadDb: spread, validity, floored, tiles, tileSize };
}

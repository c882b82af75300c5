import type { RasterGrid } from '../../raster/raster-grid.ts';

/** What a site taught a model: the model's id and the difference from its weights. */
export interface TunedModel {
  readonly model: string;
  /** SHA-256 of the file whose weights the difference is from. */
  readonly weightsSha256: string;
  readonly sectorId: string;
  readonly offsetDb: number;
  /** Over which the site's grids lie. */
  readonly grid: RasterGrid;
  readonly siteSides: readonly number[];
  /** Iterations that it took, and the MAE [dB] of the inner cells when they were last kept apart. */
  readonly iteration: number;
  readonly innerMaeDb: number;
  /** Of the weights, then the site's grids, row-major. */
  readonly delta: Float32Array;
}

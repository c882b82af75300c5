import { cellCentre, cellCount, type RasterGrid } from '../../raster/raster-grid.ts';
import { breathe } from '../../units/breathe.ts';
import { UserError } from '../../units/errors.ts';
import type { FieldPrediction, ResidualField } from './residual-field.ts';

export interface FieldOnGridHooks {
  /** Share of the cells that are done, 0 to 1. */
  onProgress?(share: number): void;
  /** Asked between slices; true ends the run with UserError('aborted'). */
  shouldStop?(): boolean;
}

/** Cells between two looks at the clock, and time after which others get their turn [ms]. */
const CELLS_A_STEP = 256;
const SLICE_MS = 30;

/**
 * Mean and standard deviation [dB] of the field at the centres of a grid's cells, row 0 north. Gives way to other work every
 * 30 ms, so that a page stays responsive.
 * @throws UserError('aborted') when `shouldStop` says so
 */
export async function fieldOnGrid(
  field: ResidualField,
  grid: RasterGrid,
  hooks: FieldOnGridHooks = {},
): Promise<FieldPrediction> {
  const cells = cellCount(grid);
  const meanDb = new Float64Array(cells);
  const sdDb = new Float64Array(cells);
  let slice = performance.now();
  for (let from = 0; from < cells; from += CELLS_A_STEP) {
    const count = Math.min(CELLS_A_STEP, cells - from);
    const x = new Float64Array(count);
    const y = new Float64Array(count);
    for (let k = 0; k < count; k++) {
      const centre = cellCentre(grid, from + k);
      x[k] = centre.x;
      y[k] = centre.y;
    }
    const part = field.predictAt({ x, y });
    meanDb.set(part.meanDb, from);
    sdDb.set(part.sdDb, from);
    if (performance.now() - slice > SLICE_MS) {
      hooks.onProgress?.((from + count) / cells);
      await breathe();
      if (hooks.shouldStop?.()) throw new UserError('aborted', 'The run was cancelled.');
      slice = performance.now();
    }
  }
  hooks.onProgress?.(1);
  return { meanDb, sdDb };
}

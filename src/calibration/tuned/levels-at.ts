import { cellAt } from '../../raster/raster-grid.ts';
import type { Points } from '../points.ts';
import type { LevelRaster } from './level-features.ts';

/** Level of the cell that each point lies in [dBm]; NaN outside the raster, and where it has none. */
export function levelsAt({ grid, levelDbm }: LevelRaster, { x, y }: Points): Float64Array {
  return x.map((east, i) => {
    const cell = cellAt(grid, east, y[i]!);
    return cell < 0 ? Number.NaN : levelDbm[cell]!;
  });
}

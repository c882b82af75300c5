import { cellAt, cellCentre, cellCount, type RasterGrid } from '../../raster/raster-grid.ts';
import type { ClassRaster } from '../../scene/scene.ts';

/** Classes of a raster at the middle of the cells of a grid; beyond the raster the class that is unknown, 0. */
export function classesOnGrid(raster: ClassRaster, grid: RasterGrid): ClassRaster {
  const classes = Uint8Array.from({ length: cellCount(grid) }, (_, cell) => {
    const { x, y } = cellCentre(grid, cell);
    const source = cellAt(raster.grid, x, y);
    return source < 0 ? 0 : raster.classes[source]!;
  });
  return { grid, classes, names: raster.names };
}

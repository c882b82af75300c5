import { cellAt, cellCentre, cellCount, gridBounds, type RasterGrid } from '../../raster/raster-grid.ts';
import { roofRaster } from '../../scene/roof-raster.ts';
import type { Scene } from '../../scene/scene.ts';
import { userDensity } from '../place-users.ts';

/**
 * What the cells of a map count: `area` the same outdoors and nothing under buildings, `users` by land use outdoors (place-users.ts),
 * `population` the persons who live in it, indoors as well.
 */
export type CellWeighting =
  | { readonly kind: 'area' }
  | { readonly kind: 'users'; readonly landUse: Readonly<Record<string, number>> }
  | { readonly kind: 'population'; readonly persons: Float64Array };

/**
 * The weight of every cell of a grid: square metres, users relative to one another, or persons.
 * @param scene null: no cell lies under a building, and users are spread evenly
 * @throws UserError('bad-input') where no place may hold a user
 */
export function cellWeights(
  grid: RasterGrid,
  scene: Pick<Scene, 'buildings' | 'landUse'> | null,
  weighting: CellWeighting,
): Float64Array {
  switch (weighting.kind) {
    case 'area':
      return outdoorArea(grid, scene);
    case 'users':
      return usersByCell(grid, scene, weighting.landUse);
    case 'population':
      return weighting.persons;
  }
}

function outdoorArea(grid: RasterGrid, scene: Pick<Scene, 'buildings'> | null): Float64Array {
  const area = new Float64Array(cellCount(grid)).fill(grid.cellSizeM ** 2);
  if (scene === null) return area;
  const roofs = roofRaster(scene.buildings, grid);
  return area.map((size, cell) => (roofs[cell]! > 0 ? 0 : size));
}

function usersByCell(
  grid: RasterGrid,
  scene: Pick<Scene, 'buildings' | 'landUse'> | null,
  landUse: Readonly<Record<string, number>>,
): Float64Array {
  const density = userDensity(gridBounds(grid), grid.cellSizeM, scene, landUse);
  return Float64Array.from({ length: cellCount(grid) }, (_, cell) => {
    const { x, y } = cellCentre(grid, cell);
    const source = cellAt(density.grid, x, y);
    return source < 0 ? 0 : density.weight[source]!;
  });
}

import { cellAt, cellCentre, cellCount, gridOfBounds, type RasterGrid } from '../../raster/raster-grid.ts';
import { roofRaster } from '../../scene/roof-raster.ts';
import type { Road, Scene } from '../../scene/scene.ts';

/** Cells of the profile raster to one of the map. */
const PROFILE_CELLS_PER_CELL = 2;

/** Roof heights above the ground [m] on a grid that covers the map and the antenna: what lines of sight are walked over. */
export interface ProfileRaster {
  readonly grid: RasterGrid;
  readonly roofM: Float32Array;
}

/** The profile raster of a map and an antenna at (x, y) [m], at half the map's cell size. */
export function profileRaster(scene: Scene, map: RasterGrid, x: number, y: number): ProfileRaster {
  const grid = gridOfBounds(
    {
      minX: Math.min(map.westM, x - map.cellSizeM),
      maxX: Math.max(map.westM + map.columns * map.cellSizeM, x + map.cellSizeM),
      minY: Math.min(map.northM - map.rows * map.cellSizeM, y - map.cellSizeM),
      maxY: Math.max(map.northM, y + map.cellSizeM),
    },
    map.cellSizeM / PROFILE_CELLS_PER_CELL,
  );
  return { grid, roofM: roofRaster(scene.buildings, grid) };
}

/** Land-use codes at the centres of cells; 0, unknown, where the scene tells nothing. */
export function landUseOnGrid(scene: Scene, grid: RasterGrid): Uint8Array {
  const { landUse } = scene;
  const codes = new Uint8Array(cellCount(grid));
  if (!landUse) return codes;
  for (let cell = 0; cell < codes.length; cell++) {
    const { x, y } = cellCentre(grid, cell);
    const source = cellAt(landUse.grid, x, y);
    if (source >= 0) codes[cell] = landUse.classes[source]!;
  }
  return codes;
}

/** 1 for every cell that a carriageway touches: lines have no centres to test, so they are as wide as the road (paper, section 3.3.2). */
export function roadOnGrid(roads: readonly Road[], grid: RasterGrid): Uint8Array {
  const cells = new Uint8Array(cellCount(grid));
  for (const road of roads) {
    for (let i = 0; i + 3 < road.line.length; i += 2) {
      const [ax, ay, bx, by] = [road.line[i]!, road.line[i + 1]!, road.line[i + 2]!, road.line[i + 3]!];
      paintSegment(grid, cells, ax, ay, bx, by, road.widthM / 2);
    }
  }
  return cells;
}

function paintSegment(
  { columns, rows, cellSizeM, westM, northM }: RasterGrid,
  cells: Uint8Array,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  halfWidthM: number,
) {
  const length = Math.hypot(bx - ax, by - ay);
  if (length === 0) return;
  const ux = (bx - ax) / length;
  const uy = (by - ay) / length;
  // A cell's corner reaches this far from its centre, measured along and across the segment.
  const reach = (cellSizeM / 2) * (Math.abs(ux) + Math.abs(uy));
  const margin = halfWidthM + cellSizeM;
  const firstColumn = Math.max(0, Math.floor((Math.min(ax, bx) - margin - westM) / cellSizeM));
  const lastColumn = Math.min(columns - 1, Math.floor((Math.max(ax, bx) + margin - westM) / cellSizeM));
  const firstRow = Math.max(0, Math.floor((northM - Math.max(ay, by) - margin) / cellSizeM));
  const lastRow = Math.min(rows - 1, Math.floor((northM - Math.min(ay, by) + margin) / cellSizeM));
  for (let row = firstRow; row <= lastRow; row++) {
    const dy = northM - (row + 0.5) * cellSizeM - ay;
    for (let column = firstColumn; column <= lastColumn; column++) {
      const dx = westM + (column + 0.5) * cellSizeM - ax;
      const along = dx * ux + dy * uy;
      const across = Math.abs(dx * uy - dy * ux);
      if (across < halfWidthM + reach && along > -reach && along < length + reach) cells[row * columns + column] = 1;
    }
  }
}

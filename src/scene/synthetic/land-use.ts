import { type BoundsM, gridOfBounds, type RasterGrid } from '../../raster/raster-grid.ts';
import type { ClassRaster } from '../scene.ts';
import type { Street } from './avenues.ts';
import type { LandPatch } from './fill-block.ts';
import { LAND_USE_NAMES, landUseCode } from './land-use-classes.ts';
import { at, direction, type Point, type Polygon } from './plan-geometry.ts';

/** Paints the land-use raster: land patches in their order, streets over them, water over all but the bridges. */
export function paintLandUse(
  bounds: BoundsM,
  cellSizeM: number,
  patches: readonly LandPatch[],
  streets: readonly Street[],
  water: readonly Polygon[],
): ClassRaster {
  const grid = gridOfBounds(bounds, cellSizeM);
  const classes = new Uint8Array(grid.columns * grid.rows);
  const paint = (outline: Polygon, code: number) => paintPolygon(grid, classes, outline, code);
  for (const patch of patches) paint(patch.outline, landUseCode(patch.use));
  const paintStreet = (street: Street) => {
    const code =
      street.rank === 'path' ? landUseCode('park') : landUseCode(street.rank === 'avenue' ? 'avenue' : 'street');
    for (let i = 0; i + 1 < street.line.length; i++)
      paint(strip(street.line[i]!, street.line[i + 1]!, street.widthM), code);
  };
  for (const street of streets) if (street.rank !== 'avenue') paintStreet(street);
  for (const street of streets) if (street.rank === 'avenue') paintStreet(street);
  for (const ring of water) paint(ring, landUseCode('water'));
  for (const street of streets) if (street.bridge) paintStreet(street);
  return { grid, classes, names: LAND_USE_NAMES };
}

/** A street's piece as a rectangle, longer by half its width at both ends so that corners close. */
function strip(a: Point, b: Point, widthM: number): Polygon {
  const d = direction(a, b);
  const h = widthM / 2;
  const corner = (p: Point, u: number, v: number) => ({ x: p.x + u * d.x - v * d.y, y: p.y + u * d.y + v * d.x });
  return [corner(a, -h, -h), corner(b, h, -h), corner(b, h, h), corner(a, -h, h)];
}

/** Gives every cell whose centre lies in the outline the class. */
function paintPolygon(grid: RasterGrid, classes: Uint8Array, outline: Polygon, code: number): void {
  const ys = outline.map((p) => p.y);
  const first = Math.max(0, Math.ceil((grid.northM - Math.max(...ys)) / grid.cellSizeM - 0.5));
  const last = Math.min(grid.rows - 1, Math.floor((grid.northM - Math.min(...ys)) / grid.cellSizeM - 0.5));
  for (let row = first; row <= last; row++) {
    const y = grid.northM - (row + 0.5) * grid.cellSizeM;
    const crossings: number[] = [];
    for (let i = 0; i < outline.length; i++) {
      const a = outline[i]!;
      const b = at(outline, i + 1);
      if (a.y > y !== b.y > y) crossings.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
    }
    crossings.sort((p, q) => p - q);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const west = Math.max(0, Math.ceil((crossings[k]! - grid.westM) / grid.cellSizeM - 0.5));
      const east = Math.min(grid.columns - 1, Math.floor((crossings[k + 1]! - grid.westM) / grid.cellSizeM - 0.5));
      for (let column = west; column <= east; column++) classes[row * grid.columns + column] = code;
    }
  }
}

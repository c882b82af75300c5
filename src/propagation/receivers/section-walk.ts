import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { SurfaceWalk } from './draped-walk.ts';
import type { SectionReceivers } from './receivers.ts';

/**
 * Finds what of a ray's way lies in the cells of a section. They are boxes, as thick as they are wide: a ray that runs along the section,
 * as those of an antenna on its line do, crosses no plane, but it fills boxes. The mean of 1 / r^2 over a box is the solid angle times the
 * length of the way in it over its volume, summed over the rays. Twin: shaders/lib/launch_receivers.wgsl.
 */
export function createSectionWalk(
  { plane, thicknessM }: SectionReceivers,
  grid: RasterGrid,
  ray: Float64Array,
): SurfaceWalk {
  const { corner, alongColumns: u, normal: n } = plane;
  const { columns, rows } = grid;
  const perCell = 1 / grid.cellSizeM;
  // In cells from the top at the section's start: place at the origin, change a metre of the way.
  let gx = 0;
  let gy = 0;
  let dgx = 0;
  let dgy = 0;
  let begin = 0;
  let end = 0;

  function clip(origin: number, step: number, low: number, high: number): void {
    if (step === 0) {
      if (origin < low || origin > high) end = -1;
      return;
    }
    const a = (low - origin) / step;
    const b = (high - origin) / step;
    begin = Math.max(begin, Math.min(a, b));
    end = Math.min(end, Math.max(a, b));
  }

  function enter(mostM: number): boolean {
    const x = ray[0]! - corner[0];
    const y = ray[1]! - corner[1];
    gx = (u[0] * x + u[1] * y) * perCell;
    gy = (corner[2] - ray[2]!) * perCell;
    dgx = (u[0] * ray[3]! + u[1] * ray[4]!) * perCell;
    dgy = -ray[5]! * perCell;
    begin = 0;
    end = mostM;
    clip(gx, dgx, 0, columns);
    clip(gy, dgy, 0, rows);
    clip(n[0] * x + n[1] * y, n[0] * ray[3]! + n[1] * ray[4]!, -thicknessM / 2, thicknessM / 2);
    return end > begin;
  }

  function walk(crossed: (way: number, cell: number, change: number) => void): void {
    const within = (place: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(place)));
    const exit = (origin: number, step: number, place: number) =>
      step === 0 ? Number.POSITIVE_INFINITY : (place - origin) / step;
    let column = within(gx + begin * dgx, columns);
    let row = within(gy + begin * dgy, rows);
    let way = begin;
    while (way < end && column >= 0 && row >= 0 && column < columns && row < rows) {
      const nextX = exit(gx, dgx, column + (dgx < 0 ? 0 : 1));
      const nextY = exit(gy, dgy, row + (dgy < 0 ? 0 : 1));
      const next = Math.max(way, Math.min(nextX, nextY, end));
      if (next > way) crossed((way + next) / 2, row * columns + column, thicknessM / (next - way));
      way = next;
      if (nextX < nextY) column += dgx < 0 ? -1 : 1;
      else row += dgy < 0 ? -1 : 1;
    }
  }

  return { enter, walk };
}

import type { RasterGrid } from '../../raster/raster-grid.ts';
import type { SolveRequest } from '../solve-request.ts';
import { pointOn } from './points-on.ts';
import { type Receivers, receiversOf } from './receivers.ts';

/** Heights at the corners of a grid's cells by their place. */
export function cornerHeights(grid: RasterGrid, height: (x: number, y: number) => number): Float64Array {
  const across = grid.columns + 1;
  return Float64Array.from({ length: across * (grid.rows + 1) }, (_, i) =>
    height(grid.westM + (i % across) * grid.cellSizeM, grid.northM - Math.floor(i / across) * grid.cellSizeM),
  );
}

/** Hills with slopes of up to 45 degrees, some of them steeper than most rays. */
export function hills(x: number, y: number): number {
  return 6 + 5 * Math.sin(x / 6) * Math.cos(y / 5);
}

/** Mean of `value` over points spread evenly over every cell's area in plan (of a section, over its plane). */
export function cellMeans(request: SolveRequest, value: (x: number, y: number, z: number) => number): Float64Array {
  const { grid } = request;
  const receivers: Receivers = receiversOf(request);
  const side = 8;
  return Float64Array.from({ length: grid.columns * grid.rows }, (_, cell) => {
    let sum = 0;
    for (let i = 0; i < side * side; i++) {
      const right = (cell % grid.columns) + ((i % side) + 0.5) / side;
      const down = Math.floor(cell / grid.columns) + (Math.floor(i / side) + 0.5) / side;
      sum += value(...pointOn(receivers, grid, right * grid.cellSizeM, down * grid.cellSizeM));
    }
    return sum / side ** 2;
  });
}

import type { SolveRequest } from '../solve-request.ts';
import { pointOn } from './points-on.ts';
import { type Receivers, receiversOf } from './receivers.ts';

/** Hills with slopes of up to 45 degrees, some of them steeper than most rays. */
export function hills(x: number, y: number): number {
  return 6 + 5 * Math.sin(x / 6) * Math.cos(y / 5);
}

/** Mean of `value` over so many points a side, spread evenly over every cell's area in plan (of a section, over its boxes). */
export function cellMeans(
  request: SolveRequest,
  value: (x: number, y: number, z: number) => number,
  side = 8,
): Float64Array {
  const { grid } = request;
  const receivers: Receivers = receiversOf(request);
  const section = receivers.kind === 'section' ? receivers : null;
  const across = section ? Array.from({ length: side }, (_, i) => ((i + 0.5) / side - 0.5) * section.thicknessM) : [0];
  const [nx, ny] = section?.plane.normal ?? [0, 0];
  return Float64Array.from({ length: grid.columns * grid.rows }, (_, cell) => {
    let sum = 0;
    for (let i = 0; i < side * side; i++) {
      const right = (cell % grid.columns) + ((i % side) + 0.5) / side;
      const down = Math.floor(cell / grid.columns) + (Math.floor(i / side) + 0.5) / side;
      const [x, y, z] = pointOn(receivers, grid, right * grid.cellSizeM, down * grid.cellSizeM);
      for (const off of across) sum += value(x + off * nx, y + off * ny, z) / across.length;
    }
    return sum / side ** 2;
  });
}

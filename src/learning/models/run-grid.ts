import { cellCentre, gridBounds, type RasterGrid } from '../../raster/raster-grid.ts';

/** On which grid a model runs so as to answer for another. */
export interface RunPlan {
  /** Cells of the size that the model was trained on; covers the asked grid, and is at least as large as the smallest network. */
  readonly run: RasterGrid;
  readonly asked: RasterGrid;
  /** True where every asked cell is a cell of `run`, so that nothing is interpolated. */
  readonly aligned: boolean;
}

/**
 * The grid to compute features on. Where it is larger than asked, a network sees the true surroundings, which is better than the
 * repeated border that would fill its tile otherwise, and costs the same.
 * @param cellSizeM the card's [m]
 * @param smallest rows and columns of the model's smallest network
 */
export function planRun(asked: RasterGrid, cellSizeM: number, smallest: number): RunPlan {
  const aligned = Math.abs(asked.cellSizeM - cellSizeM) <= 1e-6 * cellSizeM;
  // The same object, by which callers know that one set of features serves both.
  if (aligned && asked.columns >= smallest && asked.rows >= smallest) return { run: asked, asked, aligned };
  if (aligned) {
    const west = Math.max(0, Math.floor((smallest - asked.columns) / 2));
    const north = Math.max(0, Math.floor((smallest - asked.rows) / 2));
    const run = {
      columns: Math.max(smallest, asked.columns),
      rows: Math.max(smallest, asked.rows),
      cellSizeM: asked.cellSizeM,
      westM: asked.westM - west * asked.cellSizeM,
      northM: asked.northM + north * asked.cellSizeM,
    };
    return { run, asked, aligned };
  }
  // A cell more on every side, so that every asked centre lies between four centres.
  const { minX, minY, maxX, maxY } = gridBounds(asked);
  const columns = Math.max(smallest, Math.ceil((maxX - minX) / cellSizeM - 1e-6) + 2);
  const rows = Math.max(smallest, Math.ceil((maxY - minY) / cellSizeM - 1e-6) + 2);
  const run = {
    columns,
    rows,
    cellSizeM,
    westM: (minX + maxX - columns * cellSizeM) / 2,
    northM: (minY + maxY + rows * cellSizeM) / 2,
  };
  return { run, asked, aligned };
}

/**
 * Values [dB] on the run grid, read at the centres of the asked cells: as they are where the grids align, else bilinearly between the
 * four nearest centres, of which only those outdoors count. What is interpolated is the residual, which is smooth where the level
 * itself is not; the free-space gain is computed for the asked cells themselves.
 * @param outdoor 1 outdoors, on the run grid; a cell among four that are all indoors is interpolated from those four
 */
export function readAtAsked(plan: RunPlan, values: Float32Array, outdoor: Uint8Array): Float64Array {
  const { run, asked } = plan;
  const out = new Float64Array(asked.columns * asked.rows);
  for (let cell = 0; cell < out.length; cell++) {
    const { x, y } = cellCentre(asked, cell);
    const column = (x - run.westM) / run.cellSizeM - 0.5;
    const row = (run.northM - y) / run.cellSizeM - 0.5;
    out[cell] = plan.aligned
      ? values[Math.round(row) * run.columns + Math.round(column)]!
      : between(run, values, outdoor, row, column);
  }
  return out;
}

function between(run: RasterGrid, values: Float32Array, outdoor: Uint8Array, row: number, column: number): number {
  const top = Math.min(run.rows - 2, Math.max(0, Math.floor(row)));
  const left = Math.min(run.columns - 2, Math.max(0, Math.floor(column)));
  const [v, u] = [row - top, column - left];
  const first = top * run.columns + left;
  const corners = [first, first + 1, first + run.columns, first + run.columns + 1];
  const weights = [(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v];
  let sum = 0;
  let weight = 0;
  let all = 0;
  corners.forEach((cell, k) => {
    all += weights[k]! * values[cell]!;
    if (outdoor[cell] !== 1) return;
    sum += weights[k]! * values[cell]!;
    weight += weights[k]!;
  });
  return weight > 1e-9 ? sum / weight : all;
}

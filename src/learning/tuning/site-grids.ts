import { cellCentre, type RasterGrid } from '../../raster/raster-grid.ts';
import type { TunedModel } from './tuned-model.ts';

/**
 * Decibels that one unit of a site's grid is worth. Steps of AdamW are of the learning rate whatever the gradient, and one that suits
 * weights would hardly move a level.
 */
export const SITE_SCALE_DB = 100;

/**
 * Weights of a grid's nodes along one axis at the cells of a tile, [size, sum of sides] row-major: linear between nodes, which lie in
 * the middle of `side` equal parts of the whole length, and level beyond the outermost.
 * @param first cell of the tile in the whole grid, may be negative
 * @param length cells of the whole grid along the axis
 */
export function nodeWeights(first: number, size: number, length: number, sides: readonly number[], scale = 1) {
  const wide = sides.reduce((sum, side) => sum + side, 0);
  const weights = new Float32Array(size * wide);
  let at = 0;
  for (const side of sides) {
    for (let k = 0; k < size; k++) {
      const [low, rest] = nodeAt((first + k + 0.5) / length, side);
      weights[k * wide + at + low]! += scale * (1 - rest);
      if (low + 1 < side) weights[k * wide + at + low + 1]! += scale * rest;
    }
    at += side;
  }
  return weights;
}

/** The same with nodes down and cells across, [sum of sides, size]. */
export function transposed(weights: Float32Array, size: number): Float32Array {
  const wide = weights.length / size;
  return Float32Array.from(weights, (_, k) => weights[(k % size) * wide + Math.floor(k / size)]!);
}

/** From the border of the measured grid on, the site's field falls to nothing over this way [m]: beyond it nothing is known of it. */
const FADE_M = 100;

/**
 * What a tuned model adds to what its network says on some grid [dB]: the offset everywhere, and the field of the site's grids over
 * the grid that they were trained on, fading out around it.
 */
export function siteLevels({ delta, siteSides, offsetDb, grid }: TunedModel, on: RasterGrid): Float64Array {
  const grids = delta.subarray(delta.length - siteSides.reduce((sum, side) => sum + side * side, 0));
  const width = grid.columns * grid.cellSizeM;
  const height = grid.rows * grid.cellSizeM;
  const levels = new Float64Array(on.rows * on.columns);
  for (let cell = 0; cell < levels.length; cell++) {
    const { x, y } = cellCentre(on, cell);
    const [east, south] = [x - grid.westM, grid.northM - y];
    const outside = Math.hypot(beyond(east, width), beyond(south, height));
    const share = Math.max(0, 1 - outside / FADE_M);
    levels[cell] = offsetDb + (share > 0 ? share * fieldAt(grids, siteSides, south / height, east / width) : 0);
  }
  return levels;
}

function beyond(at: number, length: number): number {
  return Math.max(0, -at, at - length);
}

/** @param down,across place as a share of the whole */
function fieldAt(grids: Float32Array, sides: readonly number[], down: number, across: number): number {
  let field = 0;
  let from = 0;
  for (const side of sides) {
    const [row, v] = nodeAt(down, side);
    const [column, u] = nodeAt(across, side);
    const at = (r: number, c: number) => grids[from + Math.min(side - 1, r) * side + Math.min(side - 1, c)]!;
    const upper = (1 - u) * at(row, column) + u * at(row, column + 1);
    const lower = (1 - u) * at(row + 1, column) + u * at(row + 1, column + 1);
    field += (1 - v) * upper + v * lower;
    from += side * side;
  }
  return SITE_SCALE_DB * field;
}

/** The node before a place, and how far behind it that lies. */
function nodeAt(share: number, side: number): readonly [number, number] {
  const place = Math.min(side - 1, Math.max(0, share * side - 0.5));
  const low = Math.min(side - 1, Math.floor(place));
  return [low, place - low];
}

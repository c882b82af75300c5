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
      const place = Math.min(side - 1, Math.max(0, ((first + k + 0.5) / length) * side - 0.5));
      const low = Math.min(side - 1, Math.floor(place));
      weights[k * wide + at + low]! += scale * (1 - (place - low));
      if (low + 1 < side) weights[k * wide + at + low + 1]! += scale * (place - low);
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

/** The field [dB] that a site's grids lay over a map of `rows` x `columns`, in float64. */
export function siteField(grids: Float32Array, sides: readonly number[], rows: number, columns: number): Float64Array {
  const down = nodeWeights(0, rows, rows, sides);
  const across = nodeWeights(0, columns, columns, sides);
  const wide = down.length / rows;
  const field = new Float64Array(rows * columns);
  let from = 0;
  let at = 0;
  for (const side of sides) {
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < side; i++) {
        const weight = down[row * wide + at + i]! * SITE_SCALE_DB;
        if (weight === 0) continue;
        for (let column = 0; column < columns; column++)
          for (let j = 0; j < side; j++)
            field[row * columns + column]! += weight * across[column * wide + at + j]! * grids[from + i * side + j]!;
      }
    from += side * side;
    at += side;
  }
  return field;
}

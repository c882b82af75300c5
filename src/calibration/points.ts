/** Points in the scene frame [m], one entry each in `x` and `y`. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The points at `indices`, in that order. */
export function pointsAt(of: Points, indices: ArrayLike<number>): Points {
  return { x: valuesAt(of.x, indices), y: valuesAt(of.y, indices) };
}

/** The values at `indices`, in that order. */
export function valuesAt(values: ArrayLike<number>, indices: ArrayLike<number>): Float64Array {
  const out = new Float64Array(indices.length);
  for (let i = 0; i < out.length; i++) out[i] = values[indices[i]!]!;
  return out;
}

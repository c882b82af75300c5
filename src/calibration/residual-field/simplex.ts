export interface SimplexOptions {
  /** First step in every coordinate. */
  readonly step: number;
  /** Ends when values and coordinates of the simplex agree to this. */
  readonly tolerance: number;
  readonly evaluations: number;
}

/**
 * Minimises a function of a few coordinates without derivatives: the downhill simplex of Nelder and Mead (Computer Journal 7,
 * 1965) with reflection 1, expansion 2, contraction and shrinkage 1/2. A value that is no number counts as infinitely bad.
 */
export function minimiseBySimplex(
  cost: (at: Float64Array) => number,
  start: ArrayLike<number>,
  { step, tolerance, evaluations }: SimplexOptions,
): { readonly at: Float64Array; readonly cost: number; readonly evaluations: number } {
  const size = start.length;
  let used = 0;
  const vertex = (at: Float64Array) => {
    used++;
    const value = cost(at);
    return { at, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  const simplex = [vertex(Float64Array.from(start))];
  for (let j = 0; j < size; j++) {
    const at = Float64Array.from(start);
    at[j]! += step;
    simplex.push(vertex(at));
  }
  const between = (from: Float64Array, to: Float64Array, t: number) => from.map((v, j) => v + t * (to[j]! - v));
  while (used < evaluations) {
    simplex.sort((a, b) => a.value - b.value);
    const best = simplex[0]!;
    const worst = simplex[size]!;
    const width = simplex.reduce((most, s) => Math.max(most, ...s.at.map((v, j) => Math.abs(v - best.at[j]!))), 0);
    if (worst.value - best.value < tolerance && width < tolerance) break;
    const centre = new Float64Array(size);
    for (let s = 0; s < size; s++) for (let j = 0; j < size; j++) centre[j]! += simplex[s]!.at[j]! / size;
    const reflected = vertex(between(worst.at, centre, 2));
    if (reflected.value < best.value) {
      const expanded = vertex(between(worst.at, centre, 3));
      simplex[size] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[size - 1]!.value) {
      simplex[size] = reflected;
    } else {
      const outside = reflected.value < worst.value;
      const contracted = vertex(between(worst.at, centre, outside ? 1.5 : 0.5));
      if (contracted.value < Math.min(worst.value, reflected.value)) simplex[size] = contracted;
      else for (let s = 1; s <= size; s++) simplex[s] = vertex(between(simplex[s]!.at, best.at, 0.5));
    }
  }
  simplex.sort((a, b) => a.value - b.value);
  return { at: simplex[0]!.at, cost: simplex[0]!.value, evaluations: used };
}

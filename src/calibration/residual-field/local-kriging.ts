/** Conditional mean [dB] and variance [dB²] of the field at a place, noise of the place not included. */
export interface Conditional {
  meanDb: number;
  varianceDb2: number;
}

/** What kriging conditions on; all arrays have one entry a datum. */
export interface KrigingData {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly residualDb: Float64Array;
  /** Variance [dB²] of the noise of each datum, > 0. */
  readonly noiseDb2: Float64Array;
}

/**
 * Simple kriging with mean 0: m = cᵀ(C + N)⁻¹r, v = k(0) - cᵀ(C + N)⁻¹c (Cressie, Statistics for Spatial Data, 1993, section 3.4.5;
 * Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, eqs 2.25, 2.26), given a few data at a time, with scratch
 * arrays for up to `most` of them.
 */
export function localKriging(most: number): {
  /** The field of covariance [dB²] at (x, y) [m] given the first `count` data named in `indices`. Writes into `out`; without data mean 0, variance k(0). */
  condition(
    covariance: (distanceM: number) => number,
    data: KrigingData,
    indices: ArrayLike<number>,
    count: number,
    x: number,
    y: number,
    out: Conditional,
  ): void;
} {
  const factor = new Float64Array(most * most);
  // L⁻¹c and L⁻¹r: the mean is their product, the explained variance the square of the first.
  const towards = new Float64Array(most);
  const whitened = new Float64Array(most);

  return {
    condition(covariance, data, indices, count, x, y, out) {
      const prior = covariance(0);
      let mean = 0;
      let explained = 0;
      for (let i = 0; i < count; i++) {
        const a = indices[i]!;
        const ax = data.x[a]!;
        const ay = data.y[a]!;
        const row = i * most;
        let toPlace = covariance(distance(ax - x, ay - y));
        let value = data.residualDb[a]!;
        let pivot = prior + data.noiseDb2[a]!;
        for (let j = 0; j < i; j++) {
          const b = indices[j]!;
          const other = j * most;
          let sum = covariance(distance(data.x[b]! - ax, data.y[b]! - ay));
          for (let k = 0; k < j; k++) sum -= factor[row + k]! * factor[other + k]!;
          const l = sum / factor[other + j]!;
          factor[row + j] = l;
          pivot -= l * l;
          toPlace -= l * towards[j]!;
          value -= l * whitened[j]!;
        }
        // Noise is positive, so the pivot is too.
        const root = Math.sqrt(pivot);
        factor[row + i] = root;
        towards[i] = toPlace / root;
        whitened[i] = value / root;
        mean += towards[i]! * whitened[i]!;
        explained += towards[i]! * towards[i]!;
      }
      out.meanDb = mean;
      out.varianceDb2 = Math.max(0, prior - explained);
    },
  };
}

/** Math.hypot guards against overflow at ten times the cost. */
function distance(dx: number, dy: number): number {
  return Math.sqrt(dx * dx + dy * dy);
}

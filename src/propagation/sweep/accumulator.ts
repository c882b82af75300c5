/** Power sums by mechanism, in the order of the planes of an accumulator. */
export const DIRECT = 0;
export const REFLECTED = 1;
export const TRANSMITTED = 2;
export const DIFFRACTED = 3;
export const PLANES = 4;

/**
 * Path gain per cell and mechanism is summed in 64-bit fixed point (two u32 with carry on the GPU): one unit is 2^-70, some
 * -211 dB, and the largest sum 2^-6, -18 dB. Integer sums do not depend on order, so a map is the same to the bit however its
 * work was cut. A tenth of a metre from an isotropic antenna at 2 GHz the gain is -18 dB: larger values saturate.
 */
export const FIXED_POINT_SCALE = 2 ** 70;

/** Path gains below this, -190 dB, are no data: a hundredth of a decibel of them is lost in fixed point, and no receiver hears them. */
export const LEAST_GAIN = 2 ** -63;

/** What a sweep has summed so far; the same for the CPU and the GPU. */
export interface SweepSums {
  /** Linear path gain, plane by plane: [mechanism * cells + cell]. */
  readonly gain: Float64Array;
  /** Deposits per cell. */
  readonly deposits: Uint32Array;
  readonly beams: number;
  readonly dropped: number;
  /** Sum over dropped beams of bound x angular width / distance [1/m]. */
  readonly droppedWeight: number;
}

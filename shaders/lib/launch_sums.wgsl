// #include "launch_bindings.wgsl"

const LAUNCH_PLANES = 5u;
const DIRECT = 0u;
const REFLECTED = 1u;
const TRANSMITTED = 2u;
const SCATTERED = 3u;
const DIFFRACTED = 4u;

// 64-bit sums in two words with carry; one unit is 2^-70 (src/propagation/sweep/accumulator.ts).
const FIXED_POINT_SCALE = 1180591620717411303424.0;
const WORD = 4294967296.0;
const LARGEST = 1.8446742974197924e19;

fn add_gain(plane: u32, cell: u32, gain: f32) {
  let cells = params.columns * params.rows;
  let at = 2u * (plane * cells + cell);
  let q = min(gain * FIXED_POINT_SCALE, LARGEST);
  let high = u32(q / WORD);
  let low = u32(q - f32(high) * WORD);
  let before = atomicAdd(&sums[at], low);
  let carry = select(0u, 1u, before + low < before);
  if (high + carry > 0u) {
    atomicAdd(&sums[at + 1u], high + carry);
  }
  atomicAdd(&sums[2u * LAUNCH_PLANES * cells + cell], 1u);
}

// #include "launch_bindings.wgsl"

const LAUNCH_PLANES = 4u;
const DIRECT = 0u;
const REFLECTED = 1u;
const TRANSMITTED = 2u;
const SCATTERED = 3u;

// 64-bit sums in two words with carry; one unit is 2^-70 (src/propagation/sweep/accumulator.ts).
const FIXED_POINT_SCALE = 1180591620717411303424.0;
const WORD = 4294967296.0;
const LARGEST = 1.8446742974197924e19;

// Planes behind the mechanisms, where asked for: excess way [km] and its square, then the directions of departure and of arrival, each
// (1 + k) / 2, all times the gain (src/propagation/path-moments.ts).
const MOMENT_PLANES = 8u;

fn plane_count() -> u32 {
  return select(LAUNCH_PLANES, LAUNCH_PLANES + MOMENT_PLANES, (params.switches & MOMENTS) != 0u);
}

fn add_moments(cell: u32, gain: f32, way: f32, direct: f32, departure: vec3f, travel: vec3f) {
  let cells = params.columns * params.rows;
  let base = 2u * (LAUNCH_PLANES * cells + cell);
  let excess = max(0.0, way - direct) * 1e-3;
  let leaves = 0.5 + 0.5 * departure;
  let comes = 0.5 - 0.5 * travel;
  add_words(base, gain * excess);
  add_words(base + 2u * cells, gain * excess * excess);
  for (var k = 0u; k < 3u; k++) {
    add_words(base + 2u * (2u + k) * cells, gain * leaves[k]);
    add_words(base + 2u * (5u + k) * cells, gain * comes[k]);
  }
}

fn add_gain(plane: u32, cell: u32, gain: f32) {
  let cells = params.columns * params.rows;
  add_words(2u * (plane * cells + cell), gain);
  atomicAdd(&sums[2u * plane_count() * cells + cell], 1u);
}

fn add_words(at: u32, gain: f32) {
  // Rounded to the nearest unit: cutting off would make weak cells weaker.
  let q = min(gain * FIXED_POINT_SCALE + 0.5, LARGEST);
  let high = u32(q / WORD);
  let low = u32(q - f32(high) * WORD);
  let before = atomicAdd(&sums[at], low);
  let carry = select(0u, 1u, before + low < before);
  if (high + carry > 0u) {
    atomicAdd(&sums[at + 1u], high + carry);
  }
}

// #include "lib/launch_bindings.wgsl"
// #include "lib/launch_sums.wgsl"

// Per mechanism and cell low and high word of all batches, then rays per cell, then the sum of the squares of the batches' gains.
@group(1) @binding(0) var<storage, read_write> totals: array<u32>;

// Gains are squared in units of 2^-36, which keeps -190 dB and -18 dB in the range of float32.
const SQUARE_SCALE = 68719476736.0;

// One thread a cell: adds a finished batch to the totals and empties it.
@compute @workgroup_size(64)
fn fold(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let cells = params.columns * params.rows;
  let cell = id.y * groups.x * 64u + id.x;
  if (cell >= cells) {
    return;
  }
  var gain = 0.0;
  for (var plane = 0u; plane < LAUNCH_PLANES; plane++) {
    let at = 2u * (plane * cells + cell);
    let low = atomicExchange(&sums[at], 0u);
    let high = atomicExchange(&sums[at + 1u], 0u);
    if ((low | high) == 0u) {
      continue;
    }
    let before = totals[at];
    totals[at] = before + low;
    totals[at + 1u] += high + select(0u, 1u, before + low < before);
    if (plane != DIRECT || (params.switches & LINE_OF_SIGHT) != 0u) {
      gain += (f32(high) * WORD + f32(low)) / FIXED_POINT_SCALE;
    }
  }
  let count = 2u * LAUNCH_PLANES * cells + cell;
  totals[count] += atomicExchange(&sums[count], 0u);
  let scaled = gain * SQUARE_SCALE;
  let at = count + cells;
  totals[at] = bitcast<u32>(bitcast<f32>(totals[at]) + scaled * scaled);
}

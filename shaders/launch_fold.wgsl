// #include "lib/launch_bindings.wgsl"
// #include "lib/launch_sums.wgsl"

// Per plane and cell the three words of all batches, lowest first, then rays per cell, then the sum of the squares of the batches' gains.
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
  let planes = plane_count();
  var gain = 0.0;
  for (var plane = 0u; plane < planes; plane++) {
    let from_word = 2u * (plane * cells + cell);
    let low = atomicExchange(&sums[from_word], 0u);
    let high = atomicExchange(&sums[from_word + 1u], 0u);
    if ((low | high) == 0u) {
      continue;
    }
    // Three words: batches may be many.
    let at = 3u * (plane * cells + cell);
    let low_before = totals[at];
    totals[at] = low_before + low;
    let high_before = totals[at + 1u];
    let high_added = high_before + high;
    let high_after = high_added + select(0u, 1u, low_before + low < low_before);
    totals[at + 1u] = high_after;
    totals[at + 2u] += select(0u, 1u, high_added < high_before) + select(0u, 1u, high_after < high_added);
    if (plane < LAUNCH_PLANES && (plane != DIRECT || (params.switches & LINE_OF_SIGHT) != 0u)) {
      gain += (f32(high) * WORD + f32(low)) / FIXED_POINT_SCALE;
    }
  }
  let count = 3u * planes * cells + cell;
  totals[count] += atomicExchange(&sums[2u * planes * cells + cell], 0u);
  let scaled = gain * SQUARE_SCALE;
  let at = count + cells;
  totals[at] = bitcast<u32>(bitcast<f32>(totals[at]) + scaled * scaled);
}

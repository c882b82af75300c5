// #include "lib/sweep_bindings.wgsl"
// #include "lib/beam.wgsl"
// #include "lib/beam_power.wgsl"
// #include "lib/cell_walk.wgsl"
// #include "lib/fixed_point.wgsl"

const DIRECT = 0u;
const REFLECTED = 1u;
const TRANSMITTED = 2u;
const DIFFRACTED = 3u;

// Knife edge of an upright corner: ITU-R P.526-15, eq. 31, nu from the detour. Twin: cornerLoss in deposit.ts.
fn corner_loss(p: vec2f, r: f32, dh: f32) -> f32 {
  let way = p - vec2f(params.tx_x, params.tx_y);
  let straight2 = dot(way, way);
  let detour = max(0.0, r * r - straight2) / (sqrt(r * r + dh * dh) + sqrt(straight2 + dh * dh));
  let nu = 2.0 * sqrt(detour / params.wavelength_m);
  let f = sqrt((nu - 0.1) * (nu - 0.1) + 1.0) + nu - 0.1;
  return 0.20417379 / (f * f);
}

// One thread a piece and passage: adds its power to the cells that it crosses. Twin: src/propagation/sweep/deposit.ts.
@compute @workgroup_size(64)
fn deposit(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let thread = id.y * groups.x * 64u + id.x;
  if ((thread >> 1u) >= atomicLoad(&control.pieces)) {
    return;
  }
  let p = passage_of(thread);
  let b = p.beam;
  let count = b.count & 0xffu;
  let diffracted = (b.count & WAS_DIFFRACTED) != 0u;
  var plane = REFLECTED;
  if (diffracted) {
    plane = DIFFRACTED;
  } else if ((b.count & WAS_TRANSMITTED) != 0u) {
    plane = TRANSMITTED;
  } else if (count == 0u && !p.bounced) {
    plane = DIRECT;
  }
  let launch = launches[3u * b.launch];
  let scale = launch.z * params.deposit_scale;
  let corner = launch.w;
  var walk = walk_over(p);
  while (next_cell(&walk, p)) {
    let r = b.r0 + walk.middle;
    var gain = beam_power(p.row, count, b.launch, r, p.dh, p.bounced) * scale * (r - corner) * walk.stretch;
    if (diffracted) {
      gain *= corner_loss(b.origin + b.direction * walk.middle, r, p.dh);
    }
    add_gain(plane, walk.cell, gain);
  }
}

// #include "launch_bindings.wgsl"
// #include "turn.wgsl"

// Field of the antenna towards a unit direction for one watt at its port, Cartesian, real: |E|^2 = gain. The amplitude comes from a
// table over the antenna's own zenith angle (rows, 0 to pi) and azimuth (columns, -pi to pi). Twin: reference/launch-field.ts.
fn antenna_amplitude(theta: f32, phi: f32) -> f32 {
  if (params.antenna_rows == 1u) {
    return launch[params.antenna_at];
  }
  let row = clamp(theta * 0.31830988618 , 0.0, 1.0) * f32(params.antenna_rows - 1u);
  let column = clamp(phi * 0.15915494309 + 0.5, 0.0, 1.0) * f32(params.antenna_columns - 1u);
  let r = min(params.antenna_rows - 2u, u32(row));
  let c = min(params.antenna_columns - 2u, u32(column));
  let at = params.antenna_at + r * params.antenna_columns + c;
  let w = column - f32(c);
  let upper = mix(launch[at], launch[at + 1u], w);
  let lower = mix(launch[at + params.antenna_columns], launch[at + params.antenna_columns + 1u], w);
  return mix(upper, lower, row - f32(r));
}

fn antenna_field(k: vec3f) -> vec3f {
  let l = vec3f(dot(params.antenna_x, k), dot(params.antenna_y, k), dot(params.antenna_z, k));
  let plan = length(l.xy);
  let on_axis = plan < 1e-6;
  let cos_phi = select(l.x / plan, 1.0, on_axis);
  let sin_phi = select(l.y / plan, 0.0, on_axis);
  let amplitude = antenna_amplitude(atan2(plan, l.z), atan2(sin_phi, cos_phi));
  let along = amplitude * params.cos_slant;
  let across = amplitude * params.sin_slant;
  let e = vec3f(along * l.z * cos_phi - across * sin_phi, along * l.z * sin_phi + across * cos_phi, -along * plan);
  return params.antenna_x * e.x + params.antenna_y * e.y + params.antenna_z * e.z;
}

struct Launched {
  direction: vec3f,
  // Solid angle [sr] that the ray stands for.
  weight: f32,
}

const BATCHES_OF_GROUP = 8u;

// Ray n of a batch. Twin: src/propagation/launch/launch-batches.ts.
fn launch_direction(n: u32, slice: Slice) -> Launched {
  let i = (n / params.rows_of_lattice + (n % params.rows_of_lattice) * params.stride) * BATCHES_OF_GROUP + slice.place;
  let place_in_turn = (f32(i) + 0.5) / (f32(params.rays_of_batch) * f32(BATCHES_OF_GROUP)) + slice.share_turn;
  let place = fract(place_in_turn) * f32(params.pieces);
  let piece = min(params.pieces - 1u, u32(place));
  let low = launch[piece];
  let high = launch[piece + 1u];
  let z = mix(low, high, place - f32(piece));
  let plan = sqrt(max(0.0, (1.0 - z) * (1.0 + z)));
  let across = cos_sin_of_turn(i * 0x9e3779b9u + slice.azimuth_turn);
  let weight = 6.283185307 * (high - low) * f32(params.pieces) / f32(params.rays_of_batch);
  return Launched(vec3f(plan * across, z), weight);
}

// #include "sweep_bindings.wgsl"

// A beam in registers; src/propagation/sweep/beam.ts explains it. Its events stay in memory and are read where they lie.
struct Beam {
  origin: vec2f,
  direction: vec2f,
  r0: f32,
  lo: f32,
  hi: f32,
  key: f32,
  last_wall: u32,
  over_key: f32,
  bound: f32,
  // Interactions in the low 8 bits, then flags.
  count: u32,
  inside: u32,
  over_a: u32,
  over_b: u32,
  launch: u32,
}

const WAS_TRANSMITTED = 0x100u;
const WAS_DIFFRACTED = 0x200u;
// Set once a pass has begun to follow the beam.
const CONTINUED = 0x400u;
const REFLECT = 0u;
const TRANSMIT = 1u;
const ROOF = 2u;
const EVENT_SHIFT = 30u;
const EVENT_ID = 0x3fffffffu;
const ENTRY_BIAS_M = 2e-3;
const LOOK_BACK_M = 0.02;
const FAR_AWAY = 1e9;
const BEAM_VEC4 = 8u;

fn read_beam(row: u32) -> Beam {
  let a = bitcast<vec4f>(beams[row * BEAM_VEC4]);
  let b = bitcast<vec4f>(beams[row * BEAM_VEC4 + 1u]);
  let c = beams[row * BEAM_VEC4 + 2u];
  let d = beams[row * BEAM_VEC4 + 3u];
  return Beam(a.xy, a.zw, b.x, b.y, b.z, b.w, c.x, bitcast<f32>(c.y), bitcast<f32>(c.z), c.w, d.x, d.y, d.z, d.w);
}

// The state of a beam; its events are written apart.
fn write_beam(row: u32, b: Beam) {
  beams[row * BEAM_VEC4] = bitcast<vec4u>(vec4f(b.origin, b.direction));
  beams[row * BEAM_VEC4 + 1u] = bitcast<vec4u>(vec4f(b.r0, b.lo, b.hi, b.key));
  beams[row * BEAM_VEC4 + 2u] = vec4u(b.last_wall, bitcast<u32>(b.over_key), bitcast<u32>(b.bound), b.count);
  beams[row * BEAM_VEC4 + 3u] = vec4u(b.inside, b.over_a, b.over_b, b.launch);
}

fn copy_events(target_row: u32, source_row: u32) {
  for (var i = 4u; i < BEAM_VEC4; i++) {
    beams[target_row * BEAM_VEC4 + i] = beams[source_row * BEAM_VEC4 + i];
  }
}

fn event_at(row: u32, j: u32) -> u32 {
  return beams[row * BEAM_VEC4 + 4u + (j >> 2u)][j & 3u];
}

fn event_distance(row: u32, j: u32) -> f32 {
  return bitcast<f32>(beams[row * BEAM_VEC4 + 6u + (j >> 2u)][j & 3u]);
}

fn write_event(row: u32, j: u32, event: u32, r: f32) {
  beams[row * BEAM_VEC4 + 4u + (j >> 2u)][j & 3u] = event;
  beams[row * BEAM_VEC4 + 6u + (j >> 2u)][j & 3u] = bitcast<u32>(r);
}

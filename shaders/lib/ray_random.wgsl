// A uniform number in (0, 1) keyed by seed, ray and turn. Twin: src/propagation/mesh/ray-hash.ts.
fn ray_mix(value: u32) -> u32 {
  var h = value;
  h = (h ^ (h >> 16u)) * 0x85ebca6bu;
  h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
  return h ^ (h >> 16u);
}

fn ray_random(seed: u32, ray: u32, turn: u32) -> f32 {
  var h = ray_mix(seed ^ 0x9e3779b9u);
  h = ray_mix(h ^ ray);
  h = ray_mix(h + (turn + 1u) * 0x85ebca6bu);
  return (f32(h >> 8u) + 0.5) * 5.9604644775390625e-8;
}

// #include "lib/launch_bindings.wgsl"
// #include "lib/bvh.wgsl"
// #include "lib/launch_sums.wgsl"
// #include "lib/launch_field.wgsl"
// #include "lib/launch_interaction.wgsl"
// #include "lib/launch_receivers.wgsl"

@group(1) @binding(0) var<uniform> slice: Slice;

var<workgroup> segments: atomic<u32>;

// One thread a ray: follows it through at most max_depth surfaces and adds what it leaves on the receivers, which it passes
// through. Twin: src/propagation/mesh/ray-tracer.ts.
@compute @workgroup_size(64)
fn trace(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let n = slice.first + id.y * groups.x * 64u + id.x;
  if (n < slice.end) {
    atomicAdd(&segments, follow(n));
  }
  workgroupBarrier();
  if (local == 0u) {
    let cells = params.columns * params.rows;
    let at = (2u * plane_count() + 1u) * cells;
    let add = atomicLoad(&segments);
    let before = atomicAdd(&sums[at], add);
    if (before + add < before) {
      atomicAdd(&sums[at + 1u], 1u);
    }
  }
}

// False where the ray is dropped: too weak to matter, or by chance, which the survivors make up for.
fn survives(ray: ptr<function, Ray>, depth: u32) -> bool {
  let power = dot((*ray).field_re, (*ray).field_re) + dot((*ray).field_im, (*ray).field_im);
  let spread = params.wavelength_m / (12.566370614 * (*ray).way);
  if (power * spread * spread < params.drop_below) {
    return false;
  }
  if (depth < params.roulette_depth) {
    return true;
  }
  let chance = min(power, params.roulette_survival);
  if (ray_random(params.seed, (*ray).key, SURVIVAL_TURN + depth) >= chance) {
    return false;
  }
  let boost = inverseSqrt(chance);
  (*ray).field_re *= boost;
  (*ray).field_im *= boost;
  return true;
}

// Adds what a ray leaves where it crosses the receivers.
fn leave(ray: ptr<function, Ray>, plane: u32, depth: u32, crossing: Crossing, departure: vec3f) {
  let power = dot((*ray).field_re, (*ray).field_re) + dot((*ray).field_im, (*ray).field_im);
  let gain = power * (*ray).weight * params.deposit_scale / abs(crossing.change);
  add_gain(plane, crossing.cell, gain);
  if ((params.switches & MOMENTS) != 0u && (depth > 0u || (params.switches & LINE_OF_SIGHT) != 0u)) {
    let there = (*ray).origin + crossing.way * (*ray).direction;
    add_moments(crossing.cell, gain, (*ray).way + crossing.way, distance(there, params.tx), departure, (*ray).direction);
  }
}

// Returns how many segments were traced.
fn follow(n: u32) -> u32 {
  let launched = launch_direction(n, slice);
  var ray: Ray;
  ray.origin = params.tx;
  ray.direction = launched.direction;
  ray.weight = launched.weight;
  ray.key = slice.key + n;
  ray.way = 0.0;
  ray.field_re = antenna_field(launched.direction);
  ray.field_im = vec3f(0.0);
  var plane = DIRECT;
  let last_depth = select(0u, params.max_depth, (params.switches & (REFLECTION | REFRACTION | SCATTERING)) != 0u);
  for (var depth = 0u; ; depth++) {
    if (ray.direction.z >= 0.0 && ray.origin.z >= params.dead_above) {
      return depth;
    }
    let last = depth == last_depth;
    let draped = params.surface_at != 0u;
    var crossing: Crossing;
    var walk: Walk;
    if (draped) {
      walk = enter_surface(ray.origin, ray.direction);
    } else {
      crossing = plane_crossing(ray.origin, ray.direction);
    }
    if (last && select(crossing.cell == NO_CELL, !(walk.end > walk.way), draped)) {
      // Nothing follows, and nothing is left on the map.
      return depth + 1u;
    }
    // Of the last part of a way all that matters is whether its crossing of a plane is seen.
    let only_seen = last && !draped;
    let hit = cast_ray(ray.origin, ray.direction, select(FAR, crossing.way, only_seen), only_seen);
    if (draped) {
      if (hit.slot != NO_HIT) {
        walk.end = min(walk.end, hit.t);
      }
      crossing = next_crossing(&walk, ray.origin, ray.direction);
    } else if (hit.slot != NO_HIT && crossing.way >= hit.t) {
      crossing.cell = NO_CELL;
    }
    while (crossing.cell != NO_CELL) {
      leave(&ray, plane, depth, crossing, launched.direction);
      if (!draped) {
        break;
      }
      crossing = next_crossing(&walk, ray.origin, ray.direction);
    }
    if (last || hit.slot == NO_HIT) {
      return depth + 1u;
    }
    let normal = triangle_normal(hit.slot);
    var point = ray.origin + hit.t * ray.direction;
    // Onto the triangle's plane: what is left of rounding along the ray would be lost through the wall.
    point -= dot(point - mesh_triangles[3u * hit.slot].xyz, normal) * normal;
    let outcome = interact(&ray, point, normal, triangle_material(hit.slot), depth);
    if (outcome == ABSORBED) {
      return depth + 1u;
    }
    ray.way += hit.t;
    // Scattered once is scattered; else transmitted once is transmitted.
    plane = max(plane, outcome);
    if (!survives(&ray, depth + 1u)) {
      return depth + 1u;
    }
  }
}

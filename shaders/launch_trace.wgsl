// #include "lib/launch_bindings.wgsl"
// #include "lib/bvh.wgsl"
// #include "lib/launch_sums.wgsl"
// #include "lib/launch_field.wgsl"
// #include "lib/launch_interaction.wgsl"
// #include "lib/launch_receivers.wgsl"

@group(1) @binding(0) var<uniform> slice: Slice;

var<workgroup> segments: atomic<u32>;

// A thread follows several rays through at most max_depth surfaces each and adds what they leave on the receivers, which they pass
// through. Where one ends the next begins at once, so that threads in step do not wait for the one whose ray goes on longest.
// Twin: src/propagation/mesh/ray-tracer.ts.
@compute @workgroup_size(64)
fn trace(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let threads = groups.x * groups.y * 64u;
  var next = slice.first + id.y * groups.x * 64u + id.x;
  var traced = 0u;
  var ray: Ray;
  ray.on = false;
  loop {
    if (!ray.on) {
      if (next >= slice.end) {
        break;
      }
      ray = launch_ray(next);
      next += threads;
    }
    traced += advance(&ray);
  }
  atomicAdd(&segments, traced);
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
fn leave(ray: ptr<function, Ray>, crossing: Crossing) {
  let power = dot((*ray).field_re, (*ray).field_re) + dot((*ray).field_im, (*ray).field_im);
  let gain = power * (*ray).weight * params.deposit_scale / abs(crossing.change);
  add_gain((*ray).plane, crossing.cell, gain);
  if ((params.switches & MOMENTS) != 0u && ((*ray).depth > 0u || (params.switches & LINE_OF_SIGHT) != 0u)) {
    let there = (*ray).origin + crossing.way * (*ray).direction;
    let way = (*ray).way + crossing.way;
    add_moments(crossing.cell, gain, way, distance(there, params.tx), (*ray).departure, (*ray).direction);
  }
}

fn launch_ray(n: u32) -> Ray {
  let launched = launch_direction(n, slice);
  var ray: Ray;
  ray.on = true;
  ray.depth = 0u;
  ray.plane = DIRECT;
  ray.origin = params.tx;
  ray.direction = launched.direction;
  ray.departure = launched.direction;
  ray.weight = launched.weight;
  ray.key = slice.key + n;
  ray.way = 0.0;
  ray.field_re = antenna_field(launched.direction);
  ray.field_im = vec3f(0.0);
  return ray;
}

// Takes a ray to the next surface and turns it there, or ends it. Returns how many segments were traced.
fn advance(ray: ptr<function, Ray>) -> u32 {
  let last_depth = select(0u, params.max_depth, (params.switches & (REFLECTION | REFRACTION | SCATTERING)) != 0u);
  (*ray).on = false;
  let origin = (*ray).origin;
  let direction = (*ray).direction;
  if (direction.z >= 0.0 && origin.z >= params.dead_above) {
    return 0u;
  }
  let last = (*ray).depth == last_depth;
  let walks = params.surface_at != 0u || params.thickness > 0.0;
  var crossing: Crossing;
  var walk: Walk;
  if (walks) {
    walk = enter_receivers(origin, direction);
  } else {
    crossing = plane_crossing(origin, direction);
  }
  if (last && select(crossing.cell == NO_CELL, !(walk.end > walk.way), walks)) {
    // Nothing follows, and nothing is left on the map.
    return 1u;
  }
  // Of the last part of a way all that matters is whether its crossing of a plane is seen.
  let only_seen = last && !walks;
  let hit = cast_ray(origin, direction, select(FAR, crossing.way, only_seen), only_seen);
  if (walks) {
    if (hit.slot != NO_HIT) {
      walk.end = min(walk.end, hit.t);
    }
    crossing = next_receivers(&walk, origin, direction);
  } else if (hit.slot != NO_HIT && crossing.way >= hit.t) {
    crossing.cell = NO_CELL;
  }
  while (crossing.cell != NO_CELL) {
    leave(ray, crossing);
    if (!walks) {
      break;
    }
    crossing = next_receivers(&walk, origin, direction);
  }
  if (last || hit.slot == NO_HIT) {
    return 1u;
  }
  let normal = triangle_normal(hit.slot);
  var point = origin + hit.t * direction;
  // Onto the triangle's plane: what is left of rounding along the ray would be lost through the wall.
  point -= dot(point - mesh_triangles[3u * hit.slot].xyz, normal) * normal;
  let outcome = interact(ray, point, normal, triangle_material(hit.slot), (*ray).depth);
  if (outcome == ABSORBED) {
    return 1u;
  }
  (*ray).way += hit.t;
  // Scattered once is scattered; else transmitted once is transmitted.
  (*ray).plane = max((*ray).plane, outcome);
  (*ray).depth++;
  (*ray).on = survives(ray, (*ray).depth);
  return 1u;
}

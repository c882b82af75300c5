// #include "lib/sweep_bindings.wgsl"
// #include "lib/beam.wgsl"
// #include "lib/next_hit.wgsl"
// #include "lib/material_table.wgsl"

// Follows one taken beam a thread: notes the pieces to deposit, pushes the beams that reflections and transmissions start. After
// EVENTS_A_PASS walls, or when it could note or push more than there is room for, it pushes itself and goes on in a later pass:
// no thread runs long, whatever the city. Twin: src/propagation/sweep/follow-beam.ts.
const EVENTS_A_PASS = 16u;
// Less one for the beam itself: plan's PUSHES.
const CHILDREN_A_PASS = 6u;
const DROPPED_WEIGHT_SCALE = 4294967296.0;

@compute @workgroup_size(64)
fn trace(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= control.taken) {
    return;
  }
  let row = params.stack_capacity + id.x;
  var b = read_beam(row);
  var pushed = 0u;
  var noted = 0u;
  if ((b.count & CONTINUED) == 0u) {
    atomicAdd(&control.traced, 1u);
    b.count |= CONTINUED;
  }
  for (var events = 0u; ; events++) {
    // At most two children at a wall, or one from the roof below and two from the wall: three.
    if (events == EVENTS_A_PASS || noted == PIECES_A_PASS || pushed + 3u > CHILDREN_A_PASS) {
      let self_row = atomicAdd(&control.size, 1u);
      write_beam(self_row, b);
      copy_events(self_row, row);
      return;
    }
    let far = select(FAR_AWAY, (params.tx_height + params.rx_height) / -b.hi - b.r0, b.hi < 0.0);
    let hit = next_hit(b, far);
    if (b.over_a == NONE && b.over_b == NONE) {
      note_piece(row, b, max(0.0, b.key), hit.key, &noted);
    }
    if (!hit.found || !at_wall(row, &b, hit, &pushed)) {
      return;
    }
    b.key = hit.key;
    b.last_wall = hit.wall;
  }
}

// Leaves a piece to sweep_deposit.wgsl if any of the beam's slopes meets the receiver plane on it, going down or up again.
fn note_piece(row: u32, b: Beam, first: f32, last: f32, noted: ptr<function, u32>) {
  let reach = select(FAR_AWAY, (params.tx_height + params.rx_height) / -b.hi, b.hi < 0.0) - b.r0;
  let start = max(first, (params.tx_height - params.rx_height) / -b.lo - b.r0);
  if (min(last, reach) <= start) {
    return;
  }
  let at = atomicAdd(&control.pieces, 1u);
  pieces[at] = Piece(row, first, last, b.lo, b.hi);
  *noted += 1u;
}

// Applies a wall to the beam; false when nothing is left in it.
fn at_wall(row: u32, b: ptr<function, Beam>, hit: Hit, pushed: ptr<function, u32>) -> bool {
  let building = wall_building(hit.wall);
  let tw = hit.key - select(0.0, ENTRY_BIAS_M, hit.entering);
  let r = max((*b).r0 + tw, 1e-6);
  let branch = ((*b).count & 0xffu) < params.max_depth && ((*b).count & WAS_DIFFRACTED) == 0u;
  // Steeper rays have met the receiver plane already, on the way up too.
  (*b).lo = max((*b).lo, -(params.tx_height + params.rx_height) / r);
  if ((*b).lo >= (*b).hi) {
    return false;
  }

  if ((*b).inside != NONE) {
    if (hit.entering || (*b).inside != building) {
      return true;
    }
    if (branch) {
      spawn_at_wall(row, b, hit, (*b).hi, tw, pushed);
    }
    return false;
  }

  let was_over = (*b).over_a == building || (*b).over_b == building;
  if (!hit.entering && !was_over) {
    return true;
  }
  let below = highest_roof(*b);
  if (below != NONE) {
    // Slopes under the roof line here have come down on the roof since the beam came over it.
    let line = (roof_height(below) - params.tx_height) / r;
    if (branch && is_on(REFRACTION) && line > (*b).lo) {
      spawn_through_roof(row, b, below, min((*b).hi, line), pushed);
    }
    (*b).lo = max((*b).lo, line);
    if ((*b).lo >= (*b).hi) {
      return false;
    }
  }
  if (hit.entering) {
    let line = (roof_height(building) - params.tx_height) / r;
    let hi = min((*b).hi, line);
    if (branch && hi > (*b).lo) {
      spawn_at_wall(row, b, hit, hi, tw, pushed);
    }
    (*b).lo = max((*b).lo, line);
    if ((*b).lo >= (*b).hi) {
      return false;
    }
    if (!was_over) {
      if ((*b).over_a == NONE) {
        (*b).over_a = building;
      } else if ((*b).over_b == NONE) {
        (*b).over_b = building;
      }
    }
  } else if ((*b).over_a == building) {
    (*b).over_a = NONE;
  } else {
    (*b).over_b = NONE;
  }
  (*b).over_key = hit.key;
  return true;
}

fn highest_roof(b: Beam) -> u32 {
  if (b.over_a == NONE) {
    return b.over_b;
  }
  if (b.over_b == NONE) {
    return b.over_a;
  }
  return select(b.over_a, b.over_b, roof_height(b.over_b) > roof_height(b.over_a));
}

// The beams that a wall starts, back and through, with slopes [lo, hi] of the present one.
fn spawn_at_wall(row: u32, b: ptr<function, Beam>, hit: Hit, hi: f32, tw: f32, pushed: ptr<function, u32>) {
  let n = wall_normal(hit.wall);
  let dn = dot((*b).direction, n);
  let material = wall_material(wall_building(hit.wall));
  var child = *b;
  child.hi = hi;
  child.count = ((*b).count & ~CONTINUED) + 1u;
  child.last_wall = hit.wall;
  if (is_on(REFLECTION)) {
    child.bound = (*b).bound * power_bound(material, abs(dn) / sqrt(1.0 + (*b).lo * (*b).lo), 0u);
    child.origin = (*b).origin + (*b).direction * tw;
    child.direction = (*b).direction - 2.0 * dn * n;
    child.r0 = (*b).r0 + tw;
    child.key = -LOOK_BACK_M;
    child.over_key = -LOOK_BACK_M;
    push(row, *b, child, (REFLECT << EVENT_SHIFT) | hit.wall, (*b).r0 + tw, pushed);
  }
  if (is_on(REFRACTION)) {
    child.bound = (*b).bound * power_bound(material, abs(dn) / sqrt(1.0 + hi * hi), 1u);
    child.origin = (*b).origin;
    child.direction = (*b).direction;
    child.r0 = (*b).r0;
    child.key = hit.key;
    child.over_key = (*b).over_key;
    child.count |= WAS_TRANSMITTED;
    child.inside = select(NONE, wall_building(hit.wall), (*b).inside == NONE);
    child.over_a = NONE;
    child.over_b = NONE;
    push(row, *b, child, (TRANSMIT << EVENT_SHIFT) | hit.wall, (*b).r0 + tw, pushed);
  }
}

fn spawn_through_roof(row: u32, b: ptr<function, Beam>, building: u32, hi: f32, pushed: ptr<function, u32>) {
  var child = *b;
  child.hi = hi;
  child.bound = (*b).bound * power_bound(roof_material(building), -(*b).lo / sqrt(1.0 + (*b).lo * (*b).lo), 1u);
  child.count = (((*b).count & ~CONTINUED) + 1u) | WAS_TRANSMITTED;
  child.key = (*b).over_key;
  child.last_wall = NONE;
  child.inside = building;
  child.over_a = NONE;
  child.over_b = NONE;
  push(row, *b, child, (ROOF << EVENT_SHIFT) | building, (*b).r0 + (*b).over_key, pushed);
}

fn push(row: u32, parent: Beam, child: Beam, event: u32, r: f32, pushed: ptr<function, u32>) {
  if (child.bound < params.drop_below) {
    let weight = child.bound * launches[3u * child.launch].z / (r + 1.0);
    atomicAdd(&control.dropped, 1u);
    let low = u32(min(weight * DROPPED_WEIGHT_SCALE, 4294967000.0));
    let before = atomicAdd(&control.dropped_weight, low);
    if (before + low < before) {
      atomicAdd(&control.dropped_weight_high, 1u);
    }
    return;
  }
  let target_row = atomicAdd(&control.size, 1u);
  write_beam(target_row, child);
  copy_events(target_row, row);
  write_event(target_row, parent.count & 0xffu, event, r);
  *pushed += 1u;
}

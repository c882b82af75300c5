// #include "lib/sweep_bindings.wgsl"
// #include "lib/beam.wgsl"
// #include "lib/next_hit.wgsl"
// #include "lib/material_table.wgsl"

// Follows one taken beam a thread: notes the pieces to deposit, pushes the beams that reflections and transmissions start. After
// EVENTS_A_PASS walls, or when it could note or push more than there is room for, it pushes itself and goes on in a later pass:
// no thread runs long, whatever the city. Twin: src/propagation/sweep/follow-beam.ts.
const EVENTS_A_PASS = 16u;
// With the beam itself, plan's PUSHES. A wall starts at most three: back, through, and from the roof before it.
const CHILDREN_A_PASS = 6u;
// Beside REFLECT, TRANSMIT and ROOF: the beam itself, to go on in a later pass.
const GO_ON = 3u;
const DROPPED_WEIGHT_SCALE = 281474976710656.0;

// What a wall does to a beam: the slopes that meet its face, those that came down on the roof before it, and what goes on.
struct Meeting {
  alive: bool,
  wall_lo: f32,
  wall_hi: f32,
  roof: u32,
  roof_lo: f32,
  roof_hi: f32,
  lo: f32,
  over_a: u32,
  over_b: u32,
  over_key: f32,
}

@compute @workgroup_size(64)
fn trace(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= control.taken) {
    return;
  }
  let row = params.stack_capacity + id.x;
  var b = read_beam(row);
  if ((b.count & CONTINUED) == 0u) {
    atomicAdd(&control.traced, 1u);
    b.count |= CONTINUED;
  }
  var pushed = 0u;
  var noted = 0u;
  for (var events = 1u; ; events++) {
    // Beyond `far` even the flattest slope is spent; over a roof what came down on it is settled at the roof's end.
    let over = b.over_a != NONE || b.over_b != NONE;
    let far = select(FAR_AWAY, (params.tx_height + params.rx_height) / -b.hi - b.r0, b.hi < 0.0 && !over);
    let hit = next_hit(b, far);
    if (!over) {
      // Inside a building the last event was its entry: the bias is no part of the way.
      noted += note_piece(row, b, max(0.0, b.key - select(ENTRY_BIAS_M, 0.0, b.inside == NONE)), distance_of(hit));
    }
    if (!hit.found) {
      return;
    }
    let met = meet_wall(b, hit);
    let rest = met.alive && (events == EVENTS_A_PASS || noted == PIECES_A_PASS || pushed + 3u > CHILDREN_A_PASS - 3u);
    // One push in a loop: compilers inline every call, and four copies took a software driver half a minute.
    for (var kind = REFLECT; kind <= GO_ON; kind++) {
      if (starts(b, met, kind, rest)) {
        pushed += push(row, b, hit, met, kind);
      }
    }
    if (rest || !met.alive) {
      return;
    }
    b = after_wall(b, hit, met);
  }
}

// Leaves a piece to sweep_deposit.wgsl if any of the beam's slopes meets the receiver plane on it, going down or up again.
fn note_piece(row: u32, b: Beam, first: f32, last: f32) -> u32 {
  let reach = select(FAR_AWAY, (params.tx_height + params.rx_height) / -b.hi, b.hi < 0.0) - b.r0;
  let start = max(first, (params.tx_height - params.rx_height) / -b.lo - b.r0);
  if (min(last, reach) <= start) {
    return 0u;
  }
  pieces[atomicAdd(&control.pieces, 1u)] = Piece(row, first, last, b.lo, b.hi);
  return 1u;
}

// Distance along the piece: the bias orders coincident walls and is no part of it.
fn distance_of(hit: Hit) -> f32 {
  return hit.key - select(0.0, ENTRY_BIAS_M, hit.entering);
}

fn meet_wall(b: Beam, hit: Hit) -> Meeting {
  let building = wall_building(hit.wall);
  let r = max(b.r0 + distance_of(hit), 1e-6);
  let below = highest_roof(b);
  // Steeper rays have met the receiver plane already, on the way up too; over a roof they have met the roof.
  var lo = select(b.lo, max(b.lo, -(params.tx_height + params.rx_height) / r), below == NONE);
  var met = Meeting(lo < b.hi, 0.0, 0.0, NONE, 0.0, 0.0, lo, b.over_a, b.over_b, b.over_key);
  if (!met.alive) {
    return met;
  }
  if (b.inside != NONE) {
    if (!hit.entering && b.inside == building) {
      met.alive = false;
      met.wall_lo = lo;
      met.wall_hi = b.hi;
    }
    return met;
  }
  let was_over = b.over_a == building || b.over_b == building;
  if (!hit.entering && !was_over) {
    return met;
  }
  if (below != NONE) {
    // Slopes under the roof line here have come down on the roof since the beam came over it.
    let line = (roof_height(below) - params.tx_height) / r;
    met.roof = below;
    met.roof_lo = lo;
    met.roof_hi = min(b.hi, line);
    lo = max(lo, line);
  }
  if (hit.entering) {
    let line = (roof_height(building) - params.tx_height) / r;
    met.wall_lo = lo;
    met.wall_hi = min(b.hi, line);
    lo = max(lo, line);
    if (!was_over) {
      if (b.over_a == NONE) {
        met.over_a = building;
      } else if (b.over_b == NONE) {
        met.over_b = building;
      }
    }
  } else if (b.over_a == building) {
    met.over_a = NONE;
  } else {
    met.over_b = NONE;
  }
  met.lo = lo;
  met.over_key = hit.key;
  met.alive = lo < b.hi;
  return met;
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

fn after_wall(b: Beam, hit: Hit, met: Meeting) -> Beam {
  var next = b;
  next.lo = met.lo;
  next.key = hit.key;
  next.last_wall = hit.wall;
  next.over_a = met.over_a;
  next.over_b = met.over_b;
  next.over_key = met.over_key;
  return next;
}

fn starts(b: Beam, met: Meeting, kind: u32, rest: bool) -> bool {
  if (kind == GO_ON) {
    return rest;
  }
  let branch = (b.count & 0xffu) < params.max_depth && (b.count & WAS_DIFFRACTED) == 0u;
  if (kind == ROOF) {
    return branch && is_on(REFRACTION) && met.roof != NONE && met.roof_hi > met.roof_lo;
  }
  return branch && is_on(select(REFRACTION, REFLECTION, kind == REFLECT)) && met.wall_hi > met.wall_lo;
}

// Pushes the beam that starts at a wall (or the present one, to go on); 1 if it was pushed, 0 if it was too weak.
fn push(row: u32, b: Beam, hit: Hit, met: Meeting, kind: u32) -> u32 {
  let tw = distance_of(hit);
  let building = wall_building(hit.wall);
  let normal = wall_normal(hit.wall);
  let dn = dot(b.direction, normal);
  var child = after_wall(b, hit, met);
  var event = (kind << EVENT_SHIFT) | hit.wall;
  var at = tw;
  if (kind != GO_ON) {
    let roof = kind == ROOF;
    let lo = select(met.wall_lo, met.roof_lo, roof);
    let hi = select(met.wall_hi, met.roof_hi, roof);
    // Cosines of incidence run from the steepest slope to the flattest.
    let slope = select(lo, hi, kind == TRANSMIT);
    let level = select(abs(dn), -lo, roof) / sqrt(1.0 + slope * slope);
    let material = select(wall_material(building), roof_material(select(building, met.roof, roof)), roof);
    child.bound = b.bound * power_bound(material, level, select(1u, 0u, kind == REFLECT));
    if (child.bound < params.drop_below) {
      note_dropped(child.bound * launches[3u * b.launch].z / max(1.0, b.r0 + select(tw, b.over_key, roof)));
      return 0u;
    }
    child.lo = lo;
    child.hi = hi;
    child.count = (b.count & ~CONTINUED) + 1u;
    if (kind == REFLECT) {
      child.origin = b.origin + b.direction * tw;
      child.direction = b.direction - 2.0 * dn * normal;
      child.r0 = b.r0 + tw;
      child.key = -LOOK_BACK_M;
      child.over_a = b.over_a;
      child.over_b = b.over_b;
      child.over_key = -LOOK_BACK_M;
    } else {
      child.count |= WAS_TRANSMITTED;
      child.over_a = NONE;
      child.over_b = NONE;
      child.inside = select(NONE, building, b.inside == NONE);
      if (roof) {
        child.key = b.over_key;
        child.last_wall = NONE;
        child.inside = met.roof;
        event = (ROOF << EVENT_SHIFT) | met.roof;
        at = b.over_key;
      }
    }
  }
  let target_row = atomicAdd(&control.size, 1u);
  write_beam(target_row, child);
  copy_events(target_row, row);
  if (kind != GO_ON) {
    write_event(target_row, b.count & 0xffu, event, b.r0 + at);
  }
  return 1u;
}

fn note_dropped(weight: f32) {
  atomicAdd(&control.dropped, 1u);
  let low = u32(min(weight * DROPPED_WEIGHT_SCALE, 4294967000.0));
  let before = atomicAdd(&control.dropped_weight, low);
  if (before + low < before) {
    atomicAdd(&control.dropped_weight_high, 1u);
  }
}

// #include "launch_bindings.wgsl"

// Where rays cross the receivers. Twins: plane-crossing.ts, draped-walk.ts and section-walk.ts of src/propagation/receivers.

const NO_CELL = 0xffffffffu;
const NEVER = 1e30;
// Cells on a side of a block, of which the span of heights is known.
const BLOCK = 16;

struct Crossing {
  // Along the ray [m].
  way: f32,
  cell: u32,
  // By how much the height over the surface changes a metre of the way; of a box its thickness over the length of the way in it.
  change: f32,
}

fn plane_crossing(origin: vec3f, direction: vec3f) -> Crossing {
  let change = dot(params.plane_normal, direction);
  let way = dot(params.plane_normal, params.plane_corner - origin) / change;
  if (!(way > 0.0)) {
    return Crossing(way, NO_CELL, change);
  }
  let p = origin + way * direction - params.plane_corner;
  let column = floor(dot(params.plane_u, p) / params.cell_m);
  let row = floor(dot(params.plane_v, p) / params.cell_m);
  if (column >= 0.0 && row >= 0.0 && column < f32(params.columns) && row < f32(params.rows)) {
    return Crossing(way, u32(row) * params.columns + u32(column), change);
  }
  return Crossing(way, NO_CELL, change);
}

fn corner_z(column: i32, row: i32) -> f32 {
  return launch[params.surface_at + u32(row) * (params.columns + 1u) + u32(column)];
}

fn block_span(column: i32, row: i32) -> vec2f {
  let across = (params.columns + 15u) / 16u;
  let at = params.block_at + 2u * (u32(row / BLOCK) * across + u32(column / BLOCK));
  return vec2f(launch[at], launch[at + 1u]);
}

// z of a draped surface at (x, y).
fn draped_height(x: f32, y: f32) -> f32 {
  let gx = clamp((x - params.map_west) / params.cell_m, 0.0, f32(params.columns));
  let gy = clamp((params.map_north - y) / params.cell_m, 0.0, f32(params.rows));
  let column = min(i32(params.columns) - 1, i32(gx));
  let row = min(i32(params.rows) - 1, i32(gy));
  let u = gx - f32(column);
  let v = gy - f32(row);
  let nw = corner_z(column, row);
  let se = corner_z(column + 1, row + 1);
  if (u >= v) {
    let ne = corner_z(column + 1, row);
    return nw + u * (ne - nw) + v * (se - ne);
  }
  let sw = corner_z(column, row + 1);
  return nw + v * (sw - nw) + u * (se - sw);
}

// A ray on its way over a draped surface or through a section, cell by cell.
struct Walk {
  // Place at the origin and change a metre of the way, in cells from the north-west corner.
  start: vec2f,
  step: vec2f,
  way: f32,
  end: f32,
  column: i32,
  row: i32,
  above: bool,
  begun: bool,
}

// Way at which origin + way * step comes to a place; never where it does not move.
fn exit_at(origin: f32, step: f32, place: f32) -> f32 {
  if (step == 0.0) {
    return NEVER;
  }
  return (place - origin) / step;
}

// Cuts a walk down to where origin + way * step lies in low..high.
fn clip_walk(walk: ptr<function, Walk>, origin: f32, step: f32, low: f32, high: f32) {
  if (step == 0.0) {
    if (origin < low || origin > high) {
      (*walk).end = -1.0;
    }
    return;
  }
  let a = (low - origin) / step;
  let b = (high - origin) / step;
  (*walk).way = max((*walk).way, min(a, b));
  (*walk).end = min((*walk).end, max(a, b));
}

fn within(place: f32, count: u32) -> i32 {
  return clamp(i32(floor(place)), 0, i32(count) - 1);
}

// The part of a ray's way that may meet the draped surface: none where it ends before it begins.
fn enter_surface(origin: vec3f, direction: vec3f) -> Walk {
  var walk: Walk;
  walk.start = vec2f(origin.x - params.map_west, params.map_north - origin.y) / params.cell_m;
  walk.step = vec2f(direction.x, -direction.y) / params.cell_m;
  walk.end = NEVER;
  clip_walk(&walk, walk.start.x, walk.step.x, 0.0, f32(params.columns));
  clip_walk(&walk, walk.start.y, walk.step.y, 0.0, f32(params.rows));
  clip_walk(&walk, origin.z, direction.z, params.surface_low, params.surface_high);
  if (walk.end > walk.way) {
    walk.column = within(walk.start.x + walk.way * walk.step.x, params.columns);
    walk.row = within(walk.start.y + walk.way * walk.step.y, params.rows);
  }
  return walk;
}

// The part of a ray's way that lies in the boxes of a section.
fn enter_section(origin: vec3f, direction: vec3f) -> Walk {
  var walk: Walk;
  let from_corner = origin - params.plane_corner;
  walk.start = vec2f(dot(params.plane_u, from_corner), -from_corner.z) / params.cell_m;
  walk.step = vec2f(dot(params.plane_u, direction), -direction.z) / params.cell_m;
  walk.end = NEVER;
  clip_walk(&walk, walk.start.x, walk.step.x, 0.0, f32(params.columns));
  clip_walk(&walk, walk.start.y, walk.step.y, 0.0, f32(params.rows));
  let half = 0.5 * params.thickness;
  clip_walk(&walk, dot(params.plane_normal, from_corner), dot(params.plane_normal, direction), -half, half);
  if (walk.end > walk.way) {
    walk.column = within(walk.start.x + walk.way * walk.step.x, params.columns);
    walk.row = within(walk.start.y + walk.way * walk.step.y, params.rows);
  }
  return walk;
}

fn enter_receivers(origin: vec3f, direction: vec3f) -> Walk {
  if (params.thickness > 0.0) {
    return enter_section(origin, direction);
  }
  return enter_surface(origin, direction);
}

// Passes the block that a walk is in where the ray stays above or below it; false where it may meet it.
fn pass_block(walk: ptr<function, Walk>, origin_z: f32, step_z: f32) -> bool {
  let step = (*walk).step;
  let forward = step >= vec2f(0.0);
  let corner = vec2i((*walk).column, (*walk).row) / BLOCK * BLOCK;
  let edge = corner + select(vec2i(0), vec2i(BLOCK), forward);
  let leave_x = exit_at((*walk).start.x, step.x, f32(edge.x));
  let leave_y = exit_at((*walk).start.y, step.y, f32(edge.y));
  let leave = min(min(leave_x, leave_y), (*walk).end);
  let span = block_span((*walk).column, (*walk).row);
  let here = origin_z + (*walk).way * step_z;
  let there = origin_z + leave * step_z;
  if (min(here, there) <= span.y && max(here, there) >= span.x) {
    return false;
  }
  (*walk).above = here > span.y;
  (*walk).begun = true;
  (*walk).way = max((*walk).way, leave);
  let place = (*walk).start + (*walk).way * step;
  let beyond = edge - select(vec2i(1), vec2i(0), forward);
  if (leave_x < leave_y) {
    (*walk).column = beyond.x;
    (*walk).row = clamp(within(place.y, params.rows), corner.y, corner.y + BLOCK - 1);
  } else {
    (*walk).row = beyond.y;
    (*walk).column = clamp(within(place.x, params.columns), corner.x, corner.x + BLOCK - 1);
  }
  return true;
}

// Walks on to the next crossing; NO_CELL at the end.
fn next_crossing(walk: ptr<function, Walk>, origin: vec3f, direction: vec3f) -> Crossing {
  let step = (*walk).step;
  let start = (*walk).start;
  while (
    (*walk).way < (*walk).end && (*walk).column >= 0 && (*walk).row >= 0 && (*walk).column < i32(params.columns)
      && (*walk).row < i32(params.rows)
  ) {
    if (pass_block(walk, origin.z, direction.z)) {
      continue;
    }
    let column = (*walk).column;
    let row = (*walk).row;
    let place = start - vec2f(f32(column), f32(row));
    let leave_x = exit_at(place.x, step.x, select(0.0, 1.0, step.x >= 0.0));
    let leave_y = exit_at(place.y, step.y, select(0.0, 1.0, step.y >= 0.0));
    let begin = (*walk).way;
    let next = max(begin, min(min(leave_x, leave_y), (*walk).end));
    let across = exit_at(place.x - place.y, step.x - step.y, 0.0);
    let to_other = across > begin && across < next;
    let stop = select(next, across, to_other);

    let middle = 0.5 * (begin + stop);
    let north_east = place.x + middle * step.x >= place.y + middle * step.y;
    let nw = corner_z(column, row);
    let se = corner_z(column + 1, row + 1);
    let other = corner_z(select(column, column + 1, north_east), select(row + 1, row, north_east));
    let slope = select(vec2f(se - other, other - nw), vec2f(other - nw, se - other), north_east);
    let over = origin.z - (nw + dot(slope, place));
    let change = direction.z - dot(slope, step);
    let was_above = select(over + begin * change > 0.0, (*walk).above, (*walk).begun);
    let is_above = over + stop * change > 0.0;
    (*walk).above = is_above;
    (*walk).begun = true;
    (*walk).way = stop;
    if (!to_other) {
      if (leave_x < leave_y) {
        (*walk).column += select(-1, 1, step.x >= 0.0);
      } else {
        (*walk).row += select(-1, 1, step.y >= 0.0);
      }
    }
    if (was_above == is_above) {
      continue;
    }
    let way = -over / change;
    if (!(way > 0.0 && way < (*walk).end)) {
      continue;
    }
    let at = vec2f(origin.x + way * direction.x - params.map_west, params.map_north - (origin.y + way * direction.y));
    let cell = floor(at / params.cell_m);
    if (cell.x >= 0.0 && cell.y >= 0.0 && cell.x < f32(params.columns) && cell.y < f32(params.rows)) {
      return Crossing(way, u32(cell.y) * params.columns + u32(cell.x), change);
    }
  }
  return Crossing(NEVER, NO_CELL, 1.0);
}

// Walks on through the next box of a section; NO_CELL at the end.
fn next_box(walk: ptr<function, Walk>) -> Crossing {
  let step = (*walk).step;
  while (
    (*walk).way < (*walk).end && (*walk).column >= 0 && (*walk).row >= 0 && (*walk).column < i32(params.columns)
      && (*walk).row < i32(params.rows)
  ) {
    let leave_x = exit_at((*walk).start.x, step.x, f32((*walk).column + select(0, 1, step.x >= 0.0)));
    let leave_y = exit_at((*walk).start.y, step.y, f32((*walk).row + select(0, 1, step.y >= 0.0)));
    let begin = (*walk).way;
    let next = max(begin, min(min(leave_x, leave_y), (*walk).end));
    let cell = u32((*walk).row) * params.columns + u32((*walk).column);
    (*walk).way = next;
    if (leave_x < leave_y) {
      (*walk).column += select(-1, 1, step.x >= 0.0);
    } else {
      (*walk).row += select(-1, 1, step.y >= 0.0);
    }
    if (next > begin) {
      return Crossing(0.5 * (begin + next), cell, params.thickness / (next - begin));
    }
  }
  return Crossing(NEVER, NO_CELL, 1.0);
}

fn next_receivers(walk: ptr<function, Walk>, origin: vec3f, direction: vec3f) -> Crossing {
  if (params.thickness > 0.0) {
    return next_box(walk);
  }
  return next_crossing(walk, origin, direction);
}

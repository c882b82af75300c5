// #include "sweep_bindings.wgsl"
// #include "beam.wgsl"

const STILL = 1e-12;

// A piece on one of its two passages over the receiver plane: where its slopes come down on it, or pass it again after the ground.
struct Passage {
  row: u32,
  beam: Beam,
  bounced: bool,
  // Vertical leg [m], and the part of the plan piece [m] that meets the plane; nothing does where last <= first.
  dh: f32,
  first: f32,
  last: f32,
}

// A walk over the map's cells; `cell`, `middle` and `stretch` are those of the cell at hand.
struct CellWalk {
  over: bool,
  // From the north-west corner, y southward, like the map's rows.
  o: vec2f,
  d: vec2f,
  at: vec2i,
  leave: vec2f,
  s: f32,
  end: f32,
  cell: u32,
  // Middle of the stretch in the cell, along the piece, and its length [m].
  middle: f32,
  stretch: f32,
}

// Two threads a piece: even ones on the way down, odd ones after the ground. Twin: src/propagation/sweep/walk-cells.ts.
fn passage_of(thread: u32) -> Passage {
  let piece = pieces[thread >> 1u];
  let bounced = (thread & 1u) == 1u;
  let b = read_beam(piece.row);
  let depth = (b.count & 0xffu) + (thread & 1u);
  if (depth > params.max_depth || (bounced && !(is_on(REFLECTION) && is_on(HAS_GROUND)))) {
    return Passage(piece.row, b, bounced, 0.0, 0.0, 0.0);
  }
  let dh = params.tx_height + select(-params.rx_height, params.rx_height, bounced);
  let first = max(piece.first, dh / -piece.lo - b.r0);
  let last = min(piece.last, select(FAR_AWAY, dh / -piece.hi, piece.hi < 0.0) - b.r0);
  return Passage(piece.row, b, bounced, dh, first, last);
}

fn walk_over(p: Passage) -> CellWalk {
  var walk: CellWalk;
  walk.over = true;
  if (!(p.last > p.first)) {
    return walk;
  }
  let cell_m = params.cell_m;
  let size = vec2f(f32(params.columns), f32(params.rows)) * cell_m;
  let o = vec2f(p.beam.origin.x - params.map_west, params.map_north - p.beam.origin.y);
  let d = vec2f(p.beam.direction.x, -p.beam.direction.y);
  let moves = abs(d) > vec2f(STILL);
  if (any(!moves & ((o < vec2f(0.0)) | (o >= size)))) {
    return walk;
  }
  let a = select(vec2f(-FAR_AWAY), select((size - o) / d, -o / d, d > vec2f(0.0)), moves);
  let z = select(vec2f(FAR_AWAY), select(-o / d, (size - o) / d, d > vec2f(0.0)), moves);
  let start = max(p.first, max(a.x, a.y));
  let end = min(p.last, min(z.x, z.y));
  if (end - start < 1e-6) {
    return walk;
  }
  let at = clamp(vec2i(floor((o + d * (start + 1e-4)) / cell_m)), vec2i(0), last_cell());
  let leave = (vec2f(at + max(step_of(d), vec2i(0))) * cell_m - o) / d;
  return CellWalk(false, o, d, at, select(vec2f(FAR_AWAY * 1e3), leave, moves), start, end, 0u, 0.0, 0.0);
}

// The next cell that the passage crosses; false when there is none.
fn next_cell(walk: ptr<function, CellWalk>, p: Passage) -> bool {
  let step = step_of((*walk).d);
  let per = select(vec2f(FAR_AWAY * 1e3), params.cell_m / abs((*walk).d), abs((*walk).d) > vec2f(STILL));
  loop {
    if ((*walk).over) {
      return false;
    }
    let s = (*walk).s;
    let next = min(min((*walk).leave.x, (*walk).leave.y), (*walk).end);
    let crossed = next > s;
    if (crossed) {
      (*walk).cell = u32((*walk).at.y) * params.columns + u32((*walk).at.x);
      (*walk).middle = 0.5 * (s + next);
      (*walk).stretch = next - s;
      (*walk).s = next;
    }
    if ((*walk).leave.x < (*walk).leave.y) {
      (*walk).at.x += step.x;
      (*walk).leave.x += per.x;
    } else {
      (*walk).at.y += step.y;
      (*walk).leave.y += per.y;
    }
    (*walk).over = (*walk).s >= (*walk).end || any((*walk).at < vec2i(0)) || any((*walk).at > last_cell());
    if (crossed && (!p.bounced || bounces_on_ground(p.beam, p.beam.r0 + (*walk).middle))) {
      return true;
    }
  }
}

fn step_of(d: vec2f) -> vec2i {
  return select(vec2i(-1), vec2i(1), d > vec2f(0.0));
}

fn last_cell() -> vec2i {
  return vec2i(i32(params.columns) - 1, i32(params.rows) - 1);
}

// False where the bounce would fall beyond the ground's edge on this piece.
fn bounces_on_ground(b: Beam, r: f32) -> bool {
  let t = r * params.tx_height / (params.tx_height + params.rx_height) - b.r0;
  if (t < 0.0) {
    return true;
  }
  let p = b.origin + b.direction * t;
  return p.x >= params.ground_min_x && p.x <= params.ground_max_x && p.y >= params.ground_min_y && p.y <= params.ground_max_y;
}

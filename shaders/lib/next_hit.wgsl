// #include "sweep_bindings.wgsl"
// #include "beam.wgsl"

struct Hit {
  key: f32,
  wall: u32,
  entering: bool,
  found: bool,
}

// First wall after the beam's last event and no farther than `far`, cell by cell of the wall grid. Both walls that share a
// vertex make the same test on it, so no ray slips between them; entries count as ENTRY_BIAS_M farther, so that coincident
// walls of adjoining buildings are met exit first.
fn next_hit(b: Beam, far: f32) -> Hit {
  let cell = params.grid_cell_m;
  let o = b.origin - vec2f(params.grid_min_x, params.grid_min_y);
  let d = b.direction;
  let start = o + d * max(0.0, b.key);
  var at = vec2i(floor(start / cell));
  let step = select(vec2i(-1), vec2i(1), d > vec2f(0.0));
  let moves = abs(d) > vec2f(1e-12);
  let per = select(vec2f(FAR_AWAY * 1e3), cell / abs(d), moves);
  var leave = select(vec2f(FAR_AWAY * 1e3), (vec2f(at + max(step, vec2i(0))) * cell - o) / d, moves);
  loop {
    if (any(at < vec2i(0)) || at.x >= i32(params.grid_columns) || at.y >= i32(params.grid_rows)) {
      break;
    }
    let index = u32(at.y) * params.grid_columns + u32(at.x);
    let out = min(leave.x, leave.y);
    var best = Hit(min(out, far), NONE, false, false);
    let last = grid[index + 1u];
    for (var k = grid[index]; k < last; k++) {
      let wall = grid[k];
      let ends = wall_ends(wall);
      let p = ends.xy - b.origin;
      let q = ends.zw - b.origin;
      let side_p = d.x * p.y - d.y * p.x;
      let side_q = d.x * q.y - d.y * q.x;
      if ((side_p >= 0.0) == (side_q >= 0.0) || wall == b.last_wall) {
        continue;
      }
      let entering = side_q < side_p;
      let key = (dot(d, p) * side_q - dot(d, q) * side_p) / (side_q - side_p) + select(0.0, ENTRY_BIAS_M, entering);
      if (key < b.key || (key == b.key && wall < b.last_wall)) {
        continue;
      }
      if (key < best.key || (key == best.key && wall < best.wall)) {
        best = Hit(key, wall, entering, true);
      }
    }
    if (best.found) {
      return best;
    }
    if (out >= far) {
      break;
    }
    if (leave.x < leave.y) {
      at.x += step.x;
      leave.x += per.x;
    } else {
      at.y += step.y;
      leave.y += per.y;
    }
  }
  return Hit(far, NONE, false, false);
}

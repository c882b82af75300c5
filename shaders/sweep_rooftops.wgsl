// #include "lib/sweep_bindings.wgsl"
// #include "lib/beam_power.wgsl"
// #include "lib/fixed_point.wgsl"
// #include "lib/knife_edge.wgsl"

// One thread a cell: the field over the roofs, where the transmitter is not seen. Runs after the sweep, on rows
// [row_first, row_last) of the map. Twin: src/propagation/sweep/rooftop-profile.ts.
struct Rows {
  first: u32,
  last: u32,
}
@group(1) @binding(0) var<uniform> rows_of_pass: Rows;

const DIFFRACTED_PLANE = 3u;
struct Edge {
  nu: f32,
  t: f32,
  height: f32,
}

// False when no edge of height `top` between `near` and `distant` of the profile can have a greater nu than `best`.
fn can_beat(best: f32, top: f32, near: f32, distant: f32, ta: f32, ha: f32, tb: f32, hb: f32) -> bool {
  let slope = (hb - ha) / (tb - ta);
  let rise = top - min(ha + slope * (near - ta), ha + slope * (distant - ta));
  // 1/d1 + 1/d2 lies between 4/(d1 + d2) and its value for the nearest ends.
  let nearest = 1.0 / max(near - ta, 0.01) + 1.0 / max(tb - distant, 0.01);
  let factor = select(4.0 / (tb - ta), nearest, rise > 0.0);
  return rise * sqrt(2.0 * factor / params.wavelength_m) > best;
}

fn highest_edge(d: vec2f, ta: f32, ha: f32, tb: f32, hb: f32) -> Edge {
  let tx = vec2f(params.tx_x, params.tx_y);
  let o = tx - vec2f(params.grid_min_x, params.grid_min_y);
  let cell = params.grid_cell_m;
  var at = vec2i(floor((o + d * ta) / cell));
  let step = select(vec2i(-1), vec2i(1), d > vec2f(0.0));
  let moves = abs(d) > vec2f(1e-12);
  let per = select(vec2f(FAR_AWAY * 1e3), cell / abs(d), moves);
  var leave = select(vec2f(FAR_AWAY * 1e3), (vec2f(at + max(step, vec2i(0))) * cell - o) / d, moves);
  var best = Edge(CLEAR, 0.0, 0.0);
  var enter = ta;
  while (enter < tb && all(at >= vec2i(0)) && at.x < i32(params.grid_columns) && at.y < i32(params.grid_rows)) {
    let out = min(leave.x, leave.y);
    let index = u32(at.y) * params.grid_columns + u32(at.x);
    let last = grid[index + 1u];
    let top = city[params.top_base + (index >> 2u)][index & 3u];
    let first = select(last, grid[index], can_beat(best.nu, top, enter, min(out, tb), ta, ha, tb, hb));
    for (var k = first; k < last; k++) {
      let ends = wall_ends(grid[k]);
      let p = ends.xy - tx;
      let q = ends.zw - tx;
      let side_p = d.x * p.y - d.y * p.x;
      let side_q = d.x * q.y - d.y * q.x;
      if ((side_p >= 0.0) == (side_q >= 0.0)) {
        continue;
      }
      let t = (dot(d, p) * side_q - dot(d, q) * side_p) / (side_q - side_p);
      // Each wall once: in the cell where the profile meets it.
      if (t <= enter || t > out || t <= ta + 0.01 || t >= tb - 0.01) {
        continue;
      }
      let height = roof_height(wall_building(grid[k]));
      let line = ha + (hb - ha) * (t - ta) / (tb - ta);
      let nu = (height - line) * sqrt(2.0 * (1.0 / (t - ta) + 1.0 / (tb - t)) / params.wavelength_m);
      if (nu > best.nu) {
        best.nu = nu;
        best.t = t;
        best.height = height;
      }
    }
    enter = out;
    if (leave.x < leave.y) {
      at.x += step.x;
      leave.x += per.x;
    } else {
      at.y += step.y;
      leave.y += per.y;
    }
  }
  return best;
}

// What a side edge adds [dB]: less the correction for close edges (P.526-15, 4.3; radio/deygout.ts). `ways`: the main edge to the
// other end, main to side edge, side edge to its end.
fn side_loss(side: Edge, main: Edge, d: f32, ways: vec3f) -> f32 {
  if (side.nu <= CLEAR) {
    return 0.0;
  }
  let line = params.tx_height + (params.rx_height - params.tx_height) * side.t / d;
  let q = (side.height - line) * sqrt(2.0 * (1.0 / side.t + 1.0 / (d - side.t)) / params.wavelength_m);
  return max(0.0, knife_edge_db(side.nu) - close_edge_db(ways, main.nu, q));
}

@compute @workgroup_size(8, 8)
fn rooftops(@builtin(global_invocation_id) id: vec3u) {
  let row = rows_of_pass.first + id.y;
  if (id.x >= params.columns || row >= rows_of_pass.last) {
    return;
  }
  let cell = row * params.columns + id.x;
  if (((grid[params.indoor_base + (cell >> 5u)] >> (cell & 31u)) & 1u) != 0u) {
    return;
  }
  // Plane 0 is the direct field.
  if ((atomicLoad(&sums[2u * cell]) | atomicLoad(&sums[2u * cell + 1u])) != 0u) {
    return;
  }
  let p = vec2f(
    params.map_west + (f32(id.x) + 0.5) * params.cell_m,
    params.map_north - (f32(row) + 0.5) * params.cell_m,
  );
  let way = p - vec2f(params.tx_x, params.tx_y);
  let d = length(way);
  if (d < 0.5) {
    return;
  }
  let direction = way / d;
  let peak = highest_edge(direction, 0.0, params.tx_height, d, params.rx_height);
  if (peak.nu <= CLEAR) {
    return;
  }
  let first = highest_edge(direction, 0.0, params.tx_height, peak.t, peak.height);
  let before = side_loss(first, peak, d, vec3f(d - peak.t, peak.t - first.t, first.t));
  let last = highest_edge(direction, peak.t, peak.height, d, params.rx_height);
  let after = side_loss(last, peak, d, vec3f(peak.t, last.t - peak.t, d - last.t));
  let total = knife_edge_db(peak.nu) + before + after;

  let dh = params.tx_height - params.rx_height;
  let length3 = sqrt(d * d + dh * dh);
  let turn = atan2(direction.y, direction.x) / 6.283185307179586;
  let field = antenna_field((turn - floor(turn)) * f32(ANTENNA_COLUMNS), (d / length3) / (1.0 + dh / length3));
  let spread = params.wavelength_m / (12.566370614359172 * length3);
  add_gain(DIFFRACTED_PLANE, cell, dot(field, field) * spread * spread * exp2(-total * 0.33219280948873623));
}

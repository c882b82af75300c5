// #include "lib/knife_edge.wgsl"

// One thread a cell: what the straight line from the antenna to the cell meets. Twin: src/learning/features/sight-line.ts.
struct Sight {
  columns: u32,
  rows: u32,
  // Rows [row_first, row_last) of the map in this pass.
  row_first: u32,
  row_last: u32,
  profile_columns: u32,
  profile_rows: u32,
  cell_m: f32,
  profile_cell_m: f32,
  // Centre of the map's north-west cell and the antenna, from the profile's north-west corner: x east, y south [m].
  first_x: f32,
  first_y: f32,
  antenna_x: f32,
  antenna_y: f32,
  antenna_height: f32,
  receiver_height: f32,
  wavelength_m: f32,
  azimuth_cos: f32,
  // Axes of the antenna in the scene frame (x east, y north, z up).
  axis_x: vec3f,
  azimuth_sin: f32,
  axis_y: vec3f,
  least_excess: f32,
  axis_z: vec3f,
}
@group(0) @binding(0) var<uniform> sight: Sight;
@group(0) @binding(1) var<storage, read> roofs: array<f32>;
@group(0) @binding(2) var<storage, read> gains: array<f32>;
@group(0) @binding(3) var<storage, read_write> planes: array<f32>;

const GAIN_COLUMNS = 361u;
const DEGREES = 57.29577951308232;
const LOG10_OF_2 = 0.30102999566;

fn log10(x: f32) -> f32 {
  return log2(x) * LOG10_OF_2;
}

struct RoofEdge {
  nu: f32,
  t: f32,
  height: f32,
  // Roofs above the straight line.
  above: u32,
}

const NO_EDGE = -1e30;

// The roof point of greatest nu among samples [first, last) of the line, seen between its points (ta, ha) and (tb, hb).
fn highest_edge(d: vec2f, plan: f32, steps: u32, first: u32, last: u32, ta: f32, ha: f32, tb: f32, hb: f32) -> RoofEdge {
  let antenna = vec2f(sight.antenna_x, sight.antenna_y);
  let slope = (hb - ha) / (tb - ta);
  var best = RoofEdge(NO_EDGE, 0.0, 0.0, 0u);
  for (var k = first; k < last; k++) {
    let share = (f32(k) + 0.5) / f32(steps);
    let at = vec2i(floor((antenna + share * d) / sight.profile_cell_m));
    if (at.x < 0 || at.y < 0 || at.x >= i32(sight.profile_columns) || at.y >= i32(sight.profile_rows)) {
      continue;
    }
    let roof = roofs[u32(at.y) * sight.profile_columns + u32(at.x)];
    if (roof == 0.0) {
      continue;
    }
    let t = share * plan;
    let over = roof - (ha + slope * (t - ta));
    best.above += select(0u, 1u, over > 0.0);
    let nu = over * sqrt(2.0 / sight.wavelength_m * (1.0 / (t - ta) + 1.0 / (tb - t)));
    if (nu > best.nu) {
      best.nu = nu;
      best.t = t;
      best.height = roof;
    }
  }
  return best;
}

// What a side edge adds [dB]; its distances to its end and to the main edge, and the main edge's to the other end [m].
fn side_loss_db(side: RoofEdge, main_nu: f32, plan: f32, end: f32, between: f32, other: f32) -> f32 {
  if (side.nu <= CLEAR) {
    return 0.0;
  }
  let over = side.height - (sight.antenna_height + (sight.receiver_height - sight.antenna_height) * side.t / plan);
  let alone = over * sqrt(2.0 / sight.wavelength_m * (1.0 / side.t + 1.0 / (plan - side.t)));
  return max(0.0, knife_edge_db(side.nu) - close_edge_db(vec3f(other, between, end), main_nu, alone));
}

// Gain [dBi] towards a direction of the antenna's own frame, linear in dB between whole degrees.
fn gain_dbi(k: vec3f) -> f32 {
  let theta = atan2(length(k.xy), k.z) * DEGREES;
  let phi = atan2(k.y, k.x) * DEGREES + 180.0;
  let row = min(179u, u32(theta));
  let column = min(359u, u32(phi));
  let u = theta - f32(row);
  let v = phi - f32(column);
  let at = row * GAIN_COLUMNS + column;
  let upper = mix(gains[at], gains[at + 1u], v);
  let lower = mix(gains[at + GAIN_COLUMNS], gains[at + GAIN_COLUMNS + 1u], v);
  return mix(upper, lower, u);
}

@compute @workgroup_size(8, 8)
fn walk(@builtin(global_invocation_id) id: vec3u) {
  let row = sight.row_first + id.y;
  if (id.x >= sight.columns || row >= sight.row_last) {
    return;
  }
  let cell = vec2f(sight.first_x + f32(id.x) * sight.cell_m, sight.first_y + f32(row) * sight.cell_m);
  let d = cell - vec2f(sight.antenna_x, sight.antenna_y);
  let ha = sight.antenna_height;
  let hb = sight.receiver_height;
  let plan = length(d);
  let slant = length(vec2f(plan, hb - ha));
  let distance = max(1.0, slant);
  let steps = max(1u, u32(ceil(plan / sight.profile_cell_m)));
  let edge = highest_edge(d, plan, steps, 0u, steps, 0.0, ha, plan, hb);
  var loss = 0.0;
  if (edge.nu > CLEAR) {
    let k = u32(round(edge.t / plan * f32(steps) - 0.5));
    let before = highest_edge(d, plan, steps, 0u, k, 0.0, ha, edge.t, edge.height);
    let after = highest_edge(d, plan, steps, k + 1u, steps, edge.t, edge.height, plan, hb);
    loss = knife_edge_db(edge.nu) + side_loss_db(before, edge.nu, plan, before.t, edge.t - before.t, plan - edge.t) +
      side_loss_db(after, edge.nu, plan, plan - after.t, after.t - edge.t, edge.t);
  }
  let excess = select(edge.height - (ha + (hb - ha) * edge.t / plan), sight.least_excess, edge.nu == NO_EDGE);
  let k = vec3f(d.x, -d.y, hb - ha) / max(slant, 1e-9);
  let gain = gain_dbi(vec3f(dot(sight.axis_x, k), dot(sight.axis_y, k), dot(sight.axis_z, k)));
  // Bearing b of the cell: cos b = north / plan, sin b = east / plan; less the azimuth.
  let bearing = select(vec2f(1.0, 0.0), vec2f(-d.y, d.x) / plan, plan > 0.0);
  let cells = sight.columns * sight.rows;
  let out = row * sight.columns + id.x;
  planes[out] = gain - 20.0 * log10(4.0 * 3.14159265358979 * distance / sight.wavelength_m);
  planes[cells + out] = log10(distance);
  planes[2u * cells + out] = f32(edge.above) * (plan / f32(steps)) * slant / max(plan, 1e-9);
  planes[3u * cells + out] = max(sight.least_excess, excess);
  planes[4u * cells + out] = loss;
  planes[5u * cells + out] = select(0.0, 1.0, edge.above == 0u);
  planes[6u * cells + out] = bearing.x * sight.azimuth_cos + bearing.y * sight.azimuth_sin;
  planes[7u * cells + out] = bearing.y * sight.azimuth_cos - bearing.x * sight.azimuth_sin;
}

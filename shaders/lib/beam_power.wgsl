// #include "sweep_bindings.wgsl"
// #include "beam.wgsl"
// #include "material_table.wgsl"

const ANTENNA_COLUMNS = 360u;
const ANTENNA_ROWS = 129u;

// E_theta and E_phi as (re, im, re, im).
fn times(a: vec2f, b: vec2f) -> vec2f {
  return vec2f(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x);
}

// Field (theta, phi) at a column of the antenna table, whose entries hold their column and the next; v = tan(angle from straight down / 2).
fn antenna_field(column: f32, v: f32) -> vec2f {
  let row = clamp(v, 0.0, 1.0) * f32(ANTENNA_ROWS - 1u);
  let c = min(ANTENNA_COLUMNS - 1u, u32(column));
  let q = min(ANTENNA_ROWS - 2u, u32(row));
  let at = params.antenna_base + q * ANTENNA_COLUMNS + c;
  let both = mix(tables[at], tables[at + ANTENNA_COLUMNS], row - f32(q));
  return mix(both.xy, both.zw, column - f32(c));
}

fn cross_wall(e: vec4f, a: f32, t: f32, back: f32, c: vec4f) -> vec4f {
  let te = times(a * e.zw + t * e.xy, c.xy);
  let tm = times(t * e.zw - a * e.xy, c.zw);
  return vec4f(t * te - back * a * tm, back * a * te + t * tm);
}

// |E|^2 / L^2 of the beam in memory row `row` at unfolded plan distance r with vertical leg dh: the antenna's field replayed over
// its interactions, the ground bounce put where it falls among them. Twin: src/propagation/sweep/beam-power.ts.
fn beam_power(row: u32, count: u32, launch: u32, r: f32, dh: f32, bounced: bool) -> f32 {
  let length = sqrt(r * r + dh * dh);
  let ce = r / length;
  var kz = -dh / length;
  let departure = launches[3u * launch].xy;
  let field = antenna_field(launches[3u * launch + 1u].x, ce / (1.0 - kz));
  var c = departure;
  var e = vec4f(field.x, 0.0, field.y, 0.0);
  let r_ground = select(FAR_AWAY * 1e3, r * params.tx_height / (params.tx_height + params.rx_height), bounced);
  var on_ground = false;
  for (var j = 0u; j < count; j++) {
    if (!on_ground && event_distance(row, j) > r_ground) {
      let g = coefficients(0u, -kz, 0u);
      e = vec4f(times(e.xy, g.zw), times(e.zw, g.xy));
      kz = -kz;
      on_ground = true;
    }
    let event = event_at(row, j);
    let kind = event >> EVENT_SHIFT;
    let id = event & EVENT_ID;
    if (kind == ROOF) {
      let g = coefficients(roof_material(id), abs(kz), 1u);
      e = vec4f(times(e.xy, g.zw), times(e.zw, g.xy));
      continue;
    }
    let n = wall_normal(id);
    let dn = dot(c, n);
    let x = c.x * n.y - c.y * n.x;
    let g = coefficients(wall_material(wall_building(id)), abs(dn) * ce, select(0u, 1u, kind == TRANSMIT));
    let norm = sqrt(kz * kz * dn * dn + x * x);
    let level = norm < 1e-6;
    let a = select(kz * dn / norm, 0.0, level);
    let t = select(-x / norm, -1.0, level);
    let back = select(1.0, -1.0, kind == REFLECT);
    e = cross_wall(e, a, t, back, g);
    if (kind == REFLECT) {
      c -= 2.0 * dn * n;
    }
  }
  if (bounced && !on_ground) {
    let g = coefficients(0u, -kz, 0u);
    e = vec4f(times(e.xy, g.zw), times(e.zw, g.xy));
  }
  return dot(e, e) / (length * length);
}

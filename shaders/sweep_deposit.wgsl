// #include "lib/sweep_bindings.wgsl"
// #include "lib/beam.wgsl"
// #include "lib/beam_power.wgsl"
// #include "lib/fixed_point.wgsl"

const DIRECT = 0u;
const REFLECTED = 1u;
const TRANSMITTED = 2u;
const DIFFRACTED = 3u;
const STILL = 1e-12;

// Knife edge of an upright corner: ITU-R P.526-15, eq. 31, nu from the detour. Twin: cornerLoss in deposit.ts.
fn corner_loss(p: vec2f, r: f32, dh: f32) -> f32 {
  let way = p - vec2f(params.tx_x, params.tx_y);
  let straight2 = dot(way, way);
  let detour = max(0.0, r * r - straight2) / (sqrt(r * r + dh * dh) + sqrt(straight2 + dh * dh));
  let nu = 2.0 * sqrt(detour / params.wavelength_m);
  let f = sqrt((nu - 0.1) * (nu - 0.1) + 1.0) + nu - 0.1;
  return 0.20417379 / (f * f);
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

// One thread a piece and passage: where its slopes come down on the receiver plane (even threads), and where they pass it again
// after the ground (odd ones). Twin: src/propagation/sweep/deposit.ts.
@compute @workgroup_size(64)
fn deposit(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let thread = id.y * groups.x * 64u + id.x;
  if ((thread >> 1u) >= atomicLoad(&control.pieces)) {
    return;
  }
  let piece = pieces[thread >> 1u];
  let bounced = (thread & 1u) == 1u;
  let b = read_beam(piece.row);
  let depth = (b.count & 0xffu) + (thread & 1u);
  if (depth > params.max_depth || (bounced && !(is_on(REFLECTION) && is_on(HAS_GROUND)))) {
    return;
  }
  let dh = params.tx_height + select(-params.rx_height, params.rx_height, bounced);
  let first = max(piece.first, dh / -piece.lo - b.r0);
  let last = min(piece.last, select(FAR_AWAY, dh / -piece.hi, piece.hi < 0.0) - b.r0);
  if (last > first) {
    deposit_on_cells(piece.row, b, first, last, dh, bounced);
  }
}

fn deposit_on_cells(row: u32, b: Beam, first: f32, last: f32, dh: f32, bounced: bool) {
  let cell_m = params.cell_m;
  let size = vec2f(f32(params.columns), f32(params.rows)) * cell_m;
  // From the north-west corner, y southward, like the map's rows.
  let o = vec2f(b.origin.x - params.map_west, params.map_north - b.origin.y);
  let d = vec2f(b.direction.x, -b.direction.y);
  let moves = abs(d) > vec2f(STILL);
  if (any(!moves & ((o < vec2f(0.0)) | (o >= size)))) {
    return;
  }
  let a = select(vec2f(-FAR_AWAY), select((size - o) / d, -o / d, d > vec2f(0.0)), moves);
  let z = select(vec2f(FAR_AWAY), select(-o / d, (size - o) / d, d > vec2f(0.0)), moves);
  let start = max(first, max(a.x, a.y));
  let end = min(last, min(z.x, z.y));
  if (end - start < 1e-6) {
    return;
  }

  let count = b.count & 0xffu;
  let diffracted = (b.count & WAS_DIFFRACTED) != 0u;
  var plane = REFLECTED;
  if (diffracted) {
    plane = DIFFRACTED;
  } else if ((b.count & WAS_TRANSMITTED) != 0u) {
    plane = TRANSMITTED;
  } else if (count == 0u && !bounced) {
    plane = DIRECT;
  }
  let launch = launches[3u * b.launch];
  let scale = launch.z * params.deposit_scale;
  let corner = launch.w;

  let top = vec2i(i32(params.columns) - 1, i32(params.rows) - 1);
  var at = clamp(vec2i(floor((o + d * (start + 1e-4)) / cell_m)), vec2i(0), top);
  let step = select(vec2i(-1), vec2i(1), d > vec2f(0.0));
  let per = select(vec2f(FAR_AWAY * 1e3), cell_m / abs(d), moves);
  var leave = select(vec2f(FAR_AWAY * 1e3), (vec2f(at + max(step, vec2i(0))) * cell_m - o) / d, moves);
  var s = start;
  loop {
    let next = min(min(leave.x, leave.y), end);
    if (next > s) {
      let middle = 0.5 * (s + next);
      let r = b.r0 + middle;
      if (!bounced || bounces_on_ground(b, r)) {
        var gain = beam_power(row, count, b.launch, r, dh, bounced) * scale * (r - corner) * (next - s);
        if (diffracted) {
          gain *= corner_loss(b.origin + b.direction * middle, r, dh);
        }
        add_gain(plane, u32(at.y) * params.columns + u32(at.x), gain);
      }
      s = next;
    }
    if (s >= end) {
      return;
    }
    if (leave.x < leave.y) {
      at.x += step.x;
      leave.x += per.x;
    } else {
      at.y += step.y;
      leave.y += per.y;
    }
    if (any(at < vec2i(0)) || any(at > top)) {
      return;
    }
  }
}

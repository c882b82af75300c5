// #include "lib/launch_bindings.wgsl"
// #include "lib/bvh.wgsl"
// #include "lib/launch_field.wgsl"
// #include "lib/launch_interaction.wgsl"
// #include "lib/launch_receivers.wgsl"
// #include "lib/utd.wgsl"

// First-order diffraction, gathered: one workgroup a tile of 8 x 8 cells, one thread a cell, one of its points a pass. Twins:
// src/propagation/launch/edge-gather.ts and edge-field.ts. Layouts: diffract-on-gpu.ts of the same folder.
struct Gather {
  first_tile: u32,
  tiles_across: u32,
  // Number of the point of every cell, and how many there are on a side.
  point: u32,
  points_across: u32,

  wedges: u32,
  // 1: the terms as Sionna RT puts them together.
  as_sionna: u32,
  lot_below: f32,
  lot_below_in_sight: f32,

  // (lambda / 4 pi)^2 / points.
  scale: f32,
  clearance: f32,
  least_distance: f32,
}

struct Wedge {
  // About the centre of the mesh; length of the edge.
  origin: vec3f,
  length: f32,
  edge: vec3f,
  looks_per_m: f32,
  // In the 0-face away from the edge; place of the transmitter along the edge.
  tangent: vec3f,
  along: f32,
  normal: vec3f,
  // Distance of the transmitter from the edge's line.
  away: f32,
  // Of the transmitter's angle about the edge: sine, cosine, angle; n.
  sin_source: f32,
  cos_source: f32,
  source: f32,
  n: f32,
  sin_n: f32,
  cos_n: f32,
  // Middle of the free side.
  sin_middle: f32,
  cos_middle: f32,
}

@group(1) @binding(0) var<uniform> gather: Gather;
@group(1) @binding(1) var<storage, read> wedges: array<Wedge>;
// A wedge: two words of the parts that the transmitter sees, materials of the 0-face and of the n-face.
@group(1) @binding(2) var<storage, read> wedge_words: array<vec4u>;
// A cell: path gain, diffracted rays that arrived, and the power below which those of the point in hand are traced by lot.
@group(1) @binding(3) var<storage, read_write> gathered: array<vec4f>;

const TILE = 8u;
const CHUNK_WORDS = 64u;
var<workgroup> kept: array<atomic<u32>, CHUNK_WORDS>;

// Place of a point about a wedge's edge: along the 0-face, over it, along the edge.
fn place_about(w: u32, p: vec3f) -> vec3f {
  let d = p - wedges[w].origin;
  return vec3f(dot(d, wedges[w].tangent), dot(d, wedges[w].normal), dot(d, wedges[w].edge));
}

// False where no ray over the wedge comes within `radius` of the point at `place`.
fn may_reach(w: u32, place: vec3f, radius: f32) -> bool {
  if (place.y <= -radius && place.x * wedges[w].sin_n - place.y * wedges[w].cos_n <= -radius) {
    return false;
  }
  let far = length(place.xy);
  let close = max(0.0, far - radius);
  let away = wedges[w].away;
  let source = wedges[w].along;
  let least = place.z - radius - source;
  let most = place.z + radius - source;
  let low = source + least * away / (away + select(far + radius, close, least < 0.0));
  let high = source + most * away / (away + select(close, far + radius, most < 0.0));
  return high >= 0.0 && low <= wedges[w].length;
}

struct Faces {
  beta_beta: vec2f,
  beta_phi: vec2f,
  phi_beta: vec2f,
  phi_phi: vec2f,
}

// Adds a term weighed by the reflection of a face; twin: src/radio/wedge-matrix.ts.
fn add_face(sum: ptr<function, Faces>, term: vec2f, material: u32, turn: vec2f, sin_beta: f32, cos_beta: f32) {
  // Rough faces keep less of the reflected field.
  let r = slab_entry(material, sin_beta * abs(turn.x)).r * sqrt(1.0 - slabs[2u * material].z);
  let along = turn.x * cos_beta;
  let square = turn.y * turn.y + along * along;
  let normal = square <= 1e-12;
  let inverse = select(1.0 / square, 0.0, normal);
  let a = select(turn.y * turn.y * inverse, 1.0, normal);
  let b = along * along * inverse;
  let x = -along * turn.y * inverse;
  (*sum).beta_beta += complex_times(term, a * r.xy - b * r.zw);
  (*sum).phi_phi += complex_times(term, a * r.zw - b * r.xy);
  let cross_term = complex_times(term, x * (r.xy + r.zw));
  (*sum).beta_phi += cross_term;
  (*sum).phi_beta -= cross_term;
}

fn weighed(w: u32, terms: array<vec2f, 4>, phi: f32, sin_phi: f32, cos_phi: f32, sin_beta: f32, cos_beta: f32) -> Faces {
  let v = wedges[w];
  let sin_far = v.sin_n * v.cos_source - v.cos_n * v.sin_source;
  let cos_far = v.cos_n * v.cos_source + v.sin_n * v.sin_source;
  // A term for either face with the ray's sine and cosine about the edge from it, and one that goes straight on.
  var straight = terms[0] + terms[1];
  var face_term = array<vec2f, 2>(terms[3], terms[2]);
  var turn = array<vec2f, 2>(vec2f(v.sin_source, v.cos_source), vec2f(sin_far, cos_far));
  if (gather.as_sionna == 1u) {
    let far_term = terms[1] - terms[2];
    let dark = v.n * UTD_PI > UTD_PI + v.source;
    straight = select(vec2f(0.0), far_term, dark);
    face_term = array<vec2f, 2>(terms[0] - terms[3], select(far_term, vec2f(0.0), dark));
  } else if (v.source <= phi) {
    turn[1] = vec2f(v.sin_n * cos_phi - v.cos_n * sin_phi, -(v.cos_n * cos_phi + v.sin_n * sin_phi));
  } else {
    turn[0] = vec2f(sin_phi, -cos_phi);
  }
  var sum: Faces;
  sum.beta_beta = straight;
  sum.phi_phi = straight;
  for (var face = 0u; face < 2u; face++) {
    let material = select(wedge_words[w].z, wedge_words[w].w, face == 1u);
    add_face(&sum, face_term[face], material, turn[face], sin_beta, select(cos_beta, -cos_beta, face == 1u));
  }
  return sum;
}

// True where nothing stands between the edge, seen just outside it, and either end of the ray.
fn sees_both_ends(w: u32, along: f32, receiver: vec3f) -> bool {
  let v = wedges[w];
  let aim = v.origin + along * v.edge + gather.clearance * (v.cos_middle * v.tangent + v.sin_middle * v.normal);
  for (var end = 0u; end < 2u; end++) {
    let point = select(params.tx, receiver, end == 0u);
    let way = aim - point;
    let far = length(way);
    if (occluded(point, way / far, far)) {
      return false;
    }
  }
  return true;
}

// Path gain over wedge w at a point, its weight in lots included.
fn through(w: u32, receiver: vec3f, lot_below: f32, key: u32) -> f32 {
  let place = place_about(w, receiver);
  if (place.y <= 0.0 && place.x * wedges[w].sin_n - place.y * wedges[w].cos_n <= 0.0) {
    return 0.0;
  }
  let near = length(place.xy);
  let away = wedges[w].away + near;
  let forward = place.z - wedges[w].along;
  let along = wedges[w].along + forward * wedges[w].away / away;
  if (!(along >= 0.0 && along <= wedges[w].length && near > gather.least_distance)) {
    return 0.0;
  }
  let part = min(63u, u32(along * wedges[w].looks_per_m));
  let seen = select(wedge_words[w].x, wedge_words[w].y, part > 31u);
  if (((seen >> (part & 31u)) & 1u) == 0u) {
    return 0.0;
  }

  let way = sqrt(away * away + forward * forward);
  let phi = angle_of(place.x, place.y);
  let terms = wedge_terms(phi, wedges[w].source, wedges[w].n, wedges[w].away * near / (way * params.wavelength_m));
  let reach = (length(terms[0]) + length(terms[1]) + length(terms[2]) + length(terms[3])) / way;
  let bound = reach * reach;
  var weight = 1.0 / (way * way);
  if (bound < lot_below) {
    if (ray_random(params.seed, key, w + 2u) * lot_below >= bound) {
      return 0.0;
    }
    weight *= lot_below / bound;
  }
  if (!sees_both_ends(w, along, receiver)) {
    return 0.0;
  }

  let sin_beta = away / way;
  let cos_beta = forward / way;
  let sum = weighed(w, terms, phi, place.y / near, place.x / near, sin_beta, cos_beta);
  let radial = wedges[w].cos_source * wedges[w].tangent + wedges[w].sin_source * wedges[w].normal;
  let field = antenna_field(cos_beta * wedges[w].edge - sin_beta * radial);
  let beta = dot(field, cos_beta * radial + sin_beta * wedges[w].edge);
  let across = dot(field, wedges[w].cos_source * wedges[w].normal - wedges[w].sin_source * wedges[w].tangent);
  let out_beta = beta * sum.beta_beta + across * sum.beta_phi;
  let out_phi = beta * sum.phi_beta + across * sum.phi_phi;
  return (dot(out_beta, out_beta) + dot(out_phi, out_phi)) * weight;
}

struct Point {
  inside: bool,
  cell: u32,
  key: u32,
  at: vec3f,
}

// The point of the receivers so many metres along columns and along rows from the first corner.
fn on_receivers(metres: vec2f) -> vec3f {
  var at = params.plane_corner + metres.x * params.plane_u + metres.y * params.plane_v;
  if (params.surface_at != 0u) {
    at.z = draped_height(at.x, at.y);
  }
  return at;
}

// Middle and radius of a ball about all receivers of a tile.
fn ball_about(corner: vec2u, half_side: f32) -> vec4f {
  var middle = params.plane_corner
    + (f32(corner.x) * params.cell_m + half_side) * params.plane_u
    + (f32(corner.y) * params.cell_m + half_side) * params.plane_v;
  var half_span = 0.0;
  if (params.surface_at != 0u) {
    let span = block_span(i32(corner.x), i32(corner.y));
    middle.z = 0.5 * (span.x + span.y);
    half_span = 0.5 * (span.y - span.x);
  }
  return vec4f(middle, length(vec2f(half_side * 1.4142136, half_span)) + 0.01);
}

// The point of a cell that this pass looks at: drawn in its part of the cell.
fn point_of(place: vec2u) -> Point {
  let cell = place.y * params.columns + place.x;
  let key = cell * gather.points_across * gather.points_across + gather.point;
  let step = params.cell_m / f32(gather.points_across);
  let part = vec2u(gather.point % gather.points_across, gather.point / gather.points_across);
  let drawn = vec2f(ray_random(params.seed, key, 0u), ray_random(params.seed, key, 1u));
  let at = on_receivers(vec2f(place) * params.cell_m + (vec2f(part) + drawn) * step);
  return Point(place.x < params.columns && place.y < params.rows, cell, key, at);
}

fn tile_corner(group: u32) -> vec2u {
  let tile = gather.first_tile + group;
  return TILE * vec2u(tile % gather.tiles_across, tile / gather.tiles_across);
}

// Sets the power below which a cell's rays are traced by lot, by whether its point sees the transmitter.
@compute @workgroup_size(64)
fn look(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let point = point_of(tile_corner(group.x) + vec2u(local % TILE, local / TILE));
  if (!point.inside) {
    return;
  }
  let way = params.tx - point.at;
  let far = length(way);
  let in_sight = (params.switches & LINE_OF_SIGHT) != 0u && !occluded(point.at, way / far, far);
  gathered[point.cell].z = select(gather.lot_below, gather.lot_below_in_sight, in_sight) / (far * far);
}

@compute @workgroup_size(64)
fn diffract(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let corner = tile_corner(group.x);
  let half_side = 0.5 * f32(TILE) * params.cell_m;
  let near = ball_about(corner, half_side);
  let point = point_of(corner + vec2u(local % TILE, local / TILE));
  var lot_below = 0.0;
  if (point.inside) {
    lot_below = gathered[point.cell].z;
  }
  var power = 0.0;
  var arrived = 0.0;
  for (var first = 0u; first < gather.wedges; first += 32u * CHUNK_WORDS) {
    atomicStore(&kept[local], 0u);
    workgroupBarrier();
    for (var i = local; i < 32u * CHUNK_WORDS; i += 64u) {
      let w = first + i;
      if (w < gather.wedges && may_reach(w, place_about(w, near.xyz), near.w)) {
        atomicOr(&kept[i >> 5u], 1u << (i & 31u));
      }
    }
    workgroupBarrier();
    if (point.inside) {
      for (var word = 0u; word < CHUNK_WORDS; word++) {
        var bits = atomicLoad(&kept[word]);
        while (bits != 0u) {
          let w = first + 32u * word + firstTrailingBit(bits);
          bits &= bits - 1u;
          let gain = through(w, point.at, lot_below, point.key);
          power += gain;
          arrived += select(0.0, 1.0, gain > 0.0);
        }
      }
    }
    workgroupBarrier();
  }
  if (point.inside && arrived > 0.0) {
    gathered[point.cell].x += power * gather.scale;
    gathered[point.cell].y += arrived;
  }
}

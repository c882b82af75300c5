// #include "launch_bindings.wgsl"
// #include "ray_random.wgsl"
// #include "turn.wgsl"

const ABSORBED = 0u;
const WAS_REFLECTED = 1u;
const WAS_TRANSMITTED = 2u;
const WAS_SCATTERED = 3u;

// Random numbers of a ray by what they decide; four a depth, as in src/propagation/mesh/scatter.ts.
const SCATTER_TURN = 64u;
const SURVIVAL_TURN = 32u;

struct Ray {
  origin: vec3f,
  // Solid angle that the ray stands for; after scattering over the density of the direction drawn.
  weight: f32,
  direction: vec3f,
  key: u32,
  field_re: vec3f,
  // Length of the way so far [m].
  way: f32,
  field_im: vec3f,
  // Surfaces it has met.
  depth: u32,
  departure: vec3f,
  // Of the sums that it adds to.
  plane: u32,
  // False where it has ended.
  on: bool,
}

struct Entry {
  r: vec4f,
  t: vec4f,
}

fn slab_entry(material: u32, cosine: f32) -> Entry {
  let head = slabs[2u * material];
  let intervals = u32(head.y);
  let position = sqrt(clamp(cosine, 0.0, 1.0)) * head.y;
  let node = min(intervals - 1u, u32(position));
  let at = u32(head.x) + 2u * node;
  let w = position - f32(node);
  return Entry(mix(slabs[at], slabs[at + 2u], w), mix(slabs[at + 1u], slabs[at + 3u], w));
}

fn complex_times(a: vec2f, b: vec2f) -> vec2f {
  return vec2f(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x);
}

fn power_of(te: vec2f, tm: vec2f) -> f32 {
  return dot(te, te) + dot(tm, tm);
}

// Spherical unit vectors of a direction: theta away from +z, phi counter-clockwise about it.
fn theta_hat(k: vec3f) -> vec3f {
  let plan = length(k.xy);
  let on_axis = plan < 1e-6;
  return vec3f(k.z * select(k.x / plan, 1.0, on_axis), k.z * select(k.y / plan, 0.0, on_axis), -plan);
}

fn phi_hat(k: vec3f) -> vec3f {
  let plan = length(k.xy);
  let on_axis = plan < 1e-6;
  return vec3f(-select(k.y / plan, 0.0, on_axis), select(k.x / plan, 1.0, on_axis), 0.0);
}

// Shares of the directions drawn at a rough surface: over the hemisphere, towards the map, towards the plane about it, and how many times
// as wide as the map that is.
const OVER_HEMISPHERE = 0.3;
// Where a surface has lobes, over the hemisphere; the rest goes after the lobes.
const OVER_HEMISPHERE_BY_LOBE = 0.1;
const AT_MAP = 0.4;
const ABOUT_MAP = 0.3;
const ABOUT_WIDTH = 4.0;
// Steps of the norm of a lobe over the cosine of incidence.
const LOBE_INTERVALS = 256.0;

// Density over solid angle of all three together. Twin: scatter.ts.
fn scatter_density(from_point: vec3f, k: vec3f, over_hemisphere: f32) -> f32 {
  var density = over_hemisphere * 0.15915494309;
  let across = dot(params.plane_normal, k);
  let t = dot(params.plane_normal, params.plane_corner - from_point) / across;
  if (t > 0.0) {
    let p = from_point + t * k - params.plane_corner;
    let width = params.cell_m * f32(params.columns);
    let height = params.cell_m * f32(params.rows);
    let per_area = t * t / (width * height * abs(across));
    let off = abs(vec2f(dot(p, params.plane_u) / width, dot(p, params.plane_v) / height) - 0.5);
    if (max(off.x, off.y) < 0.5) {
      density += AT_MAP * per_area;
    }
    if (max(off.x, off.y) < 0.5 * ABOUT_WIDTH) {
      density += ABOUT_MAP * per_area / (ABOUT_WIDTH * ABOUT_WIDTH);
    }
  }
  return density;
}

// Turns a ray into its reflected, transmitted or scattered continuation at a surface; twin: interaction.ts and scatter.ts of
// src/propagation/reference. One continuation is drawn by its share of the outgoing power.
fn interact(ray: ptr<function, Ray>, at_point: vec3f, normal: vec3f, material: u32, depth: u32) -> u32 {
  let d = (*ray).direction;
  let n = select(normal, -normal, dot(d, normal) > 0.0);
  let cosine = -dot(d, n);
  var s = cross(d, n);
  let sine = length(s);
  if (sine > 1e-6) {
    s /= sine;
  } else if (dot(n.xy, n.xy) > 0.5) {
    s = vec3f(-n.y, n.x, 0.0) / length(n.xy);
  } else {
    s = vec3f(0.0, -n.z, n.y) / length(n.yz);
  }
  let p = cross(s, d);
  let te = vec2f(dot((*ray).field_re, s), dot((*ray).field_im, s));
  let tm = vec2f(dot((*ray).field_re, p), dot((*ray).field_im, p));
  let entry = slab_entry(material, cosine);
  let te_r = complex_times(entry.r.xy, te);
  let tm_r = complex_times(entry.r.zw, tm);
  let mirrored = power_of(te_r, tm_r);
  let rough = slabs[2u * material].z;
  let scattered = mirrored * rough;
  let reflected = select(0.0, mirrored * (1.0 - rough), (params.switches & REFLECTION) != 0u);
  var te_t = vec2f(0.0);
  var tm_t = vec2f(0.0);
  var passed = 0.0;
  if ((params.switches & REFRACTION) != 0u) {
    te_t = complex_times(entry.t.xy, te);
    tm_t = complex_times(entry.t.zw, tm);
    passed = power_of(te_t, tm_t);
  }
  let total = reflected + scattered + passed;
  if (!(total > 0.0)) {
    return ABSORBED;
  }
  let drawn = ray_random(params.seed, (*ray).key, depth) * total;
  if (drawn >= reflected + scattered && passed > 0.0) {
    let boost = sqrt(total / passed);
    (*ray).field_re = boost * (te_t.x * s + tm_t.x * p);
    (*ray).field_im = boost * (te_t.y * s + tm_t.y * p);
    (*ray).origin = at_point - params.slack_m * n;
    return WAS_TRANSMITTED;
  }
  (*ray).origin = at_point + params.slack_m * n;
  if (drawn < reflected || scattered == 0.0) {
    let boost = sqrt(total / mirrored);
    let k = d + 2.0 * cosine * n;
    let q = cross(s, k);
    (*ray).direction = k;
    (*ray).field_re = boost * (te_r.x * s + tm_r.x * q);
    (*ray).field_im = boost * (te_r.y * s + tm_r.y * q);
    return WAS_REFLECTED;
  }
  return scatter(ray, at_point, n, material, total, depth);
}

// From two uniform numbers a direction whose angle to a unit axis has the cosine `up`, turned about the axis by `turn`.
fn about(axis: vec3f, up: f32, sine: f32, turn: f32) -> vec3f {
  let across = cos_sin_of_turn(u32(turn * 16777216.0) << 8u) * sine;
  var u = select(vec3f(1.0, 0.0, 0.0), vec3f(0.0, 0.0, 1.0), abs(axis.x) > 0.5);
  u = normalize(cross(u, axis));
  return up * axis + across.x * u + across.y * cross(axis, u);
}

// The two lobes of a direction with the cosines to the mirrored and to the incoming one, weighed by lambda.
fn lobe_values(lobe: vec4f, to_mirrored: f32, to_incoming: f32) -> vec2f {
  let mirrored = lobe.z * pow(clamp(0.5 + 0.5 * to_mirrored, 0.0, 1.0), lobe.x);
  let back = (1.0 - lobe.z) * pow(clamp(0.5 + 0.5 * to_incoming, 0.0, 1.0), lobe.y);
  return vec2f(mirrored, back);
}

// 1 / integral of the lobes over the hemisphere; twin: roughness.ts.
fn per_lobe_norm(material: u32, cosine: f32) -> f32 {
  let position = clamp(cosine, 0.0, 1.0) * LOBE_INTERVALS;
  let node = min(u32(position), u32(LOBE_INTERVALS) - 1u);
  let step = slabs[u32(slabs[2u * material].w) + node];
  return mix(step.x, step.y, position - f32(node));
}

fn scatter(ray: ptr<function, Ray>, at_point: vec3f, n: vec3f, material: u32, power: f32, depth: u32) -> u32 {
  let d = (*ray).direction;
  let lobe = slabs[2u * material + 1u];
  let lobed = lobe.x > 0.0;
  let mirrored = d - 2.0 * dot(d, n) * n;
  let over_hemisphere = select(OVER_HEMISPHERE, OVER_HEMISPHERE_BY_LOBE, lobed);
  let turn = SCATTER_TURN + 4u * depth;
  let a = ray_random(params.seed, (*ray).key, turn + 1u);
  let b = ray_random(params.seed, (*ray).key, turn + 2u);
  var k: vec3f;
  let share = ray_random(params.seed, (*ray).key, turn);
  if (share < over_hemisphere) {
    k = about(n, a, sqrt(max(0.0, 1.0 - a * a)), b);
  } else if (share < OVER_HEMISPHERE) {
    let first = share < over_hemisphere + lobe.z * (OVER_HEMISPHERE - over_hemisphere);
    let half = pow(a, 1.0 / (select(lobe.y, lobe.x, first) + 1.0));
    k = about(select(-d, mirrored, first), 2.0 * half - 1.0, 2.0 * sqrt(max(0.0, half * (1.0 - half))), b);
  } else {
    let wide = select(1.0, ABOUT_WIDTH, share >= OVER_HEMISPHERE + AT_MAP);
    let aim = params.plane_corner
      + (0.5 + (a - 0.5) * wide) * params.cell_m * f32(params.columns) * params.plane_u
      + (0.5 + (b - 0.5) * wide) * params.cell_m * f32(params.rows) * params.plane_v;
    k = normalize(aim - at_point);
  }
  let cosine = dot(k, n);
  if (!(cosine > 0.0)) {
    return ABSORBED;
  }
  // Share of the scattered power a steradian: Lambert's cos / pi, or that of the lobes.
  var value = cosine * 0.31830988618;
  var density = scatter_density(at_point, k, over_hemisphere);
  if (lobed) {
    let lobes = lobe_values(lobe, dot(k, mirrored), -dot(k, d));
    value = (lobes.x + lobes.y) * per_lobe_norm(material, -dot(d, n));
    density += (OVER_HEMISPHERE - over_hemisphere) * 0.07957747155 * dot(lobes, lobe.xy + 1.0);
  }
  (*ray).weight *= value / density;
  // The Jones vector in the spherical basis is turned by K_x, its length is that of the outgoing power.
  let theta = vec2f(dot((*ray).field_re, theta_hat(d)), dot((*ray).field_im, theta_hat(d)));
  let phi = vec2f(dot((*ray).field_re, phi_hat(d)), dot((*ray).field_im, phi_hat(d)));
  let scale = sqrt(power / max(power_of(theta, phi), 1e-37));
  let turn_cosine = sqrt(1.0 - lobe.w * lobe.w);
  let theta_out = turn_cosine * theta - lobe.w * phi;
  let phi_out = lobe.w * theta + turn_cosine * phi;
  let t_hat = theta_hat(k);
  let p_hat = phi_hat(k);
  (*ray).field_re = scale * (theta_out.x * t_hat + phi_out.x * p_hat);
  (*ray).field_im = scale * (theta_out.y * t_hat + phi_out.y * p_hat);
  (*ray).direction = k;
  return WAS_SCATTERED;
}

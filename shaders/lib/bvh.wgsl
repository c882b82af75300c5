// Rays against the triangles of a mesh. Layouts and the reason of `slack`: src/propagation/launch/pack-mesh.ts; the float64 twin is
// src/propagation/mesh/ray-caster.ts. The includer declares `mesh_nodes` and `mesh_triangles` (both array<vec4f>, storage),
// `mesh_root()` and `mesh_slack()`; STACK_SIZE is set when the shader is compiled.

const LEAF_BIT = 0x80000000u;
const SLOT_MASK = 0x03ffffffu;
const NO_HIT = 0xffffffffu;
const FAR = 1e30;
// Triangles reach this share of their edges beyond them, so that no ray slips between two.
const EDGE_SLACK = 2e-6;

struct Hit {
  t: f32,
  // NO_HIT where the ray meets nothing.
  slot: u32,
}

struct BoxSpan {
  near: f32,
  far: f32,
}

fn box_span(at: u32, origin: vec3f, inverse: vec3f) -> BoxSpan {
  let a = (mesh_nodes[at].xyz - origin) * inverse;
  let b = (mesh_nodes[at + 1u].xyz - origin) * inverse;
  let lo = min(a, b);
  let hi = max(a, b);
  return BoxSpan(max(max(lo.x, lo.y), lo.z), min(min(hi.x, hi.y), hi.z));
}

// Distance to a triangle, or FAR: Moller and Trumbore, from both sides.
fn triangle_distance(slot: u32, origin: vec3f, direction: vec3f) -> f32 {
  let a = mesh_triangles[3u * slot].xyz;
  let u_edge = mesh_triangles[3u * slot + 1u].xyz;
  let v_edge = mesh_triangles[3u * slot + 2u].xyz;
  let p = cross(direction, v_edge);
  let det = dot(u_edge, p);
  if (det == 0.0) {
    return FAR;
  }
  let inverse = 1.0 / det;
  let s = origin - a;
  let u = dot(s, p) * inverse;
  let q = cross(s, u_edge);
  let v = dot(direction, q) * inverse;
  if (u < -EDGE_SLACK || v < -EDGE_SLACK || u + v > 1.0 + EDGE_SLACK) {
    return FAR;
  }
  return dot(v_edge, q) * inverse;
}

fn safe_inverse(direction: vec3f) -> vec3f {
  // A huge number in place of infinity keeps 0 * inf out of the slab test.
  let tiny = abs(direction) < vec3f(1e-20);
  return 1.0 / select(direction, vec3f(1e-20), tiny);
}

// Unit normal of a triangle, of either sense.
fn triangle_normal(slot: u32) -> vec3f {
  return normalize(cross(mesh_triangles[3u * slot + 1u].xyz, mesh_triangles[3u * slot + 2u].xyz));
}

fn triangle_material(slot: u32) -> u32 {
  return u32(mesh_triangles[3u * slot].w);
}

// The nearest triangle before t_max [m] along a unit direction; with `any`, the first that is found.
fn cast_ray(origin: vec3f, direction: vec3f, t_max: f32, any: bool) -> Hit {
  let inverse = safe_inverse(direction);
  let slack = mesh_slack();
  var stack: array<u32, STACK_SIZE>;
  var waiting_at: array<f32, STACK_SIZE>;
  var top = 0u;
  var best = Hit(t_max, NO_HIT);
  var best_area = 0.0;
  var reach = select(t_max + slack, t_max, any);
  var node = mesh_root();
  loop {
    if ((node & LEAF_BIT) != 0u) {
      let first = node & SLOT_MASK;
      let end = first + ((node >> 26u) & 31u);
      for (var slot = first; slot < end; slot++) {
        let t = triangle_distance(slot, origin, direction);
        if (!(t > 0.0 && t < reach)) {
          continue;
        }
        if (any) {
          return Hit(t, slot);
        }
        let area = mesh_triangles[3u * slot + 1u].w;
        if (best.slot != NO_HIT && t > best.t - slack) {
          // One place: the largest triangle stands for all.
          if (area < best_area || (area == best_area && slot > best.slot)) {
            continue;
          }
        }
        best = Hit(t, slot);
        best_area = area;
        reach = t + slack;
      }
    } else {
      let at = 4u * (node & SLOT_MASK);
      let left = box_span(at, origin, inverse);
      let right = box_span(at + 2u, origin, inverse);
      // Boxes of walls are flat: a little room keeps a ray that grazes one within rounding.
      let into_left = left.near <= left.far + slack && left.far >= 0.0 && left.near < reach;
      let into_right = right.near <= right.far + slack && right.far >= 0.0 && right.near < reach;
      let left_node = bitcast<u32>(mesh_nodes[at].w);
      let right_node = bitcast<u32>(mesh_nodes[at + 2u].w);
      if (into_left && into_right) {
        let left_first = left.near <= right.near;
        stack[top] = select(left_node, right_node, left_first);
        waiting_at[top] = select(left.near, right.near, left_first);
        top++;
        node = select(right_node, left_node, left_first);
        continue;
      }
      if (into_left) {
        node = left_node;
        continue;
      }
      if (into_right) {
        node = right_node;
        continue;
      }
    }
    var found = false;
    while (top > 0u) {
      top--;
      if (waiting_at[top] < reach) {
        found = true;
        break;
      }
    }
    if (!found) {
      break;
    }
    node = stack[top];
  }
  return best;
}

// True where a triangle lies before t_max [m].
fn occluded(origin: vec3f, direction: vec3f, t_max: f32) -> bool {
  return cast_ray(origin, direction, t_max, true).slot != NO_HIT;
}

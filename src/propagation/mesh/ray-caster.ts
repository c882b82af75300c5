import { BVH_MAX_DEPTH, type Bvh } from './bvh.ts';

/** Hits nearer than this to the ray's origin [m] are the surface that the ray has just left. */
const NEAREST_HIT_M = 1e-6;
/** Slack on barycentric coordinates, so that no ray slips between two triangles that share an edge. */
const EDGE_SLACK = 1e-9;

/**
 * Surfaces nearer to each other than this along a ray [m] count as one: the largest triangle stands for all. So the ground, and not
 * the floor of a building that lies in it, is what a ray inside the building meets, whatever the rounding.
 */
const COINCIDENCE_M = 1e-7;

/**
 * Casts rays at a mesh. Origin (x, y, z [m]) and unit direction are read from the first six values of `ray`, so that the inner
 * loop passes no numbers through calls and allocates nothing.
 */
export interface RayCaster {
  readonly ray: Float64Array;
  /** Distance to the last closest hit [m]; Infinity after a miss. */
  readonly distance: Float64Array;
  /** Slot (see Bvh) of the nearest triangle that the ray meets, from either side, or -1. */
  closest(): number;
  /** True where a triangle lies between the origin and `distance[0]` [m], which the caller sets. */
  blocked(): boolean;
}

/** @param ray state whose first six values are origin and direction; it may be longer. */
export function createRayCaster(bvh: Bvh, ray: Float64Array): RayCaster {
  const { bounds, first, count, planes, area } = bvh;
  const distance = new Float64Array(1);
  const stack = new Uint32Array(BVH_MAX_DEPTH + 1);
  const entry = new Float64Array(BVH_MAX_DEPTH + 1);
  const empty = planes.length === 0;

  function traverse(anyHit: boolean): number {
    if (empty) return -1;
    const ox = ray[0]!;
    const oy = ray[1]!;
    const oz = ray[2]!;
    const dx = ray[3]!;
    const dy = ray[4]!;
    const dz = ray[5]!;
    // A huge number in place of infinity keeps 0 * inf = NaN out of the slab test.
    const ix = dx === 0 ? 1e300 : 1 / dx;
    const iy = dy === 0 ? 1e300 : 1 / dy;
    const iz = dz === 0 ? 1e300 : 1 / dz;
    // Which of a box's two faces the ray meets first, by axis.
    const nearX = dx < 0 ? 3 : 0;
    const nearY = dy < 0 ? 4 : 1;
    const nearZ = dz < 0 ? 5 : 2;
    const farX = 3 - nearX;
    const farY = 5 - nearY;
    const farZ = 7 - nearZ;
    let best = distance[0]!;
    let reach = anyHit ? best : best + COINCIDENCE_M;
    let hit = -1;
    let node = 0;
    let top = 0;
    for (;;) {
      const n = count[node]!;
      if (n > 0) {
        const end = first[node]! + n;
        for (let slot = first[node]!; slot < end; slot++) {
          const at = 12 * slot;
          const nx = planes[at]!;
          const ny = planes[at + 1]!;
          const nz = planes[at + 2]!;
          const t = (planes[at + 3]! - nx * ox - ny * oy - nz * oz) / (nx * dx + ny * dy + nz * dz);
          // Also false for NaN: a ray within the plane.
          if (!(t > NEAREST_HIT_M && t < reach)) continue;
          const px = ox + t * dx;
          const py = oy + t * dy;
          const pz = oz + t * dz;
          const u = planes[at + 4]! * px + planes[at + 5]! * py + planes[at + 6]! * pz + planes[at + 7]!;
          if (u < -EDGE_SLACK) continue;
          const v = planes[at + 8]! * px + planes[at + 9]! * py + planes[at + 10]! * pz + planes[at + 11]!;
          if (v < -EDGE_SLACK || u + v > 1 + EDGE_SLACK) continue;
          if (anyHit) return slot;
          if (t > best - COINCIDENCE_M) {
            const larger = area[slot]! - area[hit]!;
            if (larger < 0 || (larger === 0 && slot > hit)) continue;
          }
          best = t;
          reach = t + COINCIDENCE_M;
          hit = slot;
        }
      } else {
        const left = first[node]!;
        const a = 6 * left;
        let edge = 0;
        let leftIn = (bounds[a + nearX]! - ox) * ix;
        let leftOut = (bounds[a + farX]! - ox) * ix;
        edge = (bounds[a + nearY]! - oy) * iy;
        if (edge > leftIn) leftIn = edge;
        edge = (bounds[a + farY]! - oy) * iy;
        if (edge < leftOut) leftOut = edge;
        edge = (bounds[a + nearZ]! - oz) * iz;
        if (edge > leftIn) leftIn = edge;
        edge = (bounds[a + farZ]! - oz) * iz;
        if (edge < leftOut) leftOut = edge;
        let rightIn = (bounds[a + 6 + nearX]! - ox) * ix;
        let rightOut = (bounds[a + 6 + farX]! - ox) * ix;
        edge = (bounds[a + 6 + nearY]! - oy) * iy;
        if (edge > rightIn) rightIn = edge;
        edge = (bounds[a + 6 + farY]! - oy) * iy;
        if (edge < rightOut) rightOut = edge;
        edge = (bounds[a + 6 + nearZ]! - oz) * iz;
        if (edge > rightIn) rightIn = edge;
        edge = (bounds[a + 6 + farZ]! - oz) * iz;
        if (edge < rightOut) rightOut = edge;
        // Boxes of walls are flat: a relative slack keeps a ray that grazes one within rounding.
        const slackLeft = 1e-12 * Math.abs(leftIn) + 1e-9;
        const slackRight = 1e-12 * Math.abs(rightIn) + 1e-9;
        const intoLeft = leftIn <= leftOut + slackLeft && leftOut >= 0 && leftIn < reach;
        const intoRight = rightIn <= rightOut + slackRight && rightOut >= 0 && rightIn < reach;
        if (intoLeft && intoRight) {
          if (leftIn <= rightIn) {
            stack[top] = left + 1;
            entry[top++] = rightIn;
            node = left;
          } else {
            stack[top] = left;
            entry[top++] = leftIn;
            node = left + 1;
          }
          continue;
        }
        if (intoLeft || intoRight) {
          node = intoLeft ? left : left + 1;
          continue;
        }
      }
      for (;;) {
        if (top === 0) {
          distance[0] = hit < 0 ? Infinity : best;
          return hit;
        }
        top--;
        // What waits farther away than the hit in hand cannot improve on it.
        if (entry[top]! < reach) break;
      }
      node = stack[top]!;
    }
  }

  return {
    ray,
    distance,
    closest: () => {
      distance[0] = Infinity;
      return traverse(false);
    },
    blocked: () => traverse(true) >= 0,
  };
}

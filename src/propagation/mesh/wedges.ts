import type { TriangleMesh } from '../../scene/scene.ts';
import { GROUND_OBJECT } from '../../scene/terrain.ts';
import { EdgeFan } from './edge-fan.ts';
import { edgesOf } from './mesh-edges.ts';

/** Values of a wedge in `Wedges.values`. */
export const WEDGE_STRIDE = 14;
export const WEDGE_ORIGIN = 0;
export const WEDGE_EDGE = 3;
export const WEDGE_LENGTH = 6;
export const WEDGE_NORMAL_0 = 7;
export const WEDGE_NORMAL_N = 10;
/** Exterior angle over pi, 1 < n <= 2. */
export const WEDGE_N = 13;

/** The wedges of a mesh: straight edges between two faces whose free side is wider than a half turn. Metres, scene frame. */
export interface Wedges {
  readonly count: number;
  /**
   * WEDGE_STRIDE values a wedge: origin x y z [m] (one end of the edge), unit edge direction e, length [m], unit normal of the
   * 0-face, unit normal of the n-face, n. Both normals point into the free side. e is such that (t, normal0, e) is right-handed, t
   * being the direction in the 0-face away from the edge; angles about the edge count from t over normal0 to n pi.
   */
  readonly values: Float64Array;
  /** Indices into the mesh's materials of the 0-face and of the n-face, two a wedge. */
  readonly material: Uint16Array;
}

export interface WedgeOptions {
  /** Takes the free edges of open sheets for half-planes (n = 2). Off: they are as often seams and holes of a mesh. */
  readonly freeEdges?: boolean;
}

/** Edges that bend by less than this [rad] are taken for plane: a triangulated wall or a dome's facets hardly diffract. */
const LEAST_BEND_RAD = 0.01;
/**
 * The same between two faces of the ground [rad]: the facets of a sampled hill are none of its edges, and the noise of a survey would make
 * hundreds of thousands of them.
 */
const LEAST_GROUND_BEND_RAD = (20 * Math.PI) / 180;

/**
 * Finds the wedges of a mesh. Vertices are welded by position, so faces of different objects and materials meet at an edge where
 * they touch. Where any number of faces meet, the wedge is the widest gap between two of them, if it is wider than a half turn: so two
 * blocks with a common wall and one roof level have no wedge between them. Triangles without area are left out; faces that are not
 * joined edge to edge (T-junctions, holes) share no edge and give no wedge.
 */
export function wedgesOf(mesh: TriangleMesh, { freeEdges = false }: WedgeOptions = {}): Wedges {
  const edges = edgesOf(mesh);
  const ground = mesh.objects.indexOf(GROUND_OBJECT);
  const fan = new EdgeFan(mesh);
  let values = new Float64Array(WEDGE_STRIDE * 1024);
  let material = new Uint16Array(2 * 1024);
  let count = 0;
  for (let e = 0; e < edges.count; e++) {
    if (!fan.open(edges, e)) continue;
    const smooth = ground >= 0 && mesh.object[fan.first] === ground && mesh.object[fan.last] === ground;
    if (fan.gap < Math.PI + (smooth ? LEAST_GROUND_BEND_RAD : LEAST_BEND_RAD)) continue;
    if (fan.gap > 2 * Math.PI - LEAST_BEND_RAD && !freeEdges) continue;
    if (2 * count === material.length) {
      values = grown(values, new Float64Array(2 * values.length));
      material = grown(material, new Uint16Array(2 * material.length));
    }
    fan.write(values, WEDGE_STRIDE * count);
    material[2 * count] = mesh.material[fan.first]!;
    material[2 * count + 1] = mesh.material[fan.last]!;
    count++;
  }
  return { count, values: values.slice(0, WEDGE_STRIDE * count), material: material.slice(0, 2 * count) };
}

function grown<T extends Float64Array | Uint16Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

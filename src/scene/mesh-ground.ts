import type { RasterGrid } from '../raster/raster-grid.ts';
import type { TriangleMesh } from './scene.ts';

/** Objects that are the ground by their name. */
const GROUND_NAME = /ground|terrain|earth|soil|grass|landscape|\b(dem|dtm)\b/i;
/** Triangles steeper than this (z of the unit normal) are walls, not ground. */
const LEAST_UPWARD = 0.2;
/** Ground that rises by less than this [m] over the whole mesh is level. */
const LEVEL_WITHIN_M = 0.5;
/** An object without such a name is the ground where it alone covers so much of the scene in plan. */
const COVERS = 0.6;

/**
 * z of the ground of a mesh at the corners of a grid's cells, NaN where none lies below: the lowest of the triangles that are the ground by
 * their object's name or, in a city where none is, by how much of it the object covers. Null for a mesh whose ground is level or unknown.
 */
export function meshGround(mesh: TriangleMesh, grid: RasterGrid, isCity: boolean): Float64Array | null {
  const triangles = groundTriangles(mesh, isCity);
  if (triangles.length === 0) return null;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const t of triangles) {
    for (let k = 0; k < 3; k++) {
      const z = mesh.positions[3 * mesh.indices[3 * t + k]! + 2]!;
      low = Math.min(low, z);
      high = Math.max(high, z);
    }
  }
  if (high - low < LEVEL_WITHIN_M) return null;
  const cornerZM = new Float64Array((grid.columns + 1) * (grid.rows + 1)).fill(Number.NaN);
  for (const t of triangles) lay(mesh, t, grid, cornerZM);
  return cornerZM;
}

function groundTriangles(mesh: TriangleMesh, isCity: boolean): number[] {
  const count = mesh.indices.length / 3;
  const flat: number[] = [];
  const area = new Float64Array(mesh.objects.length);
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let t = 0; t < count; t++) {
    const [ax, ay, az, bx, by, bz, cx, cy, cz] = cornersOf(mesh, t);
    minX = Math.min(minX, ax, bx, cx);
    maxX = Math.max(maxX, ax, bx, cx);
    minY = Math.min(minY, ay, by, cy);
    maxY = Math.max(maxY, ay, by, cy);
    const nz = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    const nx = (by - ay) * (cz - az) - (bz - az) * (cy - ay);
    const ny = (bz - az) * (cx - ax) - (bx - ax) * (cz - az);
    if (!(Math.abs(nz) > LEAST_UPWARD * Math.hypot(nx, ny, nz))) continue;
    flat.push(t);
    const object = mesh.object[t]!;
    area[object] = area[object]! + Math.abs(nz) / 2;
  }
  const named = mesh.objects.map((name) => GROUND_NAME.test(name));
  const byName = flat.filter((t) => named[mesh.object[t]!]);
  if (byName.length > 0 || !isCity) return byName;
  const whole = (maxX - minX) * (maxY - minY);
  return flat.filter((t) => area[mesh.object[t]!]! >= COVERS * whole);
}

type Nine = [number, number, number, number, number, number, number, number, number];

function cornersOf({ positions, indices }: TriangleMesh, t: number): Nine {
  const at = (k: number) => 3 * indices[3 * t + k]!;
  const [a, b, c] = [at(0), at(1), at(2)];
  const p = (i: number) => positions[i]!;
  return [p(a), p(a + 1), p(a + 2), p(b), p(b + 1), p(b + 2), p(c), p(c + 1), p(c + 2)];
}

/** Lowers the corners that lie over a triangle to it. */
function lay(
  mesh: TriangleMesh,
  t: number,
  { columns, rows, cellSizeM, westM, northM }: RasterGrid,
  out: Float64Array,
): void {
  const [ax, ay, az, bx, by, bz, cx, cy, cz] = cornersOf(mesh, t);
  const twice = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const first = Math.max(0, Math.ceil((Math.min(ax, bx, cx) - westM) / cellSizeM - 1e-9));
  const last = Math.min(columns, Math.floor((Math.max(ax, bx, cx) - westM) / cellSizeM + 1e-9));
  const top = Math.max(0, Math.ceil((northM - Math.max(ay, by, cy)) / cellSizeM - 1e-9));
  const bottom = Math.min(rows, Math.floor((northM - Math.min(ay, by, cy)) / cellSizeM + 1e-9));
  for (let r = top; r <= bottom; r++) {
    for (let c = first; c <= last; c++) {
      const x = westM + c * cellSizeM;
      const y = northM - r * cellSizeM;
      const u = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / twice;
      const v = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / twice;
      if (u < -1e-9 || v < -1e-9 || u + v > 1 + 1e-9) continue;
      const z = az + u * (bz - az) + v * (cz - az);
      const i = r * (columns + 1) + c;
      if (!(out[i]! <= z)) out[i] = z;
    }
  }
}

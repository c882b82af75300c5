import { materialAt } from '../../radio/materials.ts';
import { type SlabCoefficients, slabCoefficients } from '../../radio/slab.ts';
import { cellCentre, type RasterGrid } from '../../raster/raster-grid.ts';
import type { Building, Scene } from '../../scene/scene.ts';
import type { Sector } from '../../sites/sector.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { requestOf as baseRequest, meshOfQuads, sceneOf, sectorAt } from '../mesh/mesh-fixture.ts';
import type { RadioMap } from '../radio-map.ts';
import type { SolveRequest, SolveSettings } from '../solve-request.ts';

/** Small prism scenes and closed forms for the tests of the sweep. */
export { sectorAt };
export const FREQUENCY_HZ = 3.5e9;
export const FREE_SPACE = (SPEED_OF_LIGHT / FREQUENCY_HZ / (4 * Math.PI)) ** 2;

export type Vector = readonly [number, number, number];

export function box(id: string, x0: number, y0: number, x1: number, y1: number, heightM: number): Building {
  const outer = Float64Array.of(x0, y0, x1, y0, x1, y1, x0, y1);
  return { id, outer, holes: [], heightM, wallMaterial: 'concrete', roofMaterial: 'brick' };
}

/** A box with a rectangular courtyard. */
export function court(id: string, outer: Building, x0: number, y0: number, x1: number, y1: number): Building {
  return { ...outer, id, holes: [Float64Array.of(x0, y0, x0, y1, x1, y1, x1, y0)] };
}

/** 8 x 8 cells of 1 m about the origin, plane at 1.5 m; line of sight and reflection alone unless `settings` say more. */
export function requestOf(scene: Scene, sector: Sector, settings: Partial<SolveSettings> = {}): SolveRequest {
  return baseRequest(scene, sector, { refraction: false, azimuths: 8192, ...settings });
}

/** Prisms on a ground at z = 0 over 400 m; `changes` with groundZM null take the ground away. */
export function cityOf(buildings: readonly Building[], changes: Partial<Scene> = {}): Scene {
  const ground = { minX: -200, minY: -200, maxX: 200, maxY: 200 };
  return sceneOf(meshOfQuads([]), {
    mesh: null,
    extruded: true,
    groundZM: 0,
    boundsM: ground,
    groundBoundsM: ground,
    buildings,
    ...changes,
  });
}

/** Mean over each cell of a gain given at points of the receiver plane. */
export function cellMeans(grid: RasterGrid, gainAt: (x: number, y: number) => number, points = 10): Float64Array {
  return Float64Array.from({ length: grid.columns * grid.rows }, (_, cell) => {
    const centre = cellCentre(grid, cell);
    const at = (k: number) => ((k + 0.5) / points - 0.5) * grid.cellSizeM;
    let sum = 0;
    for (let i = 0; i < points; i++) for (let j = 0; j < points; j++) sum += gainAt(centre.x + at(i), centre.y + at(j));
    return sum / points ** 2;
  });
}

export function decibelsApart(a: number, b: number): number {
  return Math.abs(10 * Math.log10(a / b));
}

/** Greatest difference [dB] between a map and what it should be; infinite where only one of them has power. */
export function worstDb(map: RadioMap, expected: ArrayLike<number>): number {
  let worst = 0;
  for (let cell = 0; cell < map.pathGain.length; cell++) {
    if (map.pathGain[cell] === 0 && expected[cell] === 0) continue;
    worst = Math.max(worst, decibelsApart(map.pathGain[cell]!, expected[cell]!));
  }
  return worst;
}

/** A plane n . x = offset that a path reflects from or passes through. */
export interface Surface {
  readonly normal: Vector;
  readonly offset: number;
  readonly kind: 'reflect' | 'transmit';
  readonly material: string;
}

export const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const plus = (a: Vector, b: Vector, by: number): Vector => [a[0] + by * b[0], a[1] + by * b[1], a[2] + by * b[2]];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const unit = (a: Vector): Vector => plus([0, 0, 0], a, 1 / Math.sqrt(dot(a, a)));

/**
 * Path gain of one path by the image method: an isotropic transmitter of one polarisation at `from`, the surfaces in the order in
 * which the wave meets them. The field is carried as a complex vector in space, by no formula that the sweep uses but the slab's.
 */
export function imageGain(
  from: Vector,
  to: Vector,
  surfaces: readonly Surface[],
  polarisation: 'V' | 'H',
  thicknessM = 0.1,
): number {
  let image = from;
  for (const s of surfaces)
    if (s.kind === 'reflect') image = plus(image, s.normal, -2 * (dot(image, s.normal) - s.offset));
  const path = plus(to, image, -1);
  const length2 = dot(path, path);
  // The direction of departure: the last leg mirrored back through all reflections.
  let k = unit(path);
  for (const s of [...surfaces].reverse()) if (s.kind === 'reflect') k = plus(k, s.normal, -2 * dot(k, s.normal));
  const phi = unit([-k[1], k[0], 0]);
  const start = polarisation === 'H' ? phi : cross(phi, k);
  let re = start;
  let im: Vector = [0, 0, 0];
  for (const s of surfaces) {
    const into = dot(k, s.normal);
    const te = unit(cross(k, s.normal));
    const tm = cross(k, te);
    const c = slab(s.material, thicknessM, Math.abs(into));
    const out = s.kind === 'reflect' ? plus(k, s.normal, -2 * into) : k;
    const tmOut = cross(out, te);
    const [rTe, rTm] = s.kind === 'reflect' ? [c.rTE, c.rTM] : [c.tTE, c.tTM];
    const part = (axis: Vector, f: { re: number; im: number }) => {
      const [a, b] = [dot(re, axis), dot(im, axis)];
      return [a * f.re - b * f.im, a * f.im + b * f.re] as const;
    };
    const [teRe, teIm] = part(te, rTe);
    const [tmRe, tmIm] = part(tm, rTm);
    re = plus(plus([0, 0, 0], te, teRe), tmOut, tmRe);
    im = plus(plus([0, 0, 0], te, teIm), tmOut, tmIm);
    k = out;
  }
  return (FREE_SPACE * (dot(re, re) + dot(im, im))) / length2;
}

export function slab(material: string, thicknessM: number, cos: number): SlabCoefficients {
  return slabCoefficients(materialAt(material, FREQUENCY_HZ), thicknessM, FREQUENCY_HZ, cos);
}

/** True when the straight line from the sector to a point passes through no prism: looked at every few centimetres. */
export function isSeen(request: SolveRequest, x: number, y: number): boolean {
  const { sector, scene, receiverZM } = request;
  const steps = Math.ceil(Math.hypot(x - sector.x, y - sector.y, sector.z - receiverZM) / 0.05);
  for (let i = 0; i < steps; i++) {
    const f = (i + 0.5) / steps;
    const px = sector.x + (x - sector.x) * f;
    const py = sector.y + (y - sector.y) * f;
    const pz = sector.z + (receiverZM - sector.z) * f;
    if (scene.buildings.some((b) => pz < b.heightM && isBuilt(b, px, py))) return false;
  }
  return true;
}

function isBuilt(building: Building, x: number, y: number): boolean {
  const inside = (ring: Float64Array) =>
    x > ring[0]! && x < ring[4]! && y > Math.min(ring[1]!, ring[5]!) && y < Math.max(ring[1]!, ring[5]!);
  return inside(building.outer) && !building.holes.some(inside);
}

/** Cells that are seen as a whole or not at all (by their corners and middle), and where the map says otherwise. */
export function lineOfSightErrors(
  request: SolveRequest,
  map: RadioMap,
): { seen: number; hidden: number; wrong: number } {
  const count = { seen: 0, hidden: 0, wrong: 0 };
  const half = 0.499 * request.grid.cellSizeM;
  for (let cell = 0; cell < map.lineOfSight.length; cell++) {
    const { x, y } = cellCentre(request.grid, cell);
    const places = [
      [0, 0],
      [half, half],
      [-half, half],
      [half, -half],
      [-half, -half],
    ] as const;
    const visible = places.filter(([dx, dy]) => isSeen(request, x + dx, y + dy)).length;
    if (visible > 0 && visible < 5) continue;
    const seen = visible === 5 ? 1 : 0;
    if (seen) count.seen++;
    else count.hidden++;
    if (map.lineOfSight[cell] !== seen) count.wrong++;
  }
  return count;
}

import { LAMBERTIAN, lobeNorm, lobeNumbers, lobeShape } from '../../radio/scattering.ts';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import type { Scene, TriangleMesh } from '../../scene/scene.ts';
import type { Sector } from '../../sites/sector.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { DEFAULT_SETTINGS, type SolveRequest, type SolveSettings } from '../solve-request.ts';

type Point = readonly [number, number, number];

/** A plane quadrilateral of one material, corners in order. */
export interface Quad {
  readonly corners: readonly [Point, Point, Point, Point];
  readonly material: string;
}

export function quad(material: string, ...corners: [Point, Point, Point, Point]): Quad {
  return { material, corners };
}

/** Horizontal square of half side `half` about the origin. */
export function floor(material: string, z: number, half: number): Quad {
  return quad(material, [-half, -half, z], [half, -half, z], [half, half, z], [-half, half, z]);
}

/** The five faces above ground of an upright box. */
export function boxQuads(material: string, x0: number, y0: number, x1: number, y1: number, top: number): Quad[] {
  const wall = (ax: number, ay: number, bx: number, by: number) =>
    quad(material, [ax, ay, 0], [bx, by, 0], [bx, by, top], [ax, ay, top]);
  return [
    wall(x0, y0, x1, y0),
    wall(x1, y0, x1, y1),
    wall(x1, y1, x0, y1),
    wall(x0, y1, x0, y0),
    quad(material, [x0, y0, top], [x1, y0, top], [x1, y1, top], [x0, y1, top]),
  ];
}

/** A street of 16 m between two blocks of 15 and 12 m on a floor of half side `half`; its eastern block of another material. */
export function streetQuads(east = 'brick', half = 60): Quad[] {
  return [
    floor('concrete', 0, half),
    ...boxQuads('brick', -30, -20, -8, 20, 15),
    ...boxQuads(east, 8, -20, 30, 20, 12),
  ];
}

export function meshOfQuads(quads: readonly Quad[]): TriangleMesh {
  const materials = [...new Set(quads.map((q) => q.material))];
  return {
    positions: Float64Array.from(quads.flatMap((q) => q.corners.flat())),
    indices: Uint32Array.from(quads.flatMap((_, i) => [0, 1, 2, 0, 2, 3].map((k) => 4 * i + k))),
    material: Uint16Array.from(quads.flatMap((q) => [materials.indexOf(q.material), materials.indexOf(q.material)])),
    materials,
    object: new Uint32Array(2 * quads.length),
    objects: ['fixture'],
  };
}

export function sceneOf(mesh: TriangleMesh, changes: Partial<Scene> = {}): Scene {
  const bounds = { minX: -100, minY: -100, maxX: 100, maxY: 100 };
  return {
    name: 'fixture',
    frame: null,
    boundsM: bounds,
    groundZM: null,
    groundMaterial: 'concrete',
    groundBoundsM: bounds,
    buildings: [],
    mesh,
    fidelity: null,
    extruded: false,
    thicknessM: {},
    source: 'mesh',
    landUse: null,
    roads: [],
    water: [],
    issues: [],
    ...changes,
  };
}

export function sectorAt(x: number, y: number, z: number, changes: Partial<Sector> = {}): Sector {
  return {
    id: 'a',
    siteId: 'a',
    x,
    y,
    z,
    azimuthDeg: 0,
    downtiltDeg: 0,
    pattern: 'iso',
    polarisation: 'V',
    frequencyHz: 3.5e9,
    powerDbm: 30,
    powerPer: 'total',
    bandwidthHz: 1e7,
    lossesDb: 0,
    ...changes,
  };
}

/** A request over 8 x 8 cells of 1 m about the origin, plane at 1.5 m, without diffraction. */
export function requestOf(scene: Scene, sector: Sector, settings: Partial<SolveSettings> = {}): SolveRequest {
  return {
    scene,
    sector,
    grid: gridCentredOn(0, 0, 8, 8, 1),
    receiverZM: 1.5,
    settings: { ...DEFAULT_SETTINGS, refraction: false, diffraction: false, rays: 200_000, ...settings },
  };
}

type Place = { readonly x: number; readonly y: number; readonly z: number };

/**
 * Gain at 3.5 GHz by scattering off the metal wall x -6..6, z 0..9 at y = 5, which reflects all: integral of S^2 f cos_i / (r_i^2 r_s^2)
 * over its area, f being the lobe [1/sr].
 */
export function scatteredByMetalWall(from: Place, to: Place, coefficient: number, lobe = LAMBERTIAN): number {
  const numbers = lobeNumbers(lobe);
  const steps = 48;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      const [x, z] = [-6 + (12 * (i + 0.5)) / steps, (9 * (j + 0.5)) / steps];
      const ri = Math.hypot(x - from.x, 5 - from.y, z - from.z);
      const rs = Math.hypot(x - to.x, 5 - to.y, z - to.z);
      const [cosI, cosS] = [(5 - from.y) / ri, (5 - to.y) / rs];
      const along = ((x - from.x) * (to.x - x) + (z - from.z) * (to.z - z)) / (ri * rs);
      const f = lobeShape(numbers, cosS, cosI * cosS + along, cosI * cosS - along) / lobeNorm(numbers, cosI);
      sum += (f * cosI) / (ri * rs) ** 2;
    }
  }
  return ((SPEED_OF_LIGHT / 3.5e9 / (4 * Math.PI)) ** 2 * coefficient ** 2 * sum * 12 * 9) / steps ** 2;
}

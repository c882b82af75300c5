import type { GeoFrame } from '../raster/geo-frame.ts';
import type { BoundsM } from '../raster/raster-grid.ts';
import type { Issue } from '../units/errors.ts';
import { badInput } from '../units/errors.ts';
import type { ScenePart } from './mesh-parts.ts';
import { joinParts } from './mesh-parts.ts';
import { prismsFromMesh } from './prisms-from-mesh.ts';
import { EMPTY_BOUNDS, ringBounds, unionBounds } from './ring.ts';
import type { Building, ClassRaster, Ring, Road, Scene, SceneOrigin, TriangleMesh } from './scene.ts';
import { validBuildings } from './validate.ts';

/** Material of ground that no file describes. */
export const DEFAULT_GROUND_MATERIAL = 'medium_dry_ground';
/** Material of walls and roofs that no file describes. */
export const DEFAULT_BUILDING_MATERIAL = 'concrete';
/** How far assumed ground reaches beyond the buildings [m]. */
const GROUND_MARGIN_M = 200;
/** Nothing built is taller [m]; a mesh that is, is in another unit. */
const TALLEST_M = 1000;
const WIDEST_M = 500_000;

/** What a reader of meshes hands over, in the file's frame taken as metres. */
export interface MeshDraft {
  readonly parts: readonly ScenePart[];
  readonly thicknessM: Readonly<Record<string, number>>;
  readonly scattering?: NonNullable<Scene['scattering']>;
  readonly frame: GeoFrame | null;
  readonly issues: readonly Issue[];
}

/** What a reader of footprints hands over: rings in local metres, not yet checked. */
export interface FootprintDraft {
  readonly buildings: readonly Building[];
  readonly frame: GeoFrame | null;
  readonly source: 'footprints' | 'raster';
  /** Extent of the data where it is known to be more than the buildings' [m]. */
  readonly groundBoundsM: BoundsM | null;
  readonly issues: readonly Issue[];
  /** What lies between the buildings, where the source tells it. */
  readonly surroundings?: Surroundings;
  readonly origin?: SceneOrigin;
}

/** Roads, water and land use in local metres. */
export interface Surroundings {
  readonly roads: readonly Road[];
  readonly water: readonly Ring[];
  readonly landUse: ClassRaster | null;
}

/**
 * The scene of a mesh: prisms where it is made of them, the mesh as read, and how well one stands for the other.
 * @throws UserError for a mesh without triangles or in another unit than metres
 */
export function sceneFromMesh(name: string, draft: MeshDraft): Scene {
  const { mesh, issues } = joinParts(draft.parts);
  if (mesh.indices.length === 0) throw badInput(`${name} has no triangles: there is nothing to build a scene from.`);
  const extent = meshExtent(mesh);
  assertMetres(name, extent);
  const reading = prismsFromMesh(mesh);
  const checked = validBuildings(reading.buildings);
  const boundsM: BoundsM = { minX: extent.min[0]!, minY: extent.min[1]!, maxX: extent.max[0]!, maxY: extent.max[1]! };
  return {
    name,
    frame: draft.frame,
    boundsM,
    groundZM: reading.groundZM,
    groundMaterial: reading.groundMaterial ?? DEFAULT_GROUND_MATERIAL,
    groundBoundsM: reading.groundBoundsM ?? (reading.groundZM === null ? boundsM : withMargin(boundsM)),
    buildings: checked.buildings,
    mesh,
    fidelity: reading.fidelity,
    extruded: reading.extruded && checked.lost === 0,
    thicknessM: draft.thicknessM,
    ...(draft.scattering && Object.keys(draft.scattering).length > 0 ? { scattering: draft.scattering } : {}),
    source: 'mesh',
    landUse: null,
    roads: [],
    water: [],
    issues: [...draft.issues, ...issues, ...reading.issues, ...checked.issues],
  };
}

/**
 * The scene of footprints: checked prisms on flat ground at z = 0 that reaches 200 m beyond them.
 * @throws UserError when no building is left
 */
export function sceneFromFootprints(name: string, draft: FootprintDraft): Scene {
  const checked = validBuildings(draft.buildings);
  const issues = [...draft.issues, ...checked.issues];
  if (checked.buildings.length === 0) {
    const why = issues.map((issue) => issue.message).join(' ');
    throw badInput(`${name} gives no building. ${why || 'It holds no footprints.'}`);
  }
  const built = checked.buildings.reduce((sum, b) => unionBounds(sum, ringBounds(b.outer)), EMPTY_BOUNDS);
  const boundsM = draft.groundBoundsM ? unionBounds(built, draft.groundBoundsM) : built;
  return {
    name,
    frame: draft.frame,
    boundsM,
    groundZM: 0,
    groundMaterial: DEFAULT_GROUND_MATERIAL,
    groundBoundsM: withMargin(boundsM),
    buildings: checked.buildings,
    mesh: null,
    fidelity: null,
    extruded: true,
    thicknessM: {},
    source: draft.source,
    landUse: draft.surroundings?.landUse ?? null,
    roads: draft.surroundings?.roads ?? [],
    water: draft.surroundings?.water ?? [],
    issues,
    ...(draft.origin && { origin: draft.origin }),
  };
}

function withMargin(b: BoundsM): BoundsM {
  return {
    minX: b.minX - GROUND_MARGIN_M,
    minY: b.minY - GROUND_MARGIN_M,
    maxX: b.maxX + GROUND_MARGIN_M,
    maxY: b.maxY + GROUND_MARGIN_M,
  };
}

function meshExtent(mesh: TriangleMesh): { min: number[]; max: number[] } {
  const min = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const max = min.map((v) => -v);
  for (const v of mesh.indices) {
    for (let k = 0; k < 3; k++) {
      min[k] = Math.min(min[k]!, mesh.positions[3 * v + k]!);
      max[k] = Math.max(max[k]!, mesh.positions[3 * v + k]!);
    }
  }
  return { min, max };
}

function assertMetres(name: string, { min, max }: { min: number[]; max: number[] }): void {
  const size = max.map((v, k) => v - min[k]!);
  const tall = size[2]! > TALLEST_M;
  if (!tall && size[0]! <= WIDEST_M && size[1]! <= WIDEST_M) return;
  const text = size.map((v) => (v < 1e7 ? v.toFixed(0) : v.toExponential(1))).join(' x ');
  const unit =
    size[2]! / 1000 <= TALLEST_M && Math.max(size[0]!, size[1]!) / 1000 <= WIDEST_M
      ? 'It looks like millimetres: scale it by 0.001 (in Mitsuba XML <scale value="0.001"/> in each to_world) or export it in metres.'
      : 'The numbers may be damaged or in the wrong byte order: export it again in metres.';
  throw badInput(
    `${name} is ${text} m (x, y, z): ${tall ? `over ${TALLEST_M} m tall` : `over ${WIDEST_M / 1000} km wide`}, and scenes are in metres. ${unit}`,
  );
}

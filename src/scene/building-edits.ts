import { badInput } from '../units/errors.ts';
import { buildingProblem } from './building-problem.ts';
import { oriented, ringBounds, unionBounds } from './ring.ts';
import type { Building, Scene } from './scene.ts';

/** A building in plain numbers, so that a project can be written as JSON. Rings are x0 y0 x1 y1 ... [m, scene frame]. */
export interface EditedBuilding {
  readonly outer: readonly number[];
  readonly holes: readonly (readonly number[])[];
  /** Roof above the scene's ground [m], > 0. */
  readonly heightM: number;
  readonly wallMaterial: string;
  readonly roofMaterial: string;
}

/**
 * What was done to the buildings of a scene since it was opened, by id: a building that changed or is new as it stands now, or
 * null where one was pulled down. Lies over the scene, which stays as it is.
 */
export type BuildingEdits = Readonly<Record<string, EditedBuilding | null>>;

/** What buildings need of the place that they stand in. */
type BuiltPlace = Pick<Scene, 'name' | 'buildings' | 'boundsM' | 'groundBoundsM' | 'extruded'>;

/** The building as an edit holds it, to the millimetre. */
export function editedBuilding({ outer, holes, heightM, wallMaterial, roofMaterial }: Building): EditedBuilding {
  const plain = (ring: Float64Array) => Array.from(ring, millimetres);
  return { outer: plain(outer), holes: holes.map(plain), heightM, wallMaterial, roofMaterial };
}

export function buildingOf(id: string, edited: EditedBuilding): Building {
  return {
    ...edited,
    id,
    outer: oriented(Float64Array.from(edited.outer), 'outer'),
    holes: edited.holes.map((hole) => oriented(Float64Array.from(hole), 'hole')),
  };
}

/** The building moved east and north [m]. */
export function movedBuilding(edited: EditedBuilding, eastM: number, northM: number): EditedBuilding {
  const moved = (ring: readonly number[]) => ring.map((v, i) => millimetres(v + (i % 2 === 0 ? eastM : northM)));
  return { ...edited, outer: moved(edited.outer), holes: edited.holes.map(moved) };
}

/**
 * The place with the edits done: changed buildings where they were in the order, new ones at the end, in the order of their ids;
 * bounds [m] grow with what is built and never shrink. All else is the very same.
 * @throws UserError('bad-input') that names the building, the value, the rule and the cure; for a scene whose solids are no
 * upright prisms, as its mesh, and not its footprints, is what is computed
 */
export function withBuildingEdits<T extends BuiltPlace>(place: T, edits: BuildingEdits): T {
  const ids = Object.keys(edits).sort();
  if (ids.length === 0) return place;
  if (!place.extruded)
    throw badInput(
      `${place.name} is a mesh with roofs or walls that are no upright prisms: its buildings cannot be edited here. Change it where it was modelled, or open footprints with heights.`,
    );
  const edited = new Set(ids);
  const met = new Set<string>();
  const built = new Map<string, Building>();
  for (const id of ids) {
    const now = edits[id];
    if (!now) continue;
    const building = buildingOf(id, now);
    const problem = buildingProblem(building, place.groundBoundsM);
    if (problem !== null) throw badInput(problem);
    built.set(id, building);
  }
  const buildings = place.buildings.flatMap((building) => {
    if (!edited.has(building.id)) return [building];
    if (met.has(building.id))
      throw badInput(
        `${place.name} has two buildings called ${building.id}, so an edit cannot tell which it means. Give them ids of their own in the file and open it again.`,
      );
    met.add(building.id);
    const now = built.get(building.id);
    return now ? [withHeightSource(now, building)] : [];
  });
  for (const [id, building] of built) if (!met.has(id)) buildings.push(building);
  const boundsM = ids.reduce((bounds, id) => {
    const now = built.get(id);
    return now ? unionBounds(bounds, ringBounds(now.outer)) : bounds;
  }, place.boundsM);
  return { ...place, buildings, boundsM };
}

/** A height that stays comes from where it came from. */
function withHeightSource(now: Building, { heightM, heightSource }: Building): Building {
  return heightSource !== undefined && now.heightM === heightM ? { ...now, heightSource } : now;
}

/**
 * The scene with the edits done: upright prisms are its truth from then on, also where it was read from a mesh of such.
 * @throws UserError('bad-input') as `withBuildingEdits`
 */
export function editedScene(scene: Scene, edits: BuildingEdits): Scene {
  const built = withBuildingEdits(scene, edits);
  return built === scene ? scene : { ...built, mesh: null, fidelity: null };
}

/** The end of an edited scene's id. */
const EDITED = /~[0-9a-f]{16}$/;

/**
 * Id of a scene with edits done and a terrain laid under it: the same for the same edits, whenever and in whatever order they were made.
 * @param terrainId null on the scene's own ground
 */
export function editedSceneId(sourceId: string, edits: BuildingEdits, terrainId: string | null = null): string {
  const entries = Object.entries(edits).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0 && terrainId === null) return sourceId;
  const buildings = entries.map(([id, b]) => [id, b && [b.outer, b.holes, b.heightM, b.wallMaterial, b.roofMaterial]]);
  const text = JSON.stringify(terrainId === null ? buildings : [buildings, terrainId]);
  return `${sourceId}~${hashOf(text, 0x811c9dc5)}${hashOf(text, 0x2c1b3c6d)}`;
}

/** Id of the scene as it was opened. */
export function sourceSceneId(sceneId: string): string {
  return sceneId.replace(EDITED, '');
}

/** FNV-1a over UTF-16 code units, 32 bits as 8 hexadecimal digits. */
function hashOf(text: string, basis: number): string {
  let hash = basis;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function millimetres(v: number): number {
  return Math.round(v * 1000) / 1000;
}

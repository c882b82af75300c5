import { holdsPoint } from '../../scene/building-at.ts';
import {
  type BuildingEdits,
  buildingOf,
  type EditedBuilding,
  editedBuilding,
  movedBuilding,
} from '../../scene/building-edits.ts';
import { buildingProblem } from '../../scene/building-problem.ts';
import type { Building } from '../../scene/scene.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import type { SectorSettings } from '../store/project-document.ts';
import type { Edit } from './edit.ts';
import { freeName } from './free-name.ts';

type BuildingsEdit = Extract<Edit, { kind: 'edit-buildings' }>;
/** The scene as it stands, and as it was opened. */
export interface BuiltScene {
  readonly now: SceneView;
  readonly opened: SceneView;
}

/** New buildings are as high as a house of four storeys [m], until somebody says. */
const FIRST_HEIGHT_M = 12;
/** A copy stands this far beside its model's own width [m]. */
const GAP_M = 4;

/** Why the scene's buildings cannot be edited at all, in words; null where they can. */
export function editingRefusal(scene: SceneView): string | null {
  if (scene.extruded || scene.terrain) return null;
  return `${scene.name} is a mesh with roofs or walls that are no upright prisms, and is computed as it was modelled: its buildings are not edited here. Change it where it was made, or open footprints with heights.`;
}

/** Why the edit cannot be, in words; null where it can. */
export function buildingEditProblem({ now }: BuiltScene, { buildings }: BuildingsEdit): string | null {
  const refusal = editingRefusal(now);
  if (refusal !== null) return refusal;
  for (const [id, edited] of Object.entries(buildings)) {
    if (now.buildings.filter((b) => b.id === id).length > 1)
      return `${now.name} has two buildings called ${id}, so an edit cannot tell which it means. Give them ids of their own in the file and open it again.`;
    if (edited === null || edited === 'as-opened') continue;
    const problem = buildingProblem(buildingOf(id, edited), now.groundBoundsM);
    if (problem !== null) return problem;
  }
  return null;
}

/** Other values for the buildings; footprints stay. */
export function buildingsChanged(
  { now }: BuiltScene,
  ids: readonly string[],
  patch: Partial<Pick<EditedBuilding, 'heightM' | 'wallMaterial' | 'roofMaterial'>>,
  label: string,
): BuildingsEdit {
  return edit(
    label,
    named(now, ids).map((b) => [b.id, { ...editedBuilding(b), ...patch }] as const),
  );
}

/** All of the buildings east and north by the same [m], from where they are in `now`. */
export function buildingsMoved(
  { now }: BuiltScene,
  ids: readonly string[],
  eastM: number,
  northM: number,
  label: string,
): BuildingsEdit {
  return edit(
    label,
    named(now, ids).map((b) => [b.id, movedBuilding(editedBuilding(b), eastM, northM)] as const),
  );
}

/** Without the buildings. Of those that were never in the file nothing stays. */
export function buildingsRemoved({ opened }: BuiltScene, ids: readonly string[], label: string): BuildingsEdit {
  const wasThere = new Set(opened.buildings.map((b) => b.id));
  return edit(
    label,
    ids.map((id) => [id, wasThere.has(id) ? null : 'as-opened'] as const),
  );
}

/** The buildings as the file has them. */
export function buildingsAsOpened(ids: readonly string[], label: string): BuildingsEdit {
  return edit(
    label,
    ids.map((id) => [id, 'as-opened'] as const),
  );
}

/** A new building on the footprint, of the walls that most buildings of the scene have. */
export function buildingAdded(scene: BuiltScene, outer: readonly number[]): { edit: BuildingsEdit; id: string } {
  const id = freeName('New 1', allIds(scene));
  const wallMaterial = mostCommon(scene.now.buildings.map((b) => b.wallMaterial));
  const roofMaterial = mostCommon(scene.now.buildings.map((b) => b.roofMaterial));
  const building = { outer, holes: [], heightM: FIRST_HEIGHT_M, wallMaterial, roofMaterial };
  return { edit: edit(`Add building ${id}`, [[id, building]]), id };
}

/** Copies east of their models, clear of them. */
export function buildingsDuplicated(
  scene: BuiltScene,
  ids: readonly string[],
): { edit: BuildingsEdit; ids: readonly string[] } {
  const taken = new Set(allIds(scene));
  const copies = named(scene.now, ids).map((b) => {
    const id = freeName('New 1', taken);
    taken.add(id);
    const xs = b.outer.filter((_, i) => i % 2 === 0);
    const widthM = Math.max(...xs) - Math.min(...xs);
    const east = Math.max(...xs) + widthM + GAP_M <= scene.now.groundBoundsM.maxX ? 1 : -1;
    return [id, movedBuilding(editedBuilding(b), east * (widthM + GAP_M), 0)] as const;
  });
  const label = copies.length === 1 ? `Duplicate building ${ids[0]}` : `Duplicate ${copies.length} buildings`;
  return { edit: edit(label, copies), ids: copies.map(([id]) => id) };
}

/** Sectors whose antenna is not above the roof of the building that they stand in. */
export function mastsInside(building: Building, sectors: readonly SectorSettings[]): readonly SectorSettings[] {
  return sectors.filter((s) => s.heightM <= building.heightM && holdsPoint(building, s.x, s.y));
}

/** True for a building that stands otherwise than in the file. */
export function isEdited(edits: BuildingEdits | undefined, id: string): boolean {
  return edits !== undefined && id in edits;
}

function edit(
  label: string,
  buildings: Iterable<readonly [string, EditedBuilding | null | 'as-opened']>,
): BuildingsEdit {
  return { kind: 'edit-buildings', label, buildings: Object.fromEntries(buildings) };
}

function named({ buildings }: SceneView, ids: readonly string[]): readonly Building[] {
  return buildings.filter((b) => ids.includes(b.id));
}

/** Ids that are taken, those of pulled-down buildings too: undo brings them back. */
function allIds({ now, opened }: BuiltScene): string[] {
  return [...opened.buildings, ...now.buildings].map((b) => b.id);
}

function mostCommon(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'concrete';
}

import type { SavedNetworkSetup, SavedPlan } from '../../io/formats/saved-project.ts';
import type { MaterialOverrides } from '../../radio/materials.ts';
import { type EditedBuilding, editedSceneId, sourceSceneId } from '../../scene/building-edits.ts';
import type { MapSettings, ProjectDocument, SectorSettings, SiteSettings } from '../store/project-document.ts';

export type SectorPatch = Partial<Omit<SectorSettings, 'id' | 'siteId'>>;

/** An edit is a value. `applyEdit` is the only place that changes a project, and it returns the edit that takes it back. */
export type Edit =
  | { readonly kind: 'patch-sectors'; readonly label: string; readonly patches: Readonly<Record<string, SectorPatch>> }
  | {
      readonly kind: 'replace-sites';
      readonly label: string;
      readonly sites: readonly SiteSettings[];
      readonly sectors: readonly SectorSettings[];
    }
  | { readonly kind: 'patch-settings'; readonly label: string; readonly patch: Partial<MapSettings> }
  | { readonly kind: 'set-measurements'; readonly label: string; readonly measurementId: string | null }
  | { readonly kind: 'set-materials'; readonly label: string; readonly materials: MaterialOverrides }
  | {
      /** What a calibration found, taken over in one step: antennas of sectors and materials of the city. */
      readonly kind: 'calibrate';
      readonly label: string;
      readonly patches: Readonly<Record<string, SectorPatch>>;
      readonly materials: MaterialOverrides;
    }
  | {
      /** Buildings as they stand from now on, by id: null pulls one down, `as-opened` takes back what was done to it. */
      readonly kind: 'edit-buildings';
      readonly label: string;
      readonly buildings: Readonly<Record<string, EditedBuilding | null | 'as-opened'>>;
    }
  /** Null takes the terrain away. */
  | { readonly kind: 'set-terrain'; readonly label: string; readonly terrainId: string | null }
  | { readonly kind: 'set-plans'; readonly label: string; readonly plans: readonly SavedPlan[] | null }
  | { readonly kind: 'set-network-setup'; readonly label: string; readonly setup: SavedNetworkSetup | null }
  | { readonly kind: 'rename'; readonly label: string; readonly name: string }
  | { readonly kind: 'replace-project'; readonly label: string; readonly project: ProjectDocument };

export interface AppliedEdit {
  readonly project: ProjectDocument;
  readonly inverse: Edit;
}

/** Applies the edit. Sector ids that the project does not hold are bugs and throw. */
export function applyEdit(project: ProjectDocument, edit: Edit): AppliedEdit {
  switch (edit.kind) {
    case 'patch-sectors':
      return patchSectors(project, edit);
    case 'replace-sites':
      return {
        project: { ...project, sites: edit.sites, sectors: edit.sectors },
        inverse: { ...edit, sites: project.sites, sectors: project.sectors },
      };
    case 'patch-settings':
      return {
        project: { ...project, settings: { ...project.settings, ...edit.patch } },
        inverse: { ...edit, patch: previousValues(project.settings, edit.patch) },
      };
    case 'set-measurements':
      return {
        project: { ...project, measurementId: edit.measurementId },
        inverse: { ...edit, measurementId: project.measurementId },
      };
    case 'set-materials':
      return {
        project: { ...project, materials: edit.materials },
        inverse: { ...edit, materials: project.materials },
      };
    case 'set-plans': {
      const { plans = null, ...rest } = project;
      return {
        project: edit.plans ? { ...rest, plans: edit.plans } : rest,
        inverse: { ...edit, plans },
      };
    }
    case 'set-network-setup': {
      const { networkSetup = null, ...rest } = project;
      return {
        project: edit.setup ? { ...rest, networkSetup: edit.setup } : rest,
        inverse: { ...edit, setup: networkSetup },
      };
    }
    case 'calibrate':
      return calibrate(project, edit);
    case 'edit-buildings':
      return editBuildings(project, edit);
    case 'set-terrain':
      return setTerrain(project, edit);
    case 'rename':
      return { project: { ...project, name: edit.name }, inverse: { ...edit, name: project.name } };
    case 'replace-project':
      return { project: edit.project, inverse: { ...edit, project } };
  }
}

function patchSectors(project: ProjectDocument, edit: Extract<Edit, { kind: 'patch-sectors' }>): AppliedEdit {
  const { sectors, before } = patchedSectors(project, edit);
  return { project: { ...project, sectors }, inverse: { ...edit, patches: before } };
}

function calibrate(project: ProjectDocument, edit: Extract<Edit, { kind: 'calibrate' }>): AppliedEdit {
  const { sectors, before } = patchedSectors(project, edit);
  return {
    project: { ...project, sectors, materials: edit.materials },
    inverse: { ...edit, patches: before, materials: project.materials },
  };
}

function editBuildings(project: ProjectDocument, edit: Extract<Edit, { kind: 'edit-buildings' }>): AppliedEdit {
  const { sceneId, buildingEdits: before = {}, ...rest } = project;
  if (sceneId === null) throw new Error(`Edit "${edit.label}" changes buildings, and the project has no scene`);
  const after: Record<string, EditedBuilding | null> = { ...before };
  const inverse: Record<string, EditedBuilding | null | 'as-opened'> = {};
  for (const [id, building] of Object.entries(edit.buildings)) {
    inverse[id] = id in before ? (before[id] ?? null) : 'as-opened';
    if (building === 'as-opened') delete after[id];
    else after[id] = building;
  }
  const untouched = Object.keys(after).length === 0;
  return {
    project: {
      ...rest,
      sceneId: editedSceneId(sourceSceneId(sceneId), after, project.terrainId),
      ...(untouched ? {} : { buildingEdits: after }),
    },
    inverse: { ...edit, buildings: inverse },
  };
}

function setTerrain(project: ProjectDocument, edit: Extract<Edit, { kind: 'set-terrain' }>): AppliedEdit {
  const { sceneId, terrainId: before, ...rest } = project;
  if (sceneId === null) throw new Error(`Edit "${edit.label}" lays a terrain, and the project has no scene`);
  return {
    project: {
      ...rest,
      sceneId: editedSceneId(sourceSceneId(sceneId), project.buildingEdits ?? {}, edit.terrainId),
      ...(edit.terrainId === null ? {} : { terrainId: edit.terrainId }),
    },
    inverse: { ...edit, terrainId: before ?? null },
  };
}

function patchedSectors(
  project: ProjectDocument,
  edit: { readonly label: string; readonly patches: Readonly<Record<string, SectorPatch>> },
): { sectors: readonly SectorSettings[]; before: Record<string, SectorPatch> } {
  const before: Record<string, SectorPatch> = {};
  const sectors = project.sectors.map((sector) => {
    const patch = edit.patches[sector.id];
    if (!patch) return sector;
    before[sector.id] = previousValues(sector, patch);
    return { ...sector, ...patch };
  });
  const unknown = Object.keys(edit.patches).find((id) => !before[id]);
  if (unknown !== undefined) throw new Error(`Edit "${edit.label}" names sector ${unknown}, which the project lacks`);
  return { sectors, before };
}

function previousValues<T extends object, P extends Partial<T>>(whole: T, patch: P): P {
  return Object.fromEntries(Object.keys(patch).map((key) => [key, whole[key as keyof T]])) as P;
}

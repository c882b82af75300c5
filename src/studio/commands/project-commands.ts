import type { MaterialOverride } from '../../radio/materials.ts';
import type { MapSettings, ProjectDocument, SectorSettings, SiteSettings } from '../store/project-document.ts';
import { studioStore } from '../store/studio-store.ts';
import type { Edit } from './edit.ts';
import { commit, endGesture, redo, undo } from './history.ts';

/** The one place that changes the project. */
function run(edit: Edit, gesture: string | null = null): void {
  studioStore.setState(({ history }) => ({ history: commit(history, edit, gesture) }));
}

export function patchSector(
  id: string,
  patch: Partial<Omit<SectorSettings, 'id' | 'siteId'>>,
  label: string,
  gesture: string | null = null,
): void {
  run({ kind: 'patch-sectors', label, patches: { [id]: patch } }, gesture);
}

/** Moves sectors by what is given for each, as one edit. */
export function placeSectors(
  places: Readonly<Record<string, { readonly x: number; readonly y: number }>>,
  label: string,
  gesture: string | null = null,
): void {
  run({ kind: 'patch-sectors', label, patches: places }, gesture);
}

export function patchSite(
  siteId: string,
  patch: Partial<Omit<SectorSettings, 'id' | 'siteId'>>,
  label: string,
  gesture: string | null = null,
): void {
  const sectors = studioStore.getState().history.project.sectors.filter((s) => s.siteId === siteId);
  run({ kind: 'patch-sectors', label, patches: Object.fromEntries(sectors.map((s) => [s.id, patch])) }, gesture);
}

export function patchSettings(patch: Partial<MapSettings>, label: string, gesture: string | null = null): void {
  run({ kind: 'patch-settings', label, patch }, gesture);
}

export function replaceSites(sites: readonly SiteSettings[], sectors: readonly SectorSettings[], label: string): void {
  run({ kind: 'replace-sites', label, sites, sectors });
}

export function setMeasurements(measurementId: string | null, label: string): void {
  run({ kind: 'set-measurements', label, measurementId });
}

/** Gives a material values of its own; null gives it back those of ITU-R P.2040. */
export function setMaterial(
  name: string,
  values: MaterialOverride | null,
  label: string,
  gesture: string | null = null,
): void {
  const { [name]: _, ...others } = studioStore.getState().history.project.materials;
  // In the order of their names: what a map is kept under depends on the order.
  const named = Object.entries(values ? { ...others, [name]: values } : others).sort(([a], [b]) => (a < b ? -1 : 1));
  run({ kind: 'set-materials', label, materials: Object.fromEntries(named) }, gesture);
}

/** Takes a calibration over: antennas and materials in one step. */
export function acceptCalibration(edit: Extract<Edit, { kind: 'calibrate' }>): void {
  run(edit);
}

export function replaceProject(project: ProjectDocument, label: string): void {
  run({ kind: 'replace-project', label, project });
}

/** A gesture that rests (pointer released, field left) closes its undo step. */
export function finishGesture(): void {
  studioStore.setState(({ history }) => ({ history: endGesture(history) }));
}

export function undoEdit(): void {
  studioStore.setState(({ history }) => ({ history: undo(history) }));
}

export function redoEdit(): void {
  studioStore.setState(({ history }) => ({ history: redo(history) }));
}

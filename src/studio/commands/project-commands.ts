import type { MaterialOverride } from '../../radio/materials.ts';
import type { MapSettings, ProjectDocument, SectorSettings, SiteSettings } from '../store/project-document.ts';
import { studioStore } from '../store/studio-store.ts';
import type { Edit } from './edit.ts';
import { commit, endGesture, type History, redo, takeBackGesture, travel, undo } from './history.ts';
import type { SelectingEdit } from './site-edits.ts';

/** The one place that changes the project. */
function run(edit: Edit, gesture: string | null = null): void {
  change((history) => commit(history, edit, gesture));
}

/** A project that another tab holds stays as it is; a step to another project is none of it. */
function change(next: (history: History) => History): void {
  studioStore.setState(({ history, projects }) => {
    const after = next(history);
    return projects.readOnly && after.project.id === history.project.id ? {} : { history: after };
  });
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

export function patchSettings(patch: Partial<MapSettings>, label: string, gesture: string | null = null): void {
  run({ kind: 'patch-settings', label, patch }, gesture);
}

export function replaceSites(sites: readonly SiteSettings[], sectors: readonly SectorSettings[], label: string): void {
  run({ kind: 'replace-sites', label, sites, sectors });
}

/** One edit for several sectors, or for none of their values alone: see commands/site-edits. */
export function runEdit(edit: Edit, gesture: string | null = null): void {
  run(edit, gesture);
}

/** The edit, and what is in hand after it, in one go. Nothing where there is nothing to do. */
export function runSelecting(next: SelectingEdit | null): void {
  if (!next) return;
  studioStore.setState(({ history, projects }) =>
    projects.readOnly ? {} : { history: commit(history, next.edit), selection: next.selection },
  );
}

export function setMeasurements(measurementId: string | null, label: string): void {
  run({ kind: 'set-measurements', label, measurementId });
}

/** Lays a terrain of the registry under the scene; null takes it away. */
export function setTerrain(terrainId: string | null, label: string): void {
  run({ kind: 'set-terrain', label, terrainId });
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

export function renameProject(name: string): void {
  run({ kind: 'rename', label: 'Rename', name });
}

export function replaceProject(project: ProjectDocument, label: string): void {
  run({ kind: 'replace-project', label, project });
}

/** A gesture that rests (pointer released, field left) closes its undo step. */
export function finishGesture(): void {
  studioStore.setState(({ history }) => ({ history: endGesture(history) }));
}

/** A gesture that was not meant leaves nothing behind. */
export function takeBack(gesture: string): void {
  change((history) => takeBackGesture(history, gesture));
}

export function undoEdit(): void {
  change(undo);
}

/** Goes to where so many steps are done. */
export function travelTo(done: number): void {
  change((history) => travel(history, done));
}

export function redoEdit(): void {
  change(redo);
}

/** Puts a project with steps of its own in the place of the one in hand: back beyond its first step lies what was in hand. */
export function openHistory(opened: History, label: string): void {
  studioStore.setState(({ history }) => {
    const back = {
      label,
      gesture: null,
      inverses: [{ kind: 'replace-project', label, project: history.project } as const],
    };
    return { history: { ...opened, undoable: [...history.undoable, back, ...opened.undoable] } };
  });
}

/** The project as it was kept, in place of whatever stands. */
export function restoreHistory(history: History): void {
  studioStore.setState({ history });
}

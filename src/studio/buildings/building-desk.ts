import type { EditedBuilding } from '../../scene/building-edits.ts';
import { sourceSceneId } from '../../scene/building-edits.ts';
import {
  type BuiltScene,
  buildingAdded,
  buildingEditProblem,
  buildingsAsOpened,
  buildingsChanged,
  buildingsDuplicated,
  buildingsMoved,
  buildingsRemoved,
} from '../commands/building-edits.ts';
import type { Edit } from '../commands/edit.ts';
import { runEdit } from '../commands/project-commands.ts';
import { selectionOf } from '../store/selection.ts';
import { currentProject } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { notify, select } from '../store/view-actions.ts';

/** The scene as it stands and as it was opened; null while none is open. */
export function builtScene(registry: TypedArrayRegistry): BuiltScene | null {
  const { sceneId } = currentProject();
  const now = registry.scenes.get(sceneId ?? '');
  const opened = registry.scenes.get(sourceSceneId(sceneId ?? ''));
  return now && opened ? { now, opened } : null;
}

/** Does what is asked of buildings where it can be, and says why where it cannot. */
export class BuildingDesk {
  readonly #registry: TypedArrayRegistry;

  constructor(registry: TypedArrayRegistry) {
    this.#registry = registry;
  }

  change(
    ids: readonly string[],
    patch: Partial<Pick<EditedBuilding, 'heightM' | 'wallMaterial' | 'roofMaterial'>>,
    label: string,
    gesture: string | null = null,
  ): void {
    this.#run((scene) => buildingsChanged(scene, ids, patch, label), gesture);
  }

  /** From where they stood in `from`; where they cannot stand they stay, without a word while the hand is still moving. */
  move(from: BuiltScene, ids: readonly string[], eastM: number, northM: number, gesture: string): void {
    const edit = buildingsMoved(from, ids, eastM, northM, `Move ${buildingWords(ids)}`);
    if (buildingEditProblem(from, edit) === null) runEdit(edit, gesture);
  }

  nudge(ids: readonly string[], eastM: number, northM: number): void {
    this.#run((scene) => buildingsMoved(scene, ids, eastM, northM, `Move ${buildingWords(ids)}`));
  }

  /** @param outer x0 y0 x1 y1 ... [m, scene frame] */
  add(outer: readonly number[]): boolean {
    const scene = builtScene(this.#registry);
    if (!scene) return false;
    const { edit, id } = buildingAdded(scene, outer);
    if (!this.#run(() => edit)) return false;
    select(selectionOf('building', [id]));
    return true;
  }

  duplicate(ids: readonly string[]): void {
    const scene = builtScene(this.#registry);
    if (!scene) return;
    const copies = buildingsDuplicated(scene, ids);
    if (this.#run(() => copies.edit)) select(selectionOf('building', copies.ids));
  }

  remove(ids: readonly string[]): void {
    this.#run((scene) => buildingsRemoved(scene, ids, `Delete ${buildingWords(ids)}`));
  }

  asOpened(ids: readonly string[]): void {
    this.#run(() => buildingsAsOpened(ids, `Reset ${buildingWords(ids)}`));
  }

  #run(make: (scene: BuiltScene) => Extract<Edit, { kind: 'edit-buildings' }>, gesture: string | null = null): boolean {
    const scene = builtScene(this.#registry);
    if (!scene) return false;
    const edit = make(scene);
    const problem = buildingEditProblem(scene, edit);
    if (problem !== null) {
      notify({ tone: 'note', title: 'Nothing was changed', message: problem, details: [] });
      return false;
    }
    runEdit(edit, gesture);
    return true;
  }
}

export function buildingWords(ids: readonly string[]): string {
  return ids.length === 1 ? `building ${ids[0]}` : `${ids.length} buildings`;
}

import { type BuildingEdits, sourceSceneId, withBuildingEdits } from '../../scene/building-edits.ts';
import type { Outcome, SceneView } from '../../worker/engine-protocol.ts';
import type { ProjectDocument } from '../store/project-document.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';

/** The part of the engine that keeps scenes with edits done. */
export interface SceneEditor {
  editScene(sourceId: string, edits: BuildingEdits, id: string): Promise<Outcome<null>>;
  dropScene(id: string): Promise<void>;
}

/** Edited scenes that are kept: a drag makes one a frame, and undo makes those of before again. */
const MOST_SCENES = 12;

/**
 * Sees to it that the scene of a project is in the registry and in the engine, with the edits of its buildings done. The engine is
 * told before anything can be asked of it; the studio draws the edit at once.
 */
export class EditedScenes {
  readonly #editor: SceneEditor;
  readonly #registry: TypedArrayRegistry;
  readonly #failed: (message: string) => void;
  /** The least recently used comes first. */
  readonly #kept = new Set<string>();
  /** The scenes of those that follow a project, by who they are. */
  readonly #held = new Map<string, string>();

  constructor(editor: SceneEditor, registry: TypedArrayRegistry, failed: (message: string) => void) {
    this.#editor = editor;
    this.#registry = registry;
    this.#failed = failed;
  }

  /** @param holder whose scene it is: kept until the holder follows another */
  follow({ sceneId, buildingEdits = {} }: ProjectDocument, holder = 'project'): void {
    if (sceneId === null) return;
    this.#held.set(holder, sceneId);
    const sourceId = sourceSceneId(sceneId);
    const source = this.#registry.scenes.get(sourceId);
    if (sceneId === sourceId || !source) return;
    if (!this.#kept.delete(sceneId)) this.#make(source, buildingEdits, sceneId);
    this.#kept.add(sceneId);
    for (const oldest of this.#kept) {
      if (this.#kept.size <= MOST_SCENES) return;
      if ([...this.#held.values()].includes(oldest)) continue;
      this.#kept.delete(oldest);
      this.#registry.scenes.delete(oldest);
      void this.#editor.dropScene(oldest);
    }
  }

  #make(source: SceneView, edits: BuildingEdits, id: string): void {
    this.#registry.scenes.set(id, editedView(source, edits, id));
    void this.#editor.editScene(source.id, edits, id).then((outcome) => {
      if (!outcome.ok) this.#failed(outcome.message);
    });
  }
}

/** What the studio draws of a scene with edits done: as the engine sees it. */
export function editedView(source: SceneView, edits: BuildingEdits, id: string): SceneView {
  return { ...withBuildingEdits(source, edits), id, meshMaterials: [], fidelity: null, triangles: 0 };
}

import { type BuildingEdits, sourceSceneId, withBuildingEdits } from '../../scene/building-edits.ts';
import { onTerrain } from '../../scene/lay-terrain.ts';
import type { Outcome, SceneView, TerrainView } from '../../worker/engine-protocol.ts';
import type { ProjectDocument } from '../store/project-document.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';

/** The part of the engine that keeps scenes with edits done. */
export interface SceneEditor {
  editScene(sourceId: string, edits: BuildingEdits, id: string, terrainId: string | null): Promise<Outcome<null>>;
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
  follow({ sceneId, buildingEdits = {}, terrainId }: ProjectDocument, holder = 'project'): void {
    if (sceneId === null) return;
    this.#held.set(holder, sceneId);
    const sourceId = sourceSceneId(sceneId);
    const source = this.#registry.scenes.get(sourceId);
    if (sceneId === sourceId || !source) return;
    if (!this.#kept.delete(sceneId)) this.#make(source, buildingEdits, terrainId ?? null, sceneId);
    this.#kept.add(sceneId);
    for (const oldest of this.#kept) {
      if (this.#kept.size <= MOST_SCENES) return;
      if ([...this.#held.values()].includes(oldest)) continue;
      this.#kept.delete(oldest);
      this.#registry.scenes.delete(oldest);
      void this.#editor.dropScene(oldest);
    }
  }

  #make(source: SceneView, edits: BuildingEdits, terrainId: string | null, id: string): void {
    const terrain = terrainId === null ? null : (this.#registry.terrains.get(terrainId) ?? null);
    if (terrainId !== null && !terrain)
      this.#failed('The file of the terrain is not at hand any more: the map is computed on level ground.');
    this.#registry.scenes.set(id, editedView(source, edits, id, terrain));
    void this.#editor.editScene(source.id, edits, id, terrain?.id ?? null).then((outcome) => {
      if (!outcome.ok) this.#failed(outcome.message);
    });
  }
}

/** What the studio draws of a scene with edits done and a terrain laid under it: as the engine sees it. */
export function editedView(
  source: SceneView,
  edits: BuildingEdits,
  id: string,
  terrain: TerrainView | null = null,
): SceneView {
  const untouched = Object.keys(edits).length === 0;
  const bare = untouched ? {} : ({ meshMaterials: [], fidelity: null, triangles: 0 } as const);
  const built = { ...withBuildingEdits(source, edits), id, ...bare };
  if (!terrain) return built;
  const { grid, cornerZM, name, issues } = terrain;
  return onTerrain(built, { grid, cornerZM, name }, issues);
}

import { type BuildingEdits, editedScene } from '../scene/building-edits.ts';
import { layTerrain } from '../scene/lay-terrain.ts';
import type { Scene } from '../scene/scene.ts';
import type { Terrain } from '../scene/terrain.ts';
import type { Issue } from '../units/errors.ts';

/** A terrain in the frame of a scene, and what is to be said of it. */
export interface ReadTerrain {
  readonly terrain: Terrain;
  readonly issues: readonly Issue[];
}

/** The scenes that are open, by id, with those that edits of buildings and terrains made of them. */
export class SceneShelf {
  readonly #scenes = new Map<string, Scene>();
  readonly #terrains = new Map<string, ReadTerrain>();

  keep(id: string, scene: Scene): void {
    this.#scenes.set(id, scene);
  }

  /**
   * Keeps a terrain of a scene.
   * @throws UserError('bad-input') for a scene that no terrain goes under
   */
  keepTerrain(sceneId: string, id: string, read: ReadTerrain): void {
    layTerrain(this.of(sceneId), read.terrain);
    this.#terrains.set(id, read);
  }

  /**
   * Keeps a scene with edits done, and a terrain of its own laid under it, under the id; nothing where it is there already.
   * @throws UserError('bad-input') for an edit that cannot be, with the reason
   */
  edit(sourceId: string, edits: BuildingEdits, id: string, terrainId: string | null = null): void {
    if (this.#scenes.has(id)) return;
    const edited = editedScene(this.of(sourceId), edits);
    this.#scenes.set(id, terrainId === null ? edited : this.#laid(edited, terrainId));
  }

  #laid(scene: Scene, terrainId: string): Scene {
    const read = this.#terrains.get(terrainId);
    if (!read) throw new Error(`Terrain ${terrainId} is not open`);
    return layTerrain(scene, read.terrain, read.issues);
  }

  drop(id: string): void {
    this.#scenes.delete(id);
  }

  of(id: string | null): Scene {
    const scene = this.#scenes.get(id ?? '');
    if (!scene) throw new Error(`Scene ${id} is not open`);
    return scene;
  }
}

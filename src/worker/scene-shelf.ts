import { type BuildingEdits, editedScene } from '../scene/building-edits.ts';
import type { Scene } from '../scene/scene.ts';

/** The scenes that are open, by id, with those that edits of buildings made of them. */
export class SceneShelf {
  readonly #scenes = new Map<string, Scene>();

  keep(id: string, scene: Scene): void {
    this.#scenes.set(id, scene);
  }

  /**
   * Keeps a scene with edits done under the id; nothing where it is there already.
   * @throws UserError('bad-input') for an edit that cannot be, with the reason
   */
  edit(sourceId: string, edits: BuildingEdits, id: string): void {
    if (!this.#scenes.has(id)) this.#scenes.set(id, editedScene(this.of(sourceId), edits));
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

import { sourceSceneId } from '../../scene/building-edits.ts';
import type { NamedBytes, OpenedTerrain, Outcome } from '../../worker/engine-protocol.ts';
import { setTerrain } from '../commands/project-commands.ts';
import { keepTerrain } from '../projects/source-keeper.ts';
import { currentProject, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { notify, openDialog } from '../store/view-actions.ts';
import { formatNumber } from '../ui/format.ts';

/** Part of the engine that reads ground heights. */
export interface TerrainEngine {
  openTerrain(file: NamedBytes, sceneId: string): Promise<Outcome<OpenedTerrain>>;
}

/** What a raster is taken for. */
export type RasterMeaning = 'terrain' | 'buildings';

/** Lays ground heights under the city, and asks what a raster is where that cannot be known. */
export class TerrainDesk {
  readonly #engine: TerrainEngine;
  readonly #registry: TypedArrayRegistry;
  #answer: (meaning: RasterMeaning | null) => void = () => undefined;

  constructor(engine: TerrainEngine, registry: TypedArrayRegistry) {
    this.#engine = engine;
    this.#registry = registry;
  }

  /** Asks a person; null where the dialog is closed without an answer, or another takes its place. */
  ask(rasterName: string): Promise<RasterMeaning | null> {
    return new Promise((resolve) => {
      studioStore.setState({ rasterName, dialog: 'raster', reading: null });
      const unsubscribe = studioStore.subscribe(({ dialog }) => {
        if (dialog !== 'raster') this.#answer(null);
      });
      this.#answer = (meaning) => {
        this.#answer = () => undefined;
        unsubscribe();
        studioStore.setState({ rasterName: null });
        resolve(meaning);
      };
    });
  }

  /** Of the person: what the raster holds. */
  answer(meaning: RasterMeaning): void {
    this.#answer(meaning);
    openDialog(null);
  }

  /**
   * Reads ground heights and lays them under the city, as one step that can be undone.
   * @returns why they were refused; null where they lie
   */
  async lay(file: NamedBytes): Promise<string | null> {
    const { sceneId, terrainId: before } = currentProject();
    if (sceneId === null) return 'There is no city to lay it under: open one first.';
    studioStore.setState({ reading: file.name });
    const outcome = await this.#engine.openTerrain(file, sourceSceneId(sceneId));
    studioStore.setState({ reading: null });
    if (!outcome.ok) return outcome.message;
    // Meanwhile it may have become another city.
    if (sourceSceneId(currentProject().sceneId ?? '') !== sourceSceneId(sceneId)) return 'Another city was opened.';
    const { terrain } = outcome.value;
    keepTerrain(outcome.value, file, this.#registry);
    setTerrain(terrain.id, before === undefined ? `Lay ${terrain.name} under the city` : `Lay ${terrain.name} instead`);
    const { lowestM, highestM, issues, name } = terrain;
    notify({
      tone: 'note',
      title: name,
      message: `Ground from ${formatNumber(lowestM, 1)} to ${formatNumber(highestM, 1)} m lies under the city; heights of masts and buildings count from it. The map is computed by the launch engine from here on.`,
      details: issues.map(({ message }) => message),
    });
    return null;
  }

  remove(): void {
    setTerrain(null, 'Take the terrain away');
  }
}

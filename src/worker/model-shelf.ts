import type { FileTree } from '../io/archive.ts';
import { modelFromTree } from '../io/formats/model-tree.ts';
import { siteModels } from '../io/providers/site-models.ts';
import { openFileCache } from '../io/storage/file-cache.ts';
import { probeMemory } from '../io/storage/probe-memory.ts';
import { openRecordStore } from '../io/storage/record-store.ts';
import type { InferenceRuntime } from '../learning/models/inference-backend.ts';
import { type ModelFacts, ModelLibrary } from '../learning/models/model-library.ts';
import type { ModelSource } from '../learning/models/model-source.ts';
import type { TunedModel } from '../learning/tuning/tuned-model.ts';
import { UserError } from '../units/errors.ts';
import type { ModelsView } from './engine-protocol.ts';

/** The models of the site and of the user, over all engines that a session opens one after the other. */
export class ModelShelf {
  readonly #own = new Map<string, ModelSource>();
  /** What sites taught models, under the names by which they are asked for. */
  readonly #tuned = new Map<string, TunedModel>();
  readonly #runtime = whenAsked();
  #problem: string | null = null;
  #library: ModelLibrary | null = null;

  /** A library for a new engine, which disposes of it: with the user's own models again. */
  async open(siteUrl: string): Promise<ModelLibrary> {
    const list = async () => {
      const cache = await openFileCache('boresight-models');
      return siteModels(new URL('models/index.json', siteUrl).href, cache).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        // Without the product's models the user's own are there all the same.
        this.#problem = error.message;
        return [];
      });
    };
    // Without storage every session finds out anew where a model runs best.
    const memory = await openRecordStore('boresight-models').then(probeMemory, () => null);
    this.#library = new ModelLibrary(list, this.#runtime, { memory });
    for (const source of this.#own.values()) await this.#library.add(source);
    for (const [name, tuned] of this.#tuned) await this.#library.addTuned(name, [tuned]);
    return this.#library;
  }

  async add(name: string, tree: FileTree): Promise<ModelFacts> {
    const source = modelFromTree(name, tree);
    this.#own.set(source.card.id, source);
    return this.#opened().add(source);
  }

  /** @throws UserError('bad-input') where the model that was trained is not here, or is another version */
  async addTuned(name: string, tuned: TunedModel): Promise<ModelFacts> {
    const facts = await this.#opened().addTuned(name, [tuned]);
    this.#tuned.set(name, tuned);
    return facts;
  }

  async view(): Promise<ModelsView> {
    return { models: await this.#opened().facts(), problem: this.#problem };
  }

  #opened(): ModelLibrary {
    if (!this.#library) throw new Error('Models are asked for before the engine is open');
    return this.#library;
  }
}

/** The runtime is megabytes that most sessions never need: it comes with the first model that is opened. */
function whenAsked(): InferenceRuntime {
  let runtime: Promise<InferenceRuntime> | null = null;
  return {
    offers: async () => {
      runtime ??= import('../learning/models/browser-runtime.ts').then(({ browserRuntime }) => browserRuntime());
      return (await runtime).offers();
    },
  };
}

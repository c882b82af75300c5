import { badInput, UserError } from '../../units/errors.ts';
import { type GoldenResult, readGolden } from './golden.ts';
import type { BackendName, InferenceRuntime, Network, NetworkOutput } from './inference-backend.ts';
import { checkModelBytes } from './model-bytes.ts';
import type { ModelCard, NetworkFile } from './model-card.ts';
import type { ModelSource, ReadHooks } from './model-source.ts';
import { type ChosenBackend, chooseBackend, type ProbeMemory, type ProbeVerdict } from './probe.ts';

/** Runs networks of one model; what `predictMap` needs of a session. */
export interface NetworkRunner {
  readonly card: ModelCard;
  /** @throws UserError; 'aborted' only by `hooks` while files are read */
  run(size: number, features: Float32Array, landUse: Int32Array, hooks?: ReadHooks): Promise<NetworkOutput>;
}

/** How a size of the model runs on this device. */
export interface SessionState {
  readonly backend: BackendName;
  readonly adapter: string;
  /** null: the model came without golden output. */
  readonly golden: GoldenResult | null;
  readonly verdict: ProbeVerdict;
}

export interface SessionOptions {
  readonly memory?: ProbeMemory | null;
  /** Instead of the fastest: for tests, and for people who know better. */
  readonly backend?: BackendName | null;
}

/**
 * A model on this device: reads and checks its files as they are needed, chooses where to run them, and goes on when a GPU is lost:
 * once on the same backend anew, then on WASM, with a warning. Dispose of it: networks hold tens of megabytes.
 */
export class ModelSession implements NetworkRunner {
  readonly card: ModelCard;
  readonly #source: ModelSource;
  readonly #runtime: InferenceRuntime;
  readonly #options: SessionOptions;
  readonly #ready = new Map<number, Promise<ChosenBackend>>();
  readonly #warnings: string[] = [];
  #prefer: BackendName | null;
  #disposed = false;

  constructor(source: ModelSource, runtime: InferenceRuntime, options: SessionOptions = {}) {
    this.card = source.card;
    this.#source = source;
    this.#runtime = runtime;
    this.#options = options;
    this.#prefer = options.backend ?? null;
  }

  /** What went another way than it should, in sentences. */
  get warnings(): readonly string[] {
    return this.#warnings;
  }

  /**
   * Reads, checks and warms up the network of that size.
   * @throws UserError('bad-input') when a file is not what the card says, or no backend here computes the model right
   */
  async prepare(size: number, hooks: ReadHooks = {}): Promise<SessionState> {
    const { backend, golden, verdict } = await this.#chosen(size, hooks);
    return { backend: backend.name, adapter: backend.adapter, golden, verdict };
  }

  async run(size: number, features: Float32Array, landUse: Int32Array, hooks: ReadHooks = {}): Promise<NetworkOutput> {
    for (let attempt = 0; ; attempt++) {
      const { backend } = await this.#chosen(size, hooks);
      try {
        return await backend.run(features, landUse);
      } catch (error) {
        if (!(error instanceof UserError) || error.code !== 'device-lost') throw error;
        await this.#forget(size);
        if (attempt === 0) continue;
        if (this.#prefer === 'wasm') throw error;
        this.#prefer = 'wasm';
        this.#warnings.push(`${error.message} The model went on with WASM on the processor, which is slower.`);
      }
    }
  }

  /** Gives all networks' memory back. The session cannot be used afterwards. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    await Promise.all([...this.#ready.keys()].map((size) => this.#forget(size)));
  }

  #chosen(size: number, hooks: ReadHooks): Promise<ChosenBackend> {
    if (this.#disposed) throw new Error(`The session of model ${this.card.id} has been disposed of`);
    const ready = this.#ready.get(size);
    if (ready) return ready;
    const opening = this.#open(size, hooks);
    this.#ready.set(size, opening);
    // A cancelled or failed download may be tried again.
    opening.catch(() => this.#ready.delete(size));
    return opening;
  }

  async #open(size: number, hooks: ReadHooks): Promise<ChosenBackend> {
    const file = this.card.files.find((entry) => entry.size === size);
    if (!file) {
      const sizes = this.card.files.map((entry) => entry.size).join(', ');
      throw badInput(`Model ${this.card.name} has no network of size ${size}; it has ${sizes}.`);
    }
    const [network, golden] = await Promise.all([this.#network(file, hooks), this.#golden(file, hooks)]);
    const chosen = await chooseBackend(await this.#offers(), network, {
      golden,
      tolerance: this.card.parityTolerance,
      memory: this.#options.memory ?? null,
      prefer: this.#prefer,
    });
    const refused = Object.values(chosen.verdict.refused).filter((reason) => !this.#warnings.includes(reason));
    this.#warnings.push(...refused);
    // What is the fastest for one size is taken for the others too: one probe a model is enough.
    this.#prefer ??= chosen.backend.name;
    if (this.#disposed) await chosen.backend.release();
    return chosen;
  }

  async #offers() {
    const all = await this.#runtime.offers();
    const forced = this.#options.backend ?? null;
    const wanted = this.#prefer === 'wasm' ? 'wasm' : forced;
    const offers = wanted === null ? all : all.filter(({ name }) => name === wanted);
    if (offers.length > 0) return offers;
    throw badInput(
      `There is no ${wanted} here to run models on; there is ${all.map(({ name, adapter }) => `${name} (${adapter})`).join(', ')}.`,
    );
  }

  async #network(file: NetworkFile, hooks: ReadHooks): Promise<Network> {
    const place = this.#place(file.file);
    const bytes = await this.#source.read(file, hooks);
    await checkModelBytes(place, bytes, file);
    return { place, bytes, sha256: file.sha256, channels: this.card.channels.length, size: file.size };
  }

  async #golden({ golden, size }: NetworkFile, { signal }: ReadHooks) {
    if (!golden) return null;
    const expected = { ...golden, bytes: null };
    const bytes = await this.#source.read(expected, signal ? { signal } : {});
    await checkModelBytes(this.#place(golden.file), bytes, expected);
    return readGolden(this.#place(golden.file), bytes, size);
  }

  #place(file: string): string {
    return `Model ${this.card.id}, ${file}`;
  }

  async #forget(size: number): Promise<void> {
    const ready = this.#ready.get(size);
    this.#ready.delete(size);
    await ready?.then(({ backend }) => backend.release()).catch(() => undefined);
  }
}

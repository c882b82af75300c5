import { badInput } from '../../units/errors.ts';
import type { ChannelName } from '../features/channel.ts';
import { openTuning, type TunableModel } from '../tuning/open-tuning.ts';
import type { InferenceRuntime } from './inference-backend.ts';
import type { ModelCard } from './model-card.ts';
import { ModelSession, type SessionOptions, type SessionState } from './model-session.ts';
import type { ModelSource, ReadHooks } from './model-source.ts';

/** What people are told of a model before they use it. */
export interface ModelFacts {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly parameters: number;
  /** What its networks are fed with beside land use; fillers left out. */
  readonly channels: readonly ChannelName[];
  /** Size of its largest file [bytes]. */
  readonly bytes: number;
  /** Mean absolute error on cities that it was not trained on [dB]; null where the card tells none. */
  readonly testMaeDb: number | null;
  readonly warning: string;
  readonly limits: readonly string[];
  /** `ready`: checked on this device; `refused`: it failed, see `refusal`. */
  readonly state: 'available' | 'ready' | 'refused';
  readonly refusal: string | null;
  /** Where it runs, once it is ready. */
  readonly backend: string | null;
  /** Brought by the user and not by us. */
  readonly own: boolean;
}

interface Shelved {
  readonly source: ModelSource;
  readonly own: boolean;
  session: ModelSession | null;
  state: SessionState | null;
  refusal: string | null;
}

/** The models that can be asked, and those of them that are loaded. */
export class ModelLibrary {
  readonly #list: () => Promise<readonly ModelSource[]>;
  readonly #runtime: InferenceRuntime;
  readonly #options: SessionOptions;
  #shelf: Promise<Map<string, Shelved>> | null = null;

  /** @param list reads the cards of the models that come with the product, when they are first asked for */
  constructor(list: () => Promise<readonly ModelSource[]>, runtime: InferenceRuntime, options: SessionOptions = {}) {
    this.#list = list;
    this.#runtime = runtime;
    this.#options = options;
  }

  async cards(): Promise<readonly ModelCard[]> {
    return [...(await this.#models()).values()].map(({ source }) => source.card);
  }

  async facts(): Promise<readonly ModelFacts[]> {
    return [...(await this.#models()).values()].map(factsOf);
  }

  /** A model of the user's own, under its card's id or a name of the caller's; one of the same name is replaced. */
  async add(source: ModelSource, name = source.card.id): Promise<ModelFacts> {
    const models = await this.#models();
    await models.get(name)?.session?.dispose();
    const shelved: Shelved = { source, own: true, session: null, state: null, refusal: null };
    models.set(name, shelved);
    return factsOf(shelved);
  }

  /**
   * The session of a model, its smallest network read, checked and warmed up.
   * @throws UserError('bad-input') for an id that is unknown, and when the model is refused here
   */
  async open(id: string, hooks: ReadHooks = {}): Promise<ModelSession> {
    const model = await this.#named(id);
    model.session ??= new ModelSession(model.source, this.#runtime, this.#options);
    try {
      model.state ??= await model.session.prepare(model.source.card.files[0]!.size, hooks);
      model.refusal = null;
    } catch (error) {
      if (error instanceof Error && !hooks.signal?.aborted) model.refusal = error.message;
      throw error;
    }
    return model.session;
  }

  /**
   * What trains a model to a site.
   * @throws UserError('bad-input') for an id that is unknown, and a model without a training step
   */
  async tuning(id: string, hooks: ReadHooks = {}): Promise<TunableModel> {
    return openTuning((await this.#named(id)).source, this.#runtime, hooks);
  }

  /** Prepares a model and tells how it runs here. */
  async check(id: string): Promise<SessionState> {
    await this.open(id);
    return (await this.#models()).get(id)!.state!;
  }

  async dispose(): Promise<void> {
    if (!this.#shelf) return;
    const models = await this.#shelf.catch(() => new Map<string, Shelved>());
    await Promise.all([...models.values()].map(({ session }) => session?.dispose()));
    this.#shelf = null;
  }

  async #named(id: string): Promise<Shelved> {
    const models = await this.#models();
    const model = models.get(id);
    if (model) return model;
    const known = [...models.keys()].join(', ') || 'there are none';
    throw badInput(`There is no model "${id}"; models here: ${known}.`);
  }

  #models(): Promise<Map<string, Shelved>> {
    this.#shelf ??= this.#list().then(
      (sources) =>
        new Map(
          sources.map((source) => [
            source.card.id,
            { source, own: false, session: null, state: null, refusal: null } satisfies Shelved,
          ]),
        ),
    );
    // A list that could not be read may be tried again.
    this.#shelf.catch(() => {
      this.#shelf = null;
    });
    return this.#shelf;
  }
}

function factsOf({ source: { card }, own, state, refusal }: Shelved): ModelFacts {
  const mae = card.metrics.test?.mae;
  return {
    id: card.id,
    name: card.name,
    summary: card.summary,
    parameters: card.parameters,
    channels: card.channels.map(({ channel }) => channel).filter((channel) => channel !== 'zero'),
    bytes: Math.max(...card.files.map(({ bytes }) => bytes)),
    testMaeDb: typeof mae === 'number' ? mae : null,
    warning: card.warning,
    limits: card.limits,
    state: refusal !== null ? 'refused' : state ? 'ready' : 'available',
    refusal,
    backend: state ? `${state.backend} (${state.adapter})` : null,
    own,
  };
}

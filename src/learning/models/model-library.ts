import { badInput } from '../../units/errors.ts';
import type { ChannelName } from '../features/channel.ts';
import { type PredictorSession, tunedSession, untrainedSession } from '../predict/predictor-session.ts';
import { openTuning, type TunableModel } from '../tuning/open-tuning.ts';
import type { TunedModel } from '../tuning/tuned-model.ts';
import { tunedSource } from '../tuning/tuned-source.ts';
import type { InferenceRuntime } from './inference-backend.ts';
import type { ModelCard } from './model-card.ts';
import { ModelSession, type SessionOptions, type SessionState } from './model-session.ts';
import type { ModelSource, ReadHooks } from './model-source.ts';

/** What people are told of a model before they use it. */
export interface ModelFacts {
  /** By which it is asked for: its card's, or the name that it was added under. */
  readonly id: string;
  readonly name: string;
  /** It has a step of training, so that it can be trained to a site. */
  readonly trainable: boolean;
  /** Sectors whose measurements it was trained to. */
  readonly trainedTo: readonly string[];
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
  /** What sites taught the model, by sector; none for a model as it comes. */
  readonly trained: ReadonlyMap<string, Trained>;
}

interface Trained {
  readonly tuned: TunedModel;
  readonly session: ModelSession;
}

const UNTRAINED: ReadonlyMap<string, Trained> = new Map();

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
    return [...(await this.#models())].map(([name, model]) => factsOf(name, model));
  }

  /** A model of the user's own, under its card's id or a name of the caller's; one of the same name is replaced. */
  async add(source: ModelSource, name = source.card.id): Promise<ModelFacts> {
    const models = await this.#models();
    await disposeOf(models.get(name));
    const shelved: Shelved = { source, own: true, session: null, state: null, refusal: null, trained: UNTRAINED };
    models.set(name, shelved);
    return factsOf(name, shelved);
  }

  /**
   * A model as some sectors' measurements changed it, under a name of its own; sectors that are not among them get it as it comes.
   * @throws UserError('bad-input') where the model is not here, or not the one that was trained (see `tunedSource`)
   */
  async addTuned(name: string, all: readonly TunedModel[]): Promise<ModelFacts> {
    const [first] = all;
    if (!first) throw new Error('addTuned: no model');
    const { source } = await this.#named(first.model);
    const trained = new Map<string, Trained>();
    for (const tuned of all) {
      const changed = await tunedSource(source, tuned);
      trained.set(tuned.sectorId, { tuned, session: new ModelSession(changed, this.#runtime, this.#options) });
    }
    const models = await this.#models();
    await disposeOf(models.get(name));
    const shelved: Shelved = { source, own: true, session: null, state: null, refusal: null, trained };
    models.set(name, shelved);
    return factsOf(name, shelved);
  }

  async remove(name: string): Promise<void> {
    const models = await this.#models();
    await disposeOf(models.get(name));
    models.delete(name);
  }

  /**
   * The session of a model, its smallest network read, checked and warmed up.
   * @param sectorId what it is asked of, for models that were trained to some
   * @throws UserError('bad-input') for an id that is unknown, and when the model is refused here
   */
  async open(id: string, hooks: ReadHooks = {}, sectorId = ''): Promise<PredictorSession> {
    const model = await this.#named(id);
    const trained = model.trained.get(sectorId);
    if (!trained) model.session ??= new ModelSession(model.source, this.#runtime, this.#options);
    const session = trained?.session ?? model.session!;
    try {
      const state = await session.prepare(session.card.files[0]!.size, hooks);
      model.state ??= state;
      model.refusal = null;
    } catch (error) {
      if (error instanceof Error && !hooks.signal?.aborted) model.refusal = error.message;
      throw error;
    }
    if (trained) return tunedSession(session, trained.tuned);
    return model.trained.size > 0 ? untrainedSession(session, [...model.trained.keys()]) : session;
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
    await Promise.all([...models.values()].map(disposeOf));
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
            { source, own: false, session: null, state: null, refusal: null, trained: UNTRAINED } satisfies Shelved,
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

async function disposeOf(model: Shelved | undefined): Promise<void> {
  await model?.session?.dispose();
  await Promise.all([...(model?.trained.values() ?? [])].map(({ session }) => session.dispose()));
}

function factsOf(id: string, { source: { card }, own, state, refusal, trained }: Shelved): ModelFacts {
  const mae = card.metrics.test?.mae;
  const sectors = [...trained.keys()];
  return {
    id,
    name: sectors.length === 0 ? card.name : `${card.name} trained to ${sectors.join(', ')}`,
    trainable: card.tuning !== null && sectors.length === 0,
    trainedTo: sectors,
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

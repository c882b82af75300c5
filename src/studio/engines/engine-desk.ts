import type { EngineName, ModelsView, Outcome, SectorMap } from '../../worker/engine-protocol.ts';
import { patchSettings, undoEdit } from '../commands/project-commands.ts';
import { warningKind } from '../results/solve-summary.ts';
import type { EngineChoice } from '../store/project-document.ts';
import { currentProject, studioStore } from '../store/studio-store.ts';
import { showSecond } from '../store/swipe-actions.ts';
import { notify } from '../store/view-actions.ts';
import { modelIdOf, modelOf } from './engine-choice.ts';

/** The part of the engine that knows models. */
export interface ModelLister {
  models(): Promise<Outcome<ModelsView>>;
}

const EDIT = 'Change engine';

/** Which engines there are, which one the project is computed with, and what they have to say. */
export class EngineDesk {
  readonly #lister: ModelLister;
  /** Solves anew what an engine refused; `another`: the engine of that name is another one now. */
  readonly #retry: (engine: EngineName, another: boolean) => void;
  /** Warnings that were told already. */
  readonly #told = new Set<string>();

  constructor(lister: ModelLister, retry: (engine: EngineName, another: boolean) => void) {
    this.#lister = lister;
    this.#retry = retry;
  }

  async refresh(): Promise<void> {
    const outcome = await this.#lister.models();
    if (outcome.ok) studioStore.setState({ models: outcome.value.models, modelsProblem: outcome.value.problem });
    else studioStore.setState({ modelsProblem: outcome.message });
  }

  /** Computes the project with another engine, as one edit. A model that was refused is tried again. */
  choose(engine: EngineChoice): void {
    const before = currentProject().settings.engine ?? 'auto';
    if (engine === before) return;
    // The two sides of a comparison stay two: the one before takes the place of the one chosen.
    const { swipe } = studioStore.getState();
    if (swipe?.second.kind === 'engine' && swipe.second.engine === engine) {
      showSecond({ kind: 'engine', engine: before });
    }
    if (engine !== 'auto') this.#retry(engine, false);
    patchSettings({ engine }, EDIT);
  }

  /** A model was brought by the user: maps of another one of that name are void. */
  async added(id: string): Promise<void> {
    await this.refresh();
    this.#retry(`model:${id}`, true);
  }

  /** A solve of the map on the screen has ended. A model that is refused gives way to the engine before it. */
  async ended(engine: EngineName, outcome: Outcome<SectorMap>): Promise<void> {
    await this.#follow(engine, outcome);
    const model = modelOf(engine, studioStore.getState().models);
    const chosen = currentProject().settings.engine === engine;
    if (outcome.ok || model?.state !== 'refused' || !chosen) return;
    if (studioStore.getState().history.undoable.at(-1)?.label === EDIT) undoEdit();
    else patchSettings({ engine: 'auto' }, EDIT);
    notify({ tone: 'bad', title: `${model.name} cannot be used`, message: outcome.message, details: [] });
  }

  /** A solve of a map that is compared has ended. */
  endedCompared(engine: EngineName, outcome: Outcome<SectorMap>): Promise<void> {
    return this.#follow(engine, outcome);
  }

  async #follow(engine: EngineName, outcome: Outcome<SectorMap>): Promise<void> {
    if (modelIdOf(engine) === null) return;
    const known = modelOf(engine, studioStore.getState().models);
    const expected = outcome.ok ? 'ready' : 'refused';
    if (known?.state !== expected && (outcome.ok || outcome.code !== 'aborted')) await this.refresh();
    if (outcome.ok) this.#tell(engine, outcome.value.stats.warnings);
  }

  /** Every kind of warning once a session: the engine's card keeps them. */
  #tell(engine: EngineName, warnings: readonly string[]): void {
    const key = (sentence: string) => `${engine} ${warningKind(sentence)}`;
    const news = warnings.filter((sentence) => !this.#told.has(key(sentence)));
    if (news.length === 0) return;
    for (const sentence of news) this.#told.add(key(sentence));
    const name = modelOf(engine, studioStore.getState().models)?.name ?? engine;
    const [first = '', ...others] = news;
    notify({ tone: 'note', title: `${name} is asked beyond its training`, message: first, details: others });
  }
}

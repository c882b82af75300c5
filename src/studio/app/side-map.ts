import type { EngineName, Outcome, SectorMap } from '../../worker/engine-protocol.ts';
import type { NetworkMap } from '../results/network-map.ts';
import { summariseSolves } from '../results/solve-summary.ts';
import type { ProjectDocument } from '../store/project-document.ts';
import { studioStore } from '../store/studio-store.ts';
import type { Side, SideMapState } from '../store/swipe-state.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import type { SectorMapCache } from './sector-map-cache.ts';
import { type SectorSolver, SolveLoop } from './solve-loop.ts';

/**
 * Keeps a map that is not the project's own beside it: with an edit more or less, by another engine, or kept. Sectors that stay as
 * they are cost nothing.
 */
export class SideMap {
  readonly #registry: TypedArrayRegistry;
  readonly #loop: SolveLoop;
  /** Its name in the registry and in the store. */
  readonly #slot: `${Side}Map`;
  #following = false;
  /** What is shown was there already, and follows nothing. */
  #kept = false;
  #version = 0;
  #refusal: string | null = null;

  constructor(
    engine: SectorSolver,
    registry: TypedArrayRegistry,
    cache: SectorMapCache,
    ended: (engine: EngineName, outcome: Outcome<SectorMap>) => void | Promise<void> = () => undefined,
    side: Side = 'second',
  ) {
    const slot = `${side}Map` as const;
    this.#slot = slot;
    this.#registry = registry;
    this.#loop = new SolveLoop(
      engine,
      registry,
      {
        map: (map) => {
          if (this.#following) this.#take(map);
        },
        run: ({ phase, stage }) => {
          const shown = studioStore.getState()[slot];
          if (this.#following && shown && phase === 'solving' && stage !== undefined && stage !== shown.stage)
            this.#show({ ...shown, stage });
        },
        refused: (reasons) => {
          this.#refusal = Object.values(reasons)[0] ?? null;
        },
        ended,
      },
      { cache, name: slot },
    );
  }

  follow(project: ProjectDocument, inHand: string | null): void {
    this.#following = true;
    this.#loop.follow(project, inHand);
  }

  /** Shows a map that is there already. */
  showMap(map: NetworkMap): void {
    if (this.#kept && this.#registry[this.#slot] === map) return;
    this.stop();
    this.#refusal = null;
    this.#kept = true;
    this.#take(map);
  }

  retry(engine: EngineName, another = false): void {
    this.#loop.retry(engine, another);
  }

  stop(): void {
    if (!this.#following && !this.#kept) return;
    this.#following = false;
    this.#kept = false;
    this.#loop.cancel();
    this.#loop.forget();
    this.#registry[this.#slot] = null;
    this.#show(null);
  }

  #take(map: NetworkMap): void {
    this.#registry[this.#slot] = map;
    this.#show({
      version: ++this.#version,
      refined: map.refined,
      stage: '',
      hasSpread: map.spreadDb !== null,
      solves: summariseSolves(map.solves),
      refusal: this.#refusal,
    });
  }

  #show(shown: SideMapState | null): void {
    studioStore.setState(this.#slot === 'secondMap' ? { secondMap: shown } : { firstMap: shown });
  }
}

import type { EngineName, Outcome, SectorMap } from '../../worker/engine-protocol.ts';
import { summariseSolves } from '../results/solve-summary.ts';
import type { ProjectDocument } from '../store/project-document.ts';
import { studioStore } from '../store/studio-store.ts';
import type { AfterMapState } from '../store/swipe-state.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import type { SectorMapCache } from './sector-map-cache.ts';
import { type SectorSolver, SolveLoop } from './solve-loop.ts';

/**
 * Keeps the map that a project would have after an edit (a calibration accepted, another engine chosen) beside the one that it has.
 * Sectors that stay as they are cost nothing.
 */
export class AfterMap {
  readonly #registry: TypedArrayRegistry;
  readonly #loop: SolveLoop;
  #following = false;
  #version = 0;
  #refusal: string | null = null;

  constructor(
    engine: SectorSolver,
    registry: TypedArrayRegistry,
    cache: SectorMapCache,
    ended: (engine: EngineName, outcome: Outcome<SectorMap>) => void | Promise<void> = () => undefined,
  ) {
    this.#registry = registry;
    this.#loop = new SolveLoop(
      engine,
      registry,
      {
        map: (map) => {
          if (!this.#following) return;
          registry.afterMap = map;
          show({
            version: ++this.#version,
            refined: map.refined,
            stage: '',
            hasSpread: map.spreadDb !== null,
            solves: summariseSolves(map.solves),
            refusal: this.#refusal,
          });
        },
        run: ({ phase, stage }) => {
          const { afterMap } = studioStore.getState();
          if (this.#following && afterMap && phase === 'solving' && stage !== undefined && stage !== afterMap.stage)
            show({ ...afterMap, stage });
        },
        refused: (reasons) => {
          this.#refusal = Object.values(reasons)[0] ?? null;
        },
        ended,
      },
      { cache, name: 'after' },
    );
  }

  follow(project: ProjectDocument, inHand: string | null): void {
    this.#following = true;
    this.#loop.follow(project, inHand);
  }

  retry(engine: EngineName, another = false): void {
    this.#loop.retry(engine, another);
  }

  stop(): void {
    if (!this.#following) return;
    this.#following = false;
    this.#loop.cancel();
    this.#loop.forget();
    this.#registry.afterMap = null;
    show(null);
  }
}

function show(afterMap: AfterMapState | null): void {
  studioStore.setState({ afterMap });
}

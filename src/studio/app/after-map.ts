import type { SectorMapCache } from '../app/sector-map-cache.ts';
import { type SectorSolver, SolveLoop } from '../app/solve-loop.ts';
import { patchCalibration } from '../store/calibration-actions.ts';
import type { ProjectDocument } from '../store/project-document.ts';
import { studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';

/** Keeps the map that a project would have after an edit, beside the one that it has. Sectors that stay as they are cost nothing. */
export class AfterMap {
  readonly #registry: TypedArrayRegistry;
  readonly #loop: SolveLoop;
  #following = false;
  #version = 0;

  constructor(engine: SectorSolver, registry: TypedArrayRegistry, cache: SectorMapCache) {
    this.#registry = registry;
    this.#loop = new SolveLoop(
      engine,
      registry,
      {
        map: (map) => {
          if (!this.#following) return;
          registry.afterMap = map;
          patchCalibration({ afterMap: { version: ++this.#version, refined: map.refined, stage: '' } });
        },
        run: ({ phase, stage }) => {
          const { afterMap } = studioStore.getState().calibration;
          if (this.#following && afterMap && phase === 'solving' && stage !== undefined && stage !== afterMap.stage)
            patchCalibration({ afterMap: { ...afterMap, stage } });
        },
        refused: () => undefined,
      },
      { cache, name: 'after' },
    );
  }

  follow(project: ProjectDocument, inHand: string | null): void {
    this.#following = true;
    this.#loop.follow(project, inHand);
  }

  stop(): void {
    if (!this.#following) return;
    this.#following = false;
    this.#loop.cancel();
    this.#registry.afterMap = null;
    patchCalibration({ afterMap: null });
  }
}

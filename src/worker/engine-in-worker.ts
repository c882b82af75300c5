import { transfer } from 'comlink';
import { createSweepSolverCpu } from '../propagation/sweep/solve-on-cpu.ts';
import type { Scene } from '../scene/scene.ts';
import { synthesiseCity } from '../scene/synthetic/synthesise-city.ts';
import { badInput } from '../units/errors.ts';
import type {
  EngineInfo,
  NamedBytes,
  OpenedFile,
  Outcome,
  SceneView,
  SectorMap,
  SolveJob,
  SolveListener,
  StudioEngine,
} from './engine-protocol.ts';
import { outcomeOf } from './outcome.ts';
import { sceneView } from './scene-view.ts';
import { sectorMap, transferables } from './sector-map.ts';

/** The engine as the studio calls it: holds the scenes that are open and the solves that run. */
export class EngineInWorker implements StudioEngine {
  readonly #scenes = new Map<string, Scene>();
  readonly #running = new Map<string, AbortController>();
  #nextId = 1;

  async describe(): Promise<EngineInfo> {
    return { adapter: 'cpu', usesGpu: false, reason: null };
  }

  openSynthetic(seed: number): Promise<Outcome<SceneView>> {
    return outcomeOf(() => this.#keep(synthesiseCity(seed)));
  }

  openFiles(_files: readonly NamedBytes[], _sceneId: string | null): Promise<Outcome<OpenedFile>> {
    return outcomeOf(() => {
      throw badInput('not yet');
    });
  }

  async solve(job: SolveJob, listener: SolveListener): Promise<Outcome<SectorMap>> {
    const abort = new AbortController();
    this.#running.set(job.jobId, abort);
    const outcome = await outcomeOf(async () => {
      const scene = this.#scenes.get(job.sceneId);
      if (!scene) throw new Error(`Scene ${job.sceneId} is not open`);
      const { sector, grid, settings } = job;
      const receiverZM = (scene.groundZM ?? 0) + job.receiverHeightM;
      const map = await createSweepSolverCpu().solve(
        { scene, sector, grid, receiverZM, settings },
        {
          signal: abort.signal,
          onProgress: (fraction, stage) => listener.progress(fraction, stage),
          onPartial: (partial) => {
            const view = sectorMap(partial);
            listener.partial(transfer(view, transferables(view)));
          },
        },
      );
      return sectorMap(map);
    });
    this.#running.delete(job.jobId);
    return outcome.ok ? transfer(outcome, transferables(outcome.value)) : outcome;
  }

  async cancel(jobId: string): Promise<void> {
    this.#running.get(jobId)?.abort();
  }

  #keep(scene: Scene): SceneView {
    const id = `scene-${this.#nextId++}`;
    this.#scenes.set(id, scene);
    return sceneView(id, scene);
  }
}

import type { Engine } from '../engine/engine.ts';
import type { PathCache } from '../propagation/path-cache.ts';
import type { RadioMap } from '../propagation/radio-map.ts';
import { reweighedMap } from '../propagation/reweigh.ts';
import { withMaterials } from '../propagation/with-materials.ts';
import type { Scene } from '../scene/scene.ts';
import type { KeptPaths, SolveJob, SolveListener } from './engine-protocol.ts';

/** What all kept paths may take together, and those of one sector while they are recorded [bytes]. */
const SHELF_BYTES = 256 * 2 ** 20;
const RECORDING_BYTES = 384 * 2 ** 20;

interface Kept {
  readonly cache: PathCache;
  readonly follows: KeptPaths['follows'];
  /** The cache with the materials that were asked for last. */
  dyed: { readonly materials: string; readonly cache: PathCache };
}

/** Paths of whole maps, so that a sector's antenna, and where they fit its materials, change without a solve. The least recently used go first. */
export class PathShelf {
  readonly #kept = new Map<string, Kept>();

  /** The map of a job from kept paths; null where there are none, or they do not follow what has changed. */
  mapOf(job: SolveJob, scene: Scene): RadioMap | null {
    const key = keyOf(job);
    const kept = this.#kept.get(key);
    if (!kept) return null;
    const materials = JSON.stringify(job.materials ?? {});
    if (kept.dyed.materials !== materials) {
      if (kept.follows === 'antennas') return null;
      const cache = withMaterials(kept.cache, {
        frequencyHz: job.sector.frequencyHz,
        thicknessM: (name) => scene.thicknessM[name] ?? job.settings.wallThicknessM,
        materials: job.materials ?? {},
      });
      kept.dyed = { materials, cache };
    }
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return reweighedMap(kept.dyed.cache, job.sector, { grid: job.grid });
  }

  /**
   * Records the paths of a job's whole map and keeps them: with what is needed for materials where transmission is off, for antennas
   * alone where it is on, as it multiplies the paths.
   * @throws UserError('over-budget') when they do not fit
   */
  async record(
    engine: Engine,
    job: SolveJob,
    scene: Scene,
    listener: SolveListener,
    signal: AbortSignal,
  ): Promise<KeptPaths> {
    const key = keyOf(job);
    const known = this.#kept.get(key);
    if (known) return { follows: known.follows, bytes: known.cache.stats.bytes };
    const follows = job.settings.refraction ? 'antennas' : 'materials';
    const cache = await engine.recordPaths(
      {
        scene,
        sector: job.sector,
        grid: job.grid,
        receiverZM: (scene.groundZM ?? 0) + job.receiverHeightM,
        settings: job.settings,
        materials: job.materials ?? {},
        cells: null,
        keep: follows,
        budgetBytes: RECORDING_BYTES,
      },
      { signal, onProgress: (fraction, stage) => listener.progress(fraction, stage) },
    );
    this.#kept.set(key, { cache, follows, dyed: { materials: JSON.stringify(job.materials ?? {}), cache } });
    this.#makeRoom();
    return { follows, bytes: cache.stats.bytes };
  }

  #makeRoom(): void {
    let bytes = 0;
    for (const { cache } of this.#kept.values()) bytes += cache.stats.bytes;
    for (const [key, { cache }] of this.#kept) {
      if (bytes <= SHELF_BYTES || this.#kept.size === 1) return;
      this.#kept.delete(key);
      bytes -= cache.stats.bytes;
    }
  }
}

/** What the geometry of paths depends on: all of a job but the antenna's pattern, pose and polarisation, and the materials. */
function keyOf({ sceneId, sector, grid, receiverHeightM, settings }: SolveJob): string {
  const { x, y, z, frequencyHz } = sector;
  return JSON.stringify([sceneId, x, y, z, frequencyHz, Object.values(grid), receiverHeightM, Object.values(settings)]);
}

import type { KeptPaths, Outcome, SolveJob, SolveListener } from '../../worker/engine-protocol.ts';
import { engineOf, heededSettings } from '../engines/engine-choice.ts';
import { mapGrid } from '../results/solve-key.ts';
import type { ProjectDocument, SectorSettings } from '../store/project-document.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { engineSector, engineSettings } from './engine-request.ts';

/** Whether changes of the sector in hand's antenna follow without a solve. */
export interface PathsState {
  readonly sectorId: string;
  readonly state: 'recording' | 'kept' | 'refused';
  readonly kept: KeptPaths | null;
  /** Why they are not kept, in words. */
  readonly reason: string | null;
}

/** The part of the engine that keeps paths. */
export interface PathRecorder {
  keepPaths(job: SolveJob, listener: SolveListener): Promise<Outcome<KeptPaths>>;
  cancel(jobId: string): Promise<void>;
}

/** How long the hand must rest on a finished map before its paths are recorded [ms]. */
const REST_MS = 700;

/**
 * Has the engine keep the paths of the sector in hand once its map is finished, so that its antenna turns without a solve. One sector
 * at a time: what was recorded last is what the engine is sure to have still.
 */
export class PathKeeper {
  readonly #recorder: PathRecorder;
  readonly #registry: TypedArrayRegistry;
  readonly #report: (paths: PathsState | null) => void;
  /** What was asked last: recorded, on its way, or refused. */
  #asked: { readonly key: string; readonly jobId: string; readonly materials: string } | null = null;
  #kept: KeptPaths | null = null;
  #recording = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: string | null = null;
  #jobs = 0;

  readonly #restMs: number;

  constructor(
    recorder: PathRecorder,
    registry: TypedArrayRegistry,
    report: (paths: PathsState | null) => void,
    restMs = REST_MS,
  ) {
    this.#restMs = restMs;
    this.#recorder = recorder;
    this.#registry = registry;
    this.#report = report;
  }

  /** The project, the hand or the map changed; `inHand` is the sector in hand if its map is finished and nothing else is to be done. */
  follow(project: ProjectDocument, inHand: SectorSettings | null): void {
    const sector = this.#sweeps(project) ? inHand : null;
    const key = sector && geometryKey(project, sector);
    const known = key !== null && key === this.#asked?.key && !this.#lacksMaterials(project);
    const wanted = known ? null : key;
    if (wanted === this.#waiting) return;
    clearTimeout(this.#timer);
    this.#waiting = wanted;
    if (sector && wanted) this.#timer = setTimeout(() => void this.#record(project, sector, wanted), this.#restMs);
  }

  /** True where a change of the sector's antenna (or of materials, where they are followed too) takes no solve. */
  followsAtOnce(project: ProjectDocument, sector: SectorSettings): boolean {
    if (!this.#sweeps(project) || !this.#kept || this.#asked?.key !== geometryKey(project, sector)) return false;
    return !this.#lacksMaterials(project);
  }

  /** Other engines have no paths to keep. */
  #sweeps({ sceneId, settings }: ProjectDocument): boolean {
    return engineOf(settings.engine, this.#registry.scenes.get(sceneId ?? '') ?? null) === 'sweep';
  }

  /** True where kept paths follow antennas alone, and the materials are others now. */
  #lacksMaterials(project: ProjectDocument): boolean {
    return this.#kept?.follows === 'antennas' && this.#asked?.materials !== JSON.stringify(project.materials);
  }

  /** A solve is wanted: a recording on its way stands back, and is made up for later. */
  standBack(): void {
    clearTimeout(this.#timer);
    this.#waiting = null;
    if (this.#asked && this.#recording) void this.#recorder.cancel(this.#asked.jobId);
  }

  async #record(project: ProjectDocument, sector: SectorSettings, key: string): Promise<void> {
    this.#waiting = null;
    const scene = this.#registry.scenes.get(project.sceneId ?? '');
    if (!scene) return;
    const jobId = `paths-${++this.#jobs}`;
    if (this.#asked && this.#recording) void this.#recorder.cancel(this.#asked.jobId);
    this.#asked = { key, jobId, materials: JSON.stringify(project.materials) };
    this.#kept = null;
    this.#recording = true;
    this.#report({ sectorId: sector.id, state: 'recording', kept: null, reason: null });
    const outcome = await this.#recorder.keepPaths(
      {
        jobId,
        sceneId: scene.id,
        engine: 'sweep',
        sector: engineSector(sector, scene, this.#registry),
        grid: mapGrid(scene.boundsM, project.settings.cellSizeM, 'refined'),
        receiverHeightM: project.settings.receiverHeightM,
        settings: engineSettings(project.settings, 'refined'),
        materials: project.materials,
      },
      { progress: () => undefined },
    );
    if (this.#asked.jobId !== jobId) return;
    this.#recording = false;
    if (outcome.ok) {
      this.#kept = outcome.value;
      this.#report({ sectorId: sector.id, state: 'kept', kept: outcome.value, reason: null });
    } else if (outcome.code === 'aborted') {
      this.#asked = null;
      this.#report(null);
    } else this.#report({ sectorId: sector.id, state: 'refused', kept: null, reason: outcome.message });
  }
}

/** What the geometry of a sector's paths depends on. */
function geometryKey({ sceneId, settings }: ProjectDocument, sector: SectorSettings): string {
  const { id, x, y, heightM, frequencyHz } = sector;
  return JSON.stringify([sceneId, id, x, y, heightM, frequencyHz, heededSettings(settings, 'sweep')]);
}

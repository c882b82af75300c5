import type { FeatureJob, FeatureMaps, Outcome, SolveListener } from '../../worker/engine-protocol.ts';
import { engineSector } from '../app/engine-request.ts';
import { mapGrid } from '../results/solve-key.ts';
import { showFeatures } from '../store/feature-actions.ts';
import type { ShownFeatures } from '../store/feature-state.ts';
import type { SectorSettings } from '../store/project-document.ts';
import type { StudioState } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { featureLegends } from './feature-legend.ts';

/** The part of the engine that knows what a predictor sees. */
export interface FeatureSource {
  features(job: FeatureJob, listener: SolveListener): Promise<Outcome<FeatureMaps>>;
  cancel(jobId: string): Promise<void>;
}

interface Wanted {
  readonly key: string;
  readonly sector: SectorSettings;
  readonly job: Omit<FeatureJob, 'jobId'>;
}

/** Makes the planes of the sector in hand while their layer is on: one job at a time, and the last one that is wanted. */
export class FeatureMapper {
  readonly #source: FeatureSource;
  readonly #registry: TypedArrayRegistry;
  #wanted: Wanted | null = null;
  /** Key of the planes that are shown or on their way. */
  #shown: string | null = null;
  #made: string | null = null;
  #cancelled: string | null = null;
  #running: { readonly key: string; readonly jobId: string } | null = null;
  #jobs = 0;

  constructor(source: FeatureSource, registry: TypedArrayRegistry) {
    this.#source = source;
    this.#registry = registry;
  }

  follow(state: StudioState): void {
    const on = state.layer === 'features';
    this.#wanted = on ? this.#wantedOf(state) : null;
    const key = this.#wanted?.key ?? null;
    if (this.#running && this.#running.key !== key) this.#stop(this.#running.jobId);
    // What is made stays while its layer is off, for when it is on again.
    if (!on || key === this.#shown) return;
    this.#shown = key;
    this.#registry.features = null;
    showFeatures(this.#wanted && onItsWay(this.#wanted, 0));
    if (!this.#running) void this.#run();
  }

  #stop(jobId: string): void {
    if (this.#cancelled === jobId) return;
    this.#cancelled = jobId;
    void this.#source.cancel(jobId);
  }

  async #run(): Promise<void> {
    while (this.#wanted && !this.#isMade(this.#wanted.key)) await this.#make(this.#wanted);
  }

  #isMade(key: string): boolean {
    return this.#made === key && this.#shown === key;
  }

  async #make(wanted: Wanted): Promise<void> {
    const { key, sector, job } = wanted;
    const jobId = `features-${++this.#jobs}`;
    this.#running = { key, jobId };
    const current = () => this.#wanted?.key === key && this.#cancelled !== jobId;
    const tell = (fraction: number) => {
      if (current() && this.#running?.jobId === jobId) showFeatures(onItsWay(wanted, fraction));
    };
    const outcome = await this.#source.features({ ...job, jobId }, { progress: tell });
    this.#running = null;
    if (!current()) {
      // Its layer was turned off: to be made anew when it is on again.
      if (this.#shown === key && this.#wanted === null) this.#shown = null;
      return;
    }
    this.#made = key;
    this.#registry.features = outcome.ok ? outcome.value : null;
    showFeatures({
      sectorId: sector.id,
      fraction: 1,
      legends: outcome.ok ? featureLegends(outcome.value) : null,
      problem: outcome.ok ? null : outcome.message,
    });
  }

  #wantedOf({ selection, history: { project } }: StudioState): Wanted | null {
    const scene = this.#registry.scenes.get(project.sceneId ?? '');
    const sector = project.sectors.find(({ id }) => selection?.kind === 'sector' && id === selection.id);
    if (!scene || !sector) return null;
    const { x, y, heightM, azimuthDeg, downtiltDeg, pattern, frequencyHz, id } = sector;
    const { cellSizeM, receiverHeightM } = project.settings;
    const key = [
      scene.id,
      id,
      x,
      y,
      heightM,
      azimuthDeg,
      downtiltDeg,
      pattern,
      frequencyHz,
      cellSizeM,
      receiverHeightM,
    ];
    return {
      key: JSON.stringify(key),
      sector,
      job: {
        sceneId: scene.id,
        sector: engineSector(sector, scene, this.#registry),
        grid: mapGrid(scene.boundsM, cellSizeM, 'refined'),
        receiverHeightM,
      },
    };
  }
}

function onItsWay({ sector }: Wanted, fraction: number): ShownFeatures {
  return { sectorId: sector.id, fraction, legends: null, problem: null };
}

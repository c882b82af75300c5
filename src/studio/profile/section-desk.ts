import type { Outcome, SceneView, SectionJob, SectionMap, SolveListener } from '../../worker/engine-protocol.ts';
import { engineSector, engineSettings } from '../app/engine-request.ts';
import { patchSection } from '../store/profile-actions.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { selectedSectors } from '../store/selection.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';

/** The part of the engine that makes sections. */
interface Sectioner {
  section(job: SectionJob, listener: SolveListener): Promise<Outcome<SectionMap>>;
  cancel(jobId: string): Promise<void>;
}

/** What a section would be of, as the project is. */
interface Wanted {
  readonly key: string;
  readonly sector: SectorSettings;
  readonly job: Omit<SectionJob, 'jobId'>;
}

/** The sector whose level a section shows: the one that the line begins at, else the one in hand. */
export function sectionSector({ profile, history, selection }: StudioState): SectorSettings | null {
  const { sectors } = history.project;
  return sectors.find(({ id }) => id === profile.sectorId) ?? selectedSectors(selection, sectors)[0] ?? null;
}

/** Makes the section over the line of the profile when it is asked for, one at a time, and lets it go with what it was made of. */
export class SectionDesk {
  readonly #engine: Sectioner;
  readonly #registry: TypedArrayRegistry;
  #jobs = 0;
  #running: { readonly jobId: string; readonly key: string } | null = null;
  #shownKey: string | null = null;

  constructor(engine: Sectioner, registry: TypedArrayRegistry) {
    this.#engine = engine;
    this.#registry = registry;
  }

  /** Stops and lets go of what is no longer of the project as it is. */
  follow(state: StudioState): void {
    if (!this.#running && this.#shownKey === null) return;
    const key = this.#wanted(state)?.key ?? null;
    if (this.#running && this.#running.key !== key) this.#stop();
    if (this.#shownKey !== null && this.#shownKey !== key) this.hide();
  }

  async compute(): Promise<void> {
    const wanted = this.#wanted(studioStore.getState());
    if (!wanted || this.#running) return;
    const jobId = `section-${++this.#jobs}`;
    this.#running = { jobId, key: wanted.key };
    patchSection({ run: { fraction: 0, words: 'launching rays' }, problem: null });
    const outcome = await this.#engine.section(
      { ...wanted.job, jobId },
      {
        progress: (fraction, stage) => {
          if (this.#running?.jobId === jobId) patchSection({ run: { fraction, words: STAGES[stage] ?? stage } });
        },
      },
    );
    if (this.#running?.jobId !== jobId) return;
    this.#running = null;
    if (!outcome.ok) {
      patchSection({ run: null, problem: outcome.code === 'aborted' ? null : outcome.message });
      return;
    }
    this.#registry.section = outcome.value;
    this.#shownKey = wanted.key;
    patchSection({ run: null, problem: null, sectorId: wanted.sector.id });
  }

  cancel(): void {
    this.#stop();
  }

  /** Takes the section off the profile. */
  hide(): void {
    this.#shownKey = null;
    this.#registry.section = null;
    patchSection({ sectorId: null, problem: null });
  }

  #stop(): void {
    if (!this.#running) return;
    void this.#engine.cancel(this.#running.jobId);
    this.#running = null;
    patchSection({ run: null });
  }

  #wanted(state: StudioState): Wanted | null {
    const { project } = state.history;
    const { points, drawing } = state.profile;
    const scene: SceneView | undefined = this.#registry.scenes.get(project.sceneId ?? '');
    const sector = sectionSector(state);
    const [from, to] = points;
    if (!scene || !sector || drawing || points.length !== 2 || !from || !to) return null;
    const job = {
      sceneId: scene.id,
      sector: engineSector(sector, scene, this.#registry),
      line: { from: [from.x, from.y], to: [to.x, to.y] },
      settings: engineSettings(project.settings, 'refined'),
      materials: project.materials,
    } as const;
    // What only shifts the level makes no new section.
    const { powerDbm: _, powerPer: __, bandwidthHz: ___, lossesDb: ____, ...radiated } = sector;
    return { key: JSON.stringify([scene.id, radiated, job.line, job.settings, job.materials]), sector, job };
  }
}

const STAGES: Readonly<Record<string, string>> = {
  launch: 'launching rays',
  diffract: 'diffraction at wedges',
  done: 'done',
};

import type { CorrectedMap, CorrectedMapJob } from '../../worker/calibration-protocol.ts';
import type { Outcome, SolveListener } from '../../worker/engine-protocol.ts';
import { engineSector, engineSettings } from '../app/engine-request.ts';
import { isCorrectedLayer } from '../results/layer-classes.ts';
import { mapGrid } from '../results/solve-key.ts';
import { patchCalibration } from '../store/calibration-actions.ts';
import type { ProjectDocument } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { notify, showLayer } from '../store/view-actions.ts';
import { correctable } from './correctable.ts';

interface Corrector {
  correctedMap(job: CorrectedMapJob, listener: SolveListener): Promise<Outcome<CorrectedMap>>;
  cancel(jobId: string): Promise<void>;
}

/** Makes the corrected map of the open run's sector when its layer is asked for, and takes the layer away with the run. */
export class CorrectedMapper {
  readonly #corrector: Corrector;
  readonly #registry: TypedArrayRegistry;
  #wanted: { readonly key: string; readonly project: ProjectDocument } | null = null;
  #jobId: string | null = null;
  #jobs = 0;

  constructor(corrector: Corrector, registry: TypedArrayRegistry) {
    this.#corrector = corrector;
    this.#registry = registry;
  }

  follow(state: StudioState): void {
    const of = correctable(state);
    if (isCorrectedLayer(state.layer) && !of) {
      showLayer('rsrp');
      return;
    }
    if (!isCorrectedLayer(state.layer) || !of) {
      // What is made stays as long as its run is open: layers can be changed to and fro.
      if (!of) this.#forget();
      return;
    }
    const key = `${of.run.id} ${of.report.sectorId}`;
    const { project } = state.history;
    if (this.#wanted?.key === key && this.#wanted.project === project) return;
    this.#forget();
    this.#wanted = { key, project };
    void this.#make(state, key);
  }

  #forget(): void {
    if (this.#wanted === null) return;
    this.#wanted = null;
    if (this.#jobId !== null) void this.#corrector.cancel(this.#jobId);
    this.#registry.corrected = null;
    patchCalibration({ corrected: null });
  }

  async #make(state: StudioState, key: string): Promise<void> {
    const { project } = state.history;
    const scene = this.#registry.scenes.get(project.sceneId ?? '');
    const of = correctable(state);
    const sector = project.sectors.find((s) => s.id === of?.report.sectorId);
    if (!scene || !of || !sector || project.measurementId === null) return;
    const jobId = `corrected-${++this.#jobs}`;
    this.#jobId = jobId;
    const tell = (fraction: number) => {
      if (this.#jobId === jobId) patchCalibration({ corrected: { sectorId: sector.id, fraction, done: false } });
    };
    tell(0);
    const outcome = await this.#corrector.correctedMap(
      {
        jobId,
        sceneId: scene.id,
        measurementId: project.measurementId,
        sector: engineSector(sector, scene, this.#registry),
        report: of.report,
        grid: mapGrid(scene.boundsM, project.settings.cellSizeM, 'refined'),
        receiverHeightM: project.settings.receiverHeightM,
        settings: engineSettings(project.settings, 'refined'),
        materials: project.materials,
      },
      { progress: tell },
    );
    if (this.#jobId === jobId) this.#jobId = null;
    if (this.#wanted?.key !== key || this.#wanted.project !== project) return;
    if (outcome.ok) {
      this.#registry.corrected = outcome.value;
      patchCalibration({ corrected: { sectorId: sector.id, fraction: 1, done: true } });
    } else {
      patchCalibration({ corrected: null });
      if (studioStore.getState().layer !== 'rsrp') showLayer('rsrp');
      if (outcome.code !== 'aborted')
        notify({ tone: 'bad', title: 'No corrected map', message: outcome.message, details: [] });
    }
  }
}

import { cellAt, cellCentre, gridCentredOn } from '../../raster/raster-grid.ts';
import { sourceSceneId } from '../../scene/building-edits.ts';
import type {
  CellExplanation,
  ExplainJob,
  FeatureJob,
  FeatureMaps,
  Outcome,
  SolveListener,
} from '../../worker/engine-protocol.ts';
import { engineSector, engineSettings } from '../app/engine-request.ts';
import { engineOf, isModel } from '../engines/engine-choice.ts';
import { FEATURE_NAMES, featureValues } from '../features/feature-name.ts';
import { mapGrid } from '../results/solve-key.ts';
import { closeExplanation, explainPlace, patchExplain } from '../store/explain-actions.ts';
import type { CellInput } from '../store/explain-state.ts';
import { clearProfile } from '../store/profile-actions.ts';
import type { SectorSettings } from '../store/project-document.ts';
import type { StudioState } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { explainedSector } from './explained-sector.ts';

/** The part of the engine that explains. */
interface Explainer {
  explain(job: ExplainJob, listener: SolveListener): Promise<Outcome<CellExplanation>>;
  features(job: FeatureJob, listener: SolveListener): Promise<Outcome<FeatureMaps>>;
  cancel(jobId: string): Promise<void>;
}

interface Wanted {
  readonly key: string;
  readonly sector: SectorSettings;
  readonly job: Omit<ExplainJob, 'jobId'>;
  readonly byModel: boolean;
}

/** How long project and place must rest before paths are looked for [ms]. */
const REST_MS = 150;

/** Keeps the explanation in step with the cell that was asked about and with the project: one search at a time, the last that is wanted. */
export class ExplainDesk {
  readonly #explainer: Explainer;
  readonly #registry: TypedArrayRegistry;
  #wanted: Wanted | null = null;
  #jobs = 0;
  /** The city that was open last; undefined before the first look. */
  #sceneId: string | null | undefined;
  #running: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(explainer: Explainer, registry: TypedArrayRegistry) {
    this.#explainer = explainer;
    this.#registry = registry;
  }

  follow(state: StudioState): void {
    if (this.#outlived(state)) return;
    const wanted = this.#wantedOf(state);
    if (wanted?.key === this.#wanted?.key) return;
    this.#wanted = wanted;
    this.#stop();
    if (!wanted) {
      if (state.explain.found || state.explain.problem) patchExplain({ found: null, problem: null, search: null });
      return;
    }
    // Paths of another sector or cell are wrong ones; of one that is dragged they are on their way.
    const before = state.explain.found;
    const stays = before?.sectorId === wanted.sector.id && isThere(before.explanation, state.explain.place);
    const search = { fraction: 0, words: 'looking for paths' };
    patchExplain({ search, problem: null, inputs: null, ...(stays ? {} : { found: null, path: null }) });
    this.#timer = setTimeout(() => void this.#find(wanted), REST_MS);
  }

  /** True where the place itself had to change: its city went, or its cells have another size. What follows comes with that change. */
  #outlived({ explain: { place }, profile, history: { project } }: StudioState): boolean {
    const sceneId = project.sceneId === null ? null : sourceSceneId(project.sceneId);
    const another = this.#sceneId !== undefined && sceneId !== this.#sceneId;
    this.#sceneId = sceneId;
    if (another && (place || profile.points.length > 0)) {
      clearProfile();
      closeExplanation();
      return true;
    }
    const scene = this.#registry.scenes.get(project.sceneId ?? '');
    if (!place || !scene || place.cellSizeM === project.settings.cellSizeM) return false;
    const grid = mapGrid(scene.boundsM, project.settings.cellSizeM, 'refined');
    const cell = cellAt(grid, place.x, place.y);
    if (cell < 0) closeExplanation();
    else explainPlace({ ...cellCentre(grid, cell), cellSizeM: grid.cellSizeM });
    return true;
  }

  /** Stops the search; what was found stays. */
  cancel(): void {
    this.#stop();
    patchExplain({ search: null, problem: 'The search was stopped.' });
  }

  #stop(): void {
    clearTimeout(this.#timer);
    if (this.#running !== null) void this.#explainer.cancel(this.#running);
    this.#running = null;
  }

  async #find(wanted: Wanted): Promise<void> {
    const jobId = `explain-${++this.#jobs}`;
    this.#running = jobId;
    if (wanted.byModel) void this.#readInputs(wanted, jobId);
    const outcome = await this.#explainer.explain(
      { ...wanted.job, jobId },
      {
        progress: (fraction, words) => {
          if (this.#running === jobId) patchExplain({ search: { fraction, words } });
        },
      },
    );
    if (this.#running !== jobId) return;
    this.#running = null;
    patchExplain({
      search: null,
      found: outcome.ok ? { sectorId: wanted.sector.id, explanation: outcome.value } : null,
      problem: outcome.ok ? null : outcome.message,
    });
  }

  async #readInputs({ key, job }: Wanted, jobId: string): Promise<void> {
    const { x, y } = cellCentre(job.grid, job.cell);
    const grid = gridCentredOn(x, y, 1, 1, job.grid.cellSizeM);
    const outcome = await this.#explainer.features(
      {
        jobId: `${jobId}-inputs`,
        sceneId: job.sceneId,
        sector: job.sector,
        grid,
        receiverHeightM: job.receiverHeightM,
      },
      { progress: () => undefined },
    );
    if (this.#wanted?.key !== key || !outcome.ok) return;
    const inputs = FEATURE_NAMES.map(
      (name): CellInput => ({ name, value: featureValues(outcome.value, name)[0] ?? Number.NaN }),
    );
    patchExplain({ inputs });
  }

  #wantedOf(state: StudioState): Wanted | null {
    const { project } = state.history;
    const { place } = state.explain;
    const scene = this.#registry.scenes.get(project.sceneId ?? '');
    const sector = explainedSector(state, this.#registry.networkMap);
    if (!scene || !place || !sector) return null;
    const engine = engineOf(project.settings.engine, scene);
    const grid = mapGrid(scene.boundsM, project.settings.cellSizeM, 'refined');
    const cell = cellAt(grid, place.x, place.y);
    if (cell < 0) return null;
    const job = {
      sceneId: scene.id,
      sector: engineSector(sector, scene, this.#registry),
      grid,
      receiverHeightM: project.settings.receiverHeightM,
      settings: engineSettings(project.settings, 'refined'),
      materials: project.materials,
      cell,
      among: engine === 'launch' || engine === 'reference' ? ('triangles' as const) : ('prisms' as const),
    };
    const { powerDbm: _, powerPer: __, bandwidthHz: ___, lossesDb: ____, ...radiated } = sector;
    const key = JSON.stringify([
      scene.id,
      engine,
      radiated,
      job.grid,
      cell,
      job.receiverHeightM,
      job.settings,
      job.materials,
    ]);
    return { key, sector, job, byModel: isModel(engine) };
  }
}

function isThere(explanation: CellExplanation, place: { readonly x: number; readonly y: number } | null): boolean {
  if (!place) return false;
  const half = explanation.cellSizeM / 2;
  return Math.abs(explanation.x - place.x) <= half && Math.abs(explanation.y - place.y) <= half;
}

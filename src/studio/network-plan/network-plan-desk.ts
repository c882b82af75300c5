import type { CoverageLine } from '../../planning/coverage/coverage-table.ts';
import { UserError } from '../../units/errors.ts';
import type { Outcome, SolveListener } from '../../worker/engine-protocol.ts';
import type { AntennaJob, OptimisedAntennas, RankedSites, SiteJob } from '../../worker/network-plan-protocol.ts';
import type { CoverageJob } from '../../worker/planning-protocol.ts';
import { sectorsInStudio } from '../app/sectors-in-studio.ts';
import { runEdit, runSelecting } from '../commands/project-commands.ts';
import { engineLabel } from '../engines/engine-choice.ts';
import {
  forgetNetworkPlans,
  type NetworkTask,
  networkPlanStore,
  patchNetworkPlan,
} from '../store/network-plan-store.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { antennaEdit, standingOf } from './antenna-edit.ts';
import { antennaJob, coverageJob, siteJob } from './network-jobs.ts';
import { setupOf } from './read-setup.ts';
import type { FileUse, Setup } from './setup.ts';
import { type SetupBytes, setupBytes } from './setup-files.ts';
import { isBuilt, siteBuilt } from './site-built.ts';

/** The part of the engine that plans networks. */
export interface NetworkPlanner {
  optimiseAntennas(job: AntennaJob, listener: SolveListener): Promise<Outcome<OptimisedAntennas>>;
  rankSites(job: SiteJob, listener: SolveListener): Promise<Outcome<RankedSites>>;
  cancel(jobId: string): Promise<void>;
}

/** What counts coverage of maps; null where the signal ended it. */
type CoveragePlanner = (
  job: CoverageJob,
  listener: SolveListener,
  signal: AbortSignal,
) => Promise<Outcome<readonly CoverageLine[]> | null>;

const inWorker: CoveragePlanner = async (job, listener, signal) => {
  const { coverageInWorker } = await import('../planning/plan-in-worker.ts');
  return coverageInWorker(job, listener, signal);
};

const ABORTED = { ok: false, code: 'aborted', message: 'Cancelled.' } as const;

/** Has networks planned one at a time, and keeps what was found for as long as its project is in hand. */
export class NetworkPlanDesk {
  readonly #planner: NetworkPlanner;
  readonly #registry: TypedArrayRegistry;
  #of: string;
  #jobId: string | null = null;
  #jobs = 0;
  /** Ends what runs in the Worker of planning; null where the engine is at work. */
  #ends: AbortController | null = null;
  readonly #coverageOf: CoveragePlanner;

  constructor(planner: NetworkPlanner, registry: TypedArrayRegistry, coverageOf: CoveragePlanner = inWorker) {
    this.#coverageOf = coverageOf;
    this.#planner = planner;
    this.#registry = registry;
    this.#of = placeOf(studioStore.getState());
    studioStore.subscribe((state) => this.#follow(state));
  }

  /** Plans as the window asks. */
  async run(task: NetworkTask): Promise<void> {
    const { problem } = setupOf(studioStore.getState());
    if (problem !== null) return patchNetworkPlan({ problem });
    if (task === 'coverage') return this.#coverage();
    return task === 'antennas' ? this.#antennas() : this.#sites();
  }

  /** Of maps in hand, in the Worker of planning: to give up is to end it. */
  async #coverage(): Promise<void> {
    const { planningJob } = await import('../planning/planning-job.ts');
    const state = studioStore.getState();
    const setup = setupOf(state);
    const scene = this.#registry.scenes.get(state.history.project.sceneId ?? '') ?? null;
    const maps = planningJob('coverage', state, this.#registry, scene);
    const abort = new AbortController();
    await this.#start<CoverageJob, readonly CoverageLine[]>(
      'coverage',
      async () => {
        if (typeof maps === 'string') return maps;
        return coverageJob(maps, scene, setup, await setupBytes(setup, ['population', 'classes'], this.#registry));
      },
      async (job, listener) => {
        this.#ends = abort;
        return (await this.#coverageOf(job, listener, abort.signal)) ?? ABORTED;
      },
      (lines, { sectors }) =>
        patchNetworkPlan({
          coveragePlan: {
            lines,
            setup,
            sectors: sectors.map(({ id }) => id),
            leftOut: typeof maps === 'string' ? [] : maps.leftOut,
          },
        }),
    );
    this.#ends = null;
  }

  async #sites(): Promise<void> {
    const state = studioStore.getState();
    const { project } = state.history;
    const setup = setupOf(state);
    await this.#start<SiteJob, RankedSites>(
      'sites',
      async (jobId) => siteJob(jobId, project, setup, await this.#bytesOf(setup, 'sites'), this.#registry),
      (job, listener) => this.#planner.rankSites(job, listener),
      (found, { engine }, tookMs) =>
        patchNetworkPlan({
          sitePlan: { ...found, tookMs, setup, sectors: project.sectors, engine: engineLabel(engine, state.models) },
          shownSite: null,
        }),
    );
  }

  /** Builds a candidate in the project, as one step of undo. */
  addSite(id: string): void {
    const { sitePlan } = networkPlanStore.getState();
    const { project } = studioStore.getState().history;
    const scene = this.#registry.scenes.get(project.sceneId ?? '');
    const built = sitePlan?.candidates.filter(({ siteId }) => siteId === id) ?? [];
    if (!scene || built.length === 0 || isBuilt(sitePlan!, id, project)) return;
    runSelecting(siteBuilt(project, id, sectorsInStudio(built, scene, this.#registry).sectors));
  }

  async #antennas(): Promise<void> {
    const state = studioStore.getState();
    const { project } = state.history;
    const setup = setupOf(state);
    await this.#start<AntennaJob, OptimisedAntennas>(
      'antennas',
      async (jobId) => antennaJob(jobId, project, setup, await this.#bytesOf(setup, 'antennas'), this.#registry),
      (job, listener) => this.#planner.optimiseAntennas(job, listener),
      (found, _, tookMs) => patchNetworkPlan({ antennaPlan: { found, tookMs, setup, sectors: project.sectors } }),
    );
  }

  /** The files of the set-up that a task reads: rasters can be large. */
  #bytesOf(setup: Setup, task: 'antennas' | 'sites'): Promise<SetupBytes> {
    const { objective, sites } = setup;
    const uses: FileUse[] = objective.weighBy === 'population' ? ['population'] : [];
    if (task === 'sites' && sites.from === 'file') uses.push('places');
    return setupBytes(setup, uses, this.#registry);
  }

  /** Takes the antennas that were found into the project, as one step of undo; not those that are of other sectors. */
  applyAntennas(): void {
    const { antennaPlan } = networkPlanStore.getState();
    const edit = antennaPlan && antennaEdit(antennaPlan);
    if (!edit || standingOf(antennaPlan, studioStore.getState().history.project) !== 'as-it-stood') return;
    runEdit(edit);
  }

  cancel(): void {
    if (this.#jobId === null) return;
    const { running } = networkPlanStore.getState();
    if (running) patchNetworkPlan({ running: { ...running, cancelling: true } });
    this.#giveUp(this.#jobId);
  }

  #giveUp(jobId: string): void {
    if (this.#ends) this.#ends.abort();
    else void this.#planner.cancel(jobId);
  }

  async #start<Job, Found>(
    task: NetworkTask,
    jobOf: (jobId: string) => Promise<Job | string>,
    work: (job: Job, listener: SolveListener) => Promise<Outcome<Found>>,
    keep: (found: Found, job: Job, tookMs: number) => void,
  ): Promise<void> {
    if (this.#jobId !== null) return;
    const jobId = `network-${++this.#jobs}`;
    this.#jobId = jobId;
    const began = performance.now();
    patchNetworkPlan({
      problem: null,
      running: { task, fraction: 0, words: 'Maps are made ready', cancelling: false },
    });
    const progress = (fraction: number, words: string) => {
      const { running } = networkPlanStore.getState();
      if (this.#jobId === jobId && running) patchNetworkPlan({ running: { ...running, fraction, words } });
    };
    const outcome = await inWords(async (): Promise<Outcome<() => void>> => {
      const job = await jobOf(jobId);
      if (typeof job === 'string') return { ok: false, code: 'bad-input', message: job };
      if (this.#jobId !== jobId || networkPlanStore.getState().running?.cancelling) return ABORTED;
      const found = await work(job, { progress });
      return found.ok ? { ok: true, value: () => keep(found.value, job, performance.now() - began) } : found;
    });
    if (this.#jobId !== jobId) return;
    this.#jobId = null;
    patchNetworkPlan({ running: null });
    if (outcome.ok) outcome.value();
    else if (outcome.code !== 'aborted') patchNetworkPlan({ problem: outcome.message });
  }

  /** Another project or city: what was found is of neither. */
  #follow(state: StudioState): void {
    const of = placeOf(state);
    if (of === this.#of) return;
    this.#of = of;
    if (this.#jobId !== null) this.#giveUp(this.#jobId);
    this.#jobId = null;
    forgetNetworkPlans();
  }
}

/** What is thrown on the way is told as well: by whom it was meant to be read, or as the bug that it is. */
async function inWords<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, code: error instanceof UserError ? error.code : 'bug', message };
  }
}

const desks = new WeakMap<TypedArrayRegistry, NetworkPlanDesk>();

/** The desk of a session; made when it is first asked for. */
export function networkPlanDesk({
  networks,
  registry,
}: {
  readonly networks: NetworkPlanner;
  readonly registry: TypedArrayRegistry;
}): NetworkPlanDesk {
  const desk = desks.get(registry) ?? new NetworkPlanDesk(networks, registry);
  desks.set(registry, desk);
  return desk;
}

function placeOf({ history: { project } }: StudioState): string {
  return `${project.id} ${project.sceneId}`;
}

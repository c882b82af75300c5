import type { HandoverResult } from '../../planning/handover/handover-run.ts';
import type { PowerRun } from '../../planning/power/power-sweep.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import { exportName } from '../export/export-name.ts';
import { patchPlanning } from '../store/planning-actions.ts';
import type { PlanningTask } from '../store/planning-state.ts';
import { studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import type { planInWorker } from './plan-in-worker.ts';
import type { WindowJob } from './planning-job.ts';
import type { PlayerPage, WalkPlayer } from './walk-player.ts';

/** Where plans are made, and where files go. */
export interface PlanningPorts {
  readonly plan: typeof planInWorker;
  /** What plays walks; left out: the browser's page. */
  readonly page?: PlayerPage;
  readonly save: (name: string, bytes: Uint8Array<ArrayBuffer>) => void;
}

/** These come with the first plan. */
const planningJobs = () => import('./planning-job.ts');
const walkPlayers = () => import('./walk-player.ts');

/** Runs planning one at a time, on the maps that were chosen, and keeps what came out. */
export class PlanningDesk {
  readonly #registry: TypedArrayRegistry;
  readonly #scene: () => SceneView | null;
  readonly #ports: PlanningPorts;
  #abort: AbortController | null = null;
  #powerRuns: readonly PowerRun[] = [];
  #handoverResults: readonly HandoverResult[] = [];
  #walk: WalkPlayer | null = null;

  constructor(registry: TypedArrayRegistry, scene: () => SceneView | null, ports: PlanningPorts) {
    this.#registry = registry;
    this.#scene = scene;
    this.#ports = ports;
  }

  /** Plans with what is chosen in the window. */
  async run(task: PlanningTask): Promise<void> {
    if (this.#abort) return;
    const abort = new AbortController();
    this.#abort = abort;
    const progress = (fraction: number, words: string) => {
      // The last words of a Worker may come after its end.
      if (this.#abort === abort && !abort.signal.aborted) patchPlanning({ running: { task, fraction, words } });
    };
    patchPlanning({ problem: null });
    progress(0, 'Maps are made ready');
    try {
      const { planningJob } = await planningJobs();
      if (abort.signal.aborted) return;
      const job = planningJob(task, studioStore.getState(), this.#registry, this.#scene());
      if (typeof job === 'string') patchPlanning({ problem: job });
      else if (task === 'power') await this.#power(job, progress, abort.signal);
      else await this.#handover(job, progress, abort.signal);
    } finally {
      this.#abort = null;
      patchPlanning({ running: null });
    }
  }

  /** What plays the users' walk; null before the first. */
  get walk(): WalkPlayer | null {
    return this.#walk;
  }

  cancel(): void {
    this.#abort?.abort();
  }

  /** Another project: nothing of what was planned is its own. */
  forget(): void {
    this.cancel();
    this.#powerRuns = [];
    this.#handoverResults = [];
    patchPlanning({ power: null, handover: null, problem: null, chosen: null, truth: null, editing: false });
  }

  /** A table as a file. */
  saveText(what: string, csv: string): void {
    const { name } = studioStore.getState().history.project;
    this.#ports.save(exportName(name, what, '.csv'), new TextEncoder().encode(csv));
  }

  /** Every run of the last result as a file. */
  async save(task: PlanningTask): Promise<void> {
    const { planning } = studioStore.getState();
    const sectors = planning[task]?.sectors;
    if (!sectors) return;
    const { powerFile, handoverFile } = await planningJobs();
    const text = task === 'power' ? powerFile(this.#powerRuns, sectors) : handoverFile(this.#handoverResults);
    this.saveText(`${task}-runs`, text);
  }

  async #player(): Promise<WalkPlayer> {
    const { WalkPlayer: Player } = await walkPlayers();
    this.#walk ??= new Player(this.#registry, this.#ports.page);
    return this.#walk;
  }

  async #power(job: WindowJob, progress: Progress, signal: AbortSignal): Promise<void> {
    const outcome = await this.#ports.plan('power', job, { progress }, signal);
    if (outcome === null || signal.aborted) return;
    if (!outcome.ok) return patchPlanning({ problem: outcome.message });
    const { powerOutcome } = await planningJobs();
    this.#powerRuns = outcome.value;
    patchPlanning({ power: powerOutcome(outcome.value, job) });
  }

  async #handover(job: WindowJob, progress: Progress, signal: AbortSignal): Promise<void> {
    const walk = studioStore.getState().walk.wanted ? await this.#player() : null;
    const outcome = await this.#ports.plan('handover', job, { progress }, signal, walk);
    walk?.ends();
    if (outcome === null || signal.aborted) return;
    if (!outcome.ok) return patchPlanning({ problem: outcome.message });
    const { handoverOutcome } = await planningJobs();
    this.#handoverResults = outcome.value;
    patchPlanning({ handover: handoverOutcome(outcome.value, job) });
  }
}

type Progress = (fraction: number, words: string) => void;

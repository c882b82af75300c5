import type { SplitOptions } from '../../calibration/report.ts';
import { METHOD_WORDS } from '../../calibration/study/method-id.ts';
import type { Outcome, SolveListener } from '../../worker/engine-protocol.ts';
import type { StudyJob, StudyListener, StudyMaps, StudyMapsJob, StudyView } from '../../worker/study-protocol.ts';
import { currentProject, type StudioState, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { patchVerdict, type VerdictResult, type VerdictRunning, verdictStore } from '../store/verdict-store.ts';
import { notify } from '../store/view-actions.ts';
import { afterOf, beforeOf } from './row-pairs.ts';
import { judgedSectors, mapsJob, splitOf, studyJob } from './verdict-job.ts';
import { SPLIT_NAMES } from './verdict-words.ts';

/** The part of the engine that the verdict needs. */
export interface StudyEngine {
  study(job: StudyJob, listener: StudyListener): Promise<Outcome<StudyView>>;
  studyMaps(job: StudyMapsJob, listener: SolveListener): Promise<Outcome<StudyMaps>>;
  cancel(jobId: string): Promise<void>;
}

/** Has methods judged, one run at a time, and keeps what came out for as long as its measurements are there. */
export class VerdictDesk {
  readonly #engine: StudyEngine;
  readonly #registry: TypedArrayRegistry;
  #of: string;
  #jobId: string | null = null;
  #mapsId: string | null = null;
  #jobs = 0;

  constructor(engine: StudyEngine, registry: TypedArrayRegistry) {
    this.#engine = engine;
    this.#registry = registry;
    this.#of = placeOf(studioStore.getState());
    studioStore.subscribe((state) => this.#follow(state));
  }

  /** Judges what the panel asks for. */
  async run(): Promise<void> {
    if (this.#jobId !== null) return;
    const state = studioStore.getState();
    const { setup } = verdictStore.getState();
    const sectors = judgedSectors(state, setup);
    const jobId = `verdict-${++this.#jobs}`;
    const job = studyJob(jobId, state.history.project, sectors, setup, this.#registry);
    if (!job) return;
    this.#jobId = jobId;
    const startedMs = Date.now();
    const keep = (view: StudyView, as: VerdictResult['state']) =>
      patchVerdict({ result: { view, setup, sectors, state: as, tookMs: Date.now() - startedMs } });
    const start: VerdictRunning = {
      startedMs,
      words: 'Measurements are laid into cells',
      fraction: 0,
      sectors: sectors.length,
      done: {},
      latest: {},
      cancelling: false,
    };
    patchVerdict({ running: start, problem: null, result: null, maps: null });
    const mine = () => this.#jobId === jobId;
    const outcome = await this.#engine
      .study(job, {
        stage: ({ sectorId, split, method, fraction }) => {
          if (mine()) patchRunning({ fraction, words: stageWords(sectorId, split, method) });
        },
        method: ({ sectorId, split, method, errors }) => {
          const { running } = verdictStore.getState();
          if (!mine() || !running) return;
          const known = running.done[method] ?? { fits: 0, missing: 0 };
          const next = { fits: known.fits + 1, missing: known.missing + (errors === null ? 1 : 0) };
          patchRunning({
            done: { ...running.done, [method]: next },
            latest: { ...running.latest, [method]: { sectorId, split, errors } },
          });
        },
        partial: (view) => {
          if (mine()) keep(view, 'running');
        },
      })
      .catch(
        (error: unknown): Outcome<StudyView> => ({
          ok: false,
          code: 'bug',
          message: error instanceof Error ? error.message : String(error),
        }),
      );
    if (!mine()) return;
    this.#jobId = null;
    patchVerdict({ running: null });
    if (outcome.ok) {
      keep(outcome.value, 'finished');
      const { split } = verdictStore.getState();
      if (!outcome.value.tables.some((table) => table.split === split))
        patchVerdict({ split: outcome.value.tables[0]?.split ?? 'random' });
      if (studioStore.getState().dock.tab !== VERDICT_TAB)
        notify({ tone: 'note', title: 'Verdict done', message: 'See it under Verdict in the dock.', details: [] });
      return;
    }
    const { result } = verdictStore.getState();
    if (result) patchVerdict({ result: { ...result, state: 'cancelled' } });
    if (outcome.code !== 'aborted') patchVerdict({ problem: outcome.message });
  }

  cancel(): void {
    if (this.#jobId === null) return;
    patchRunning({ cancelling: true });
    void this.#engine.cancel(this.#jobId);
  }

  /** Maps of one sector as measured, before and after, by the row in hand. */
  async makeMaps(): Promise<void> {
    const { result, sectorId, method, split: kind, maps } = verdictStore.getState();
    if (!result || this.#jobId !== null || maps?.maps === null) return;
    const id = sectorId ?? result.view.sectorIds[0];
    const split = splitOf(result.setup, kind);
    const after = method ?? afterOf(result);
    if (id === undefined || !split || !after) return;
    const jobId = `verdict-maps-${++this.#jobs}`;
    const asked = { sectorId: id, split, methods: [beforeOf(after), after] };
    const job = mapsJob(jobId, currentProject(), result, asked, this.#registry);
    if (!job) return;
    this.#mapsId = jobId;
    const at = { sectorId: id, split: kind };
    patchVerdict({ maps: { ...at, fraction: 0, maps: null }, problem: null });
    const outcome = await this.#engine.studyMaps(job, {
      progress: (fraction) => {
        if (this.#mapsId === jobId) patchVerdict({ maps: { ...at, fraction, maps: null } });
      },
    });
    if (this.#mapsId !== jobId) return;
    this.#mapsId = null;
    if (outcome.ok) patchVerdict({ maps: { ...at, fraction: 1, maps: outcome.value } });
    else patchVerdict({ maps: null, ...(outcome.code === 'aborted' ? {} : { problem: outcome.message }) });
  }

  cancelMaps(): void {
    if (this.#mapsId !== null) void this.#engine.cancel(this.#mapsId);
  }

  /** Another city, or other measurements: what was found is of neither. */
  #follow(state: StudioState): void {
    const of = placeOf(state);
    if (of === this.#of) return;
    this.#of = of;
    for (const id of [this.#jobId, this.#mapsId]) if (id !== null) void this.#engine.cancel(id);
    this.#jobId = null;
    this.#mapsId = null;
    patchVerdict({ running: null, problem: null, result: null, maps: null, method: null, sectorId: null });
  }
}

const VERDICT_TAB = 'verdict';

const desks = new WeakMap<TypedArrayRegistry, VerdictDesk>();

/** The desk of a session; made when it is first asked for. */
export function verdictDesk({
  studies,
  registry,
}: {
  readonly studies: StudyEngine;
  readonly registry: TypedArrayRegistry;
}): VerdictDesk {
  const desk = desks.get(registry) ?? new VerdictDesk(studies, registry);
  desks.set(registry, desk);
  return desk;
}

function placeOf({ history: { project } }: StudioState): string {
  return `${project.sceneId} ${project.measurementId}`;
}

function patchRunning(change: Partial<VerdictRunning>): void {
  const { running } = verdictStore.getState();
  if (running) patchVerdict({ running: { ...running, ...change } });
}

function stageWords(sectorId: string, split: SplitOptions['kind'] | null, method: string | null): string {
  if (split === null || method === null) return `${sectorId}: paths to the measured cells`;
  return `${sectorId}: ${METHOD_WORDS[method as keyof typeof METHOD_WORDS].label}, ${SPLIT_NAMES[split]}`;
}

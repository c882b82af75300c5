import type { SplitOptions } from '../../calibration/report.ts';
import { METHOD_WORDS, type StudyMethodId } from '../../calibration/study/method-id.ts';
import { UserError } from '../../units/errors.ts';
import type { Outcome, SolveListener } from '../../worker/engine-protocol.ts';
import type { StudyJob, StudyListener, StudyMaps, StudyMapsJob, StudyView } from '../../worker/study-protocol.ts';
import { currentProject, type StudioState, studioStore } from '../store/studio-store.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { noteVerdict } from '../store/verdict-files.ts';
import {
  patchVerdict,
  type VerdictJob,
  type VerdictResult,
  type VerdictRunning,
  type VerdictSetup,
  verdictStore,
} from '../store/verdict-store.ts';
import { notify } from '../store/view-actions.ts';
import { type Place, samePlace } from './changed-since.ts';
import { type KeptVerdict, readVerdict, verdictText } from './kept-verdict.ts';
import { afterOf, beforeOf } from './row-pairs.ts';
import { judgedSectors, mapsJob, splitOf, verdictJob } from './verdict-job.ts';
import { SPLIT_NAMES } from './verdict-words.ts';

/** The part of the engine that the verdict needs. */
export interface StudyEngine {
  study(job: StudyJob, listener: StudyListener): Promise<Outcome<StudyView>>;
  keptStudy(name: string, text: string, seed: number): Promise<Outcome<StudyView>>;
  studyMaps(job: StudyMapsJob, listener: SolveListener): Promise<Outcome<StudyMaps>>;
  cancel(jobId: string): Promise<void>;
}

/** Has methods judged, one run at a time, and keeps what came out with the project: each sector as it is complete. */
export class VerdictDesk {
  readonly #engine: StudyEngine;
  readonly #registry: TypedArrayRegistry;
  #projectId = '';
  #place: Place = currentProject();
  /** What is kept with the project, and the key of its file. */
  #kept: KeptVerdict | null = null;
  #fileKey: string | null = null;
  #reading: Promise<void> = Promise.resolve();
  #keeping: Promise<void> = Promise.resolve();
  #jobId: string | null = null;
  #mapsId: string | null = null;
  #jobs = 0;

  constructor(engine: StudyEngine, registry: TypedArrayRegistry) {
    this.#engine = engine;
    this.#registry = registry;
    this.follow(studioStore.getState());
  }

  /** Resolves when what is kept with the project in hand was read. */
  async read(): Promise<void> {
    await this.#reading;
  }

  /** Judges what the panel asks for. */
  async run(): Promise<void> {
    const state = studioStore.getState();
    const { setup } = verdictStore.getState();
    const job = verdictJob(state.history.project, judgedSectors(state, setup), setup, this.#registry);
    if (job) await this.#compute(setup, job, null);
  }

  /** Judges the sectors that are left of a run that was cancelled or cut off, as it began. */
  async goOn(): Promise<void> {
    const { result } = verdictStore.getState();
    if (!result || !this.#kept || sectorsLeft(result, currentProject()) === 0) return;
    await this.#compute(result.setup, result.job, this.#kept);
  }

  async #compute(setup: VerdictSetup, job: VerdictJob, from: KeptVerdict | null): Promise<void> {
    if (this.#jobId !== null) return;
    const jobId = `verdict-${++this.#jobs}`;
    this.#jobId = jobId;
    const former = verdictStore.getState().result;
    const startedMs = Date.now();
    const lines = [...(from?.lines ?? [])];
    const refused: StudyView['refused'][number][] = [];
    const tookMs = () => (from?.tookMs ?? 0) + Date.now() - startedMs;
    const show = (view: StudyView, state: VerdictResult['state']) =>
      patchVerdict({ result: { view: { ...view, refused: [...refused] }, setup, job, state, tookMs: tookMs() } });
    const keep = (state: VerdictResult['state']) =>
      this.#keep({ setup, job, state, tookMs: tookMs(), refused: [...refused], lines: [...lines] });
    if (from && former) show(former.view, 'running');
    patchVerdict({
      running: newRun(setup, job, lines.length, startedMs),
      problem: null,
      maps: null,
      ...(from ? {} : { result: null }),
    });
    const mine = () => this.#jobId === jobId;
    const known = from ? verdictText(from) : null;
    const outcome = await this.#engine
      .study(
        { ...job, jobId, known },
        {
          stage: ({ sectorId, split, method, fraction }) => {
            if (mine()) patchRunning({ fraction, words: stageWords(sectorId, split, method) });
          },
          method: ({ sectorId, split, method, errors }) => {
            const { running } = verdictStore.getState();
            if (!mine() || !running) return;
            const done = running.done[method] ?? { fits: 0, missing: 0 };
            const next = { fits: done.fits + 1, missing: done.missing + (errors === null ? 1 : 0) };
            patchRunning({
              done: { ...running.done, [method]: next },
              latest: { ...running.latest, [method]: { sectorId, split, errors } },
            });
          },
          sector: ({ line }) => {
            if (!mine()) return;
            lines.push(line);
            void keep('running');
          },
          refused: (one) => {
            if (mine()) refused.push(one);
          },
          partial: (view) => {
            if (mine()) show(view, 'running');
          },
        },
      )
      .catch(bugOf);
    if (!mine()) return;
    this.#jobId = null;
    patchVerdict({ running: null });
    if (outcome.ok) {
      show(outcome.value, 'finished');
      void keep('finished');
      tellDone(outcome.value);
      return;
    }
    const state = outcome.code === 'aborted' ? 'cancelled' : 'interrupted';
    if (state === 'interrupted') patchVerdict({ problem: outcome.message });
    // Nothing half of a sector: with none complete, what there was before stands.
    if (lines.length === 0) {
      patchVerdict({ result: former });
      return;
    }
    await keep(state);
    const view = await this.#viewOf(this.#kept!);
    if (view) show(view, state);
  }

  cancel(): void {
    if (this.#jobId === null) return;
    patchRunning({ cancelling: true });
    void this.#engine.cancel(this.#jobId);
  }

  /** Maps of one sector as measured, before and after, by the row in hand. */
  async makeMaps(): Promise<void> {
    const { result, sectorId, method, split: kind, maps } = verdictStore.getState();
    if (!result || this.#jobId !== null || maps?.maps === null || !samePlace(result.job, currentProject())) return;
    const id = sectorId ?? result.view.sectorIds[0];
    const after = method ?? afterOf(result);
    if (id === undefined || !after) return;
    const jobId = `verdict-maps-${++this.#jobs}`;
    const split = splitOf(result.setup, kind);
    const job = mapsJob(jobId, result.job, { sectorId: id, split, methods: [beforeOf(after), after] });
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

  /**
   * The store changed. Another project has a verdict of its own. In another city, or with other measurements, what was found stays and says so; what is
   * being worked on ends.
   */
  follow({ history: { project }, verdicts }: StudioState): void {
    const fileKey = verdicts[project.id]?.key ?? null;
    const moved = !samePlace(this.#place, project);
    this.#place = project;
    if (project.id !== this.#projectId || fileKey !== this.#fileKey) {
      this.#projectId = project.id;
      this.#letGo();
      this.#reading = this.#read();
    } else if (moved) {
      this.cancel();
      this.cancelMaps();
      patchVerdict({ maps: null });
    }
  }

  #letGo(): void {
    for (const id of [this.#jobId, this.#mapsId]) if (id !== null) void this.#engine.cancel(id);
    this.#jobId = null;
    this.#mapsId = null;
    this.#kept = null;
    patchVerdict({ running: null, problem: null, result: null, maps: null, method: null, sectorId: null });
  }

  /** Shows what is kept with the project in hand. */
  async #read(): Promise<void> {
    const file = studioStore.getState().verdicts[this.#projectId];
    const blob = file && this.#registry.files.get(file.key);
    this.#fileKey = file?.key ?? null;
    patchVerdict({ reading: blob !== undefined });
    if (!file || !blob) return;
    const still = () => this.#fileKey === file.key && this.#kept === null && this.#jobId === null;
    try {
      const kept = readVerdict(file.name, await blob.text());
      const view = await this.#viewOf(kept);
      if (!still() || !view) return;
      this.#kept = kept;
      const { setup, job, tookMs } = kept;
      // A run that was under way when the page went away.
      const state = kept.state === 'running' ? 'interrupted' : kept.state;
      patchVerdict({ setup, result: { view, setup, job, state, tookMs } });
      showSplitOf(view);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (still()) patchVerdict({ problem: error.message });
    } finally {
      if (this.#fileKey === file.key) patchVerdict({ reading: false });
    }
  }

  /** The tables of what is kept; null, and told, where they cannot be made. */
  async #viewOf(kept: KeptVerdict): Promise<StudyView | null> {
    const outcome = await this.#engine
      .keptStudy(FILE_NAME, verdictText(kept), kept.job.study.splits[0]!.seed)
      .catch(bugOf);
    if (outcome.ok) return { ...outcome.value, refused: kept.refused };
    patchVerdict({ problem: outcome.message });
    return null;
  }

  /** Puts it into the project's file of studies. Writes follow one another. */
  async #keep(kept: KeptVerdict): Promise<void> {
    this.#kept = kept;
    const projectId = this.#projectId;
    const before = this.#keeping.catch(() => undefined);
    this.#keeping = before.then(() => this.#write(projectId, kept));
    await this.#keeping;
  }

  async #write(projectId: string, kept: KeptVerdict): Promise<void> {
    // Another sector has come in the meantime: that one's text holds this one, too.
    if (this.#projectId === projectId && this.#kept !== kept) return;
    const bytes = new TextEncoder().encode(verdictText(kept));
    // Imported at the top, it would have the bundler part what the page starts with into dozens of files.
    const { contentKey } = await import('../../io/content-key.ts');
    const key = await contentKey(bytes);
    const { files } = this.#registry;
    const before = studioStore.getState().verdicts[projectId];
    files.set(key, new Blob([bytes]));
    if (this.#projectId === projectId) this.#fileKey = key;
    noteVerdict(projectId, { name: FILE_NAME, key, bytes: bytes.length });
    const inUse = Object.values(studioStore.getState().verdicts).some((file) => file.key === before?.key);
    if (before && !inUse) files.delete(before.key);
  }
}

const FILE_NAME = 'verdict.jsonl';
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
  const known = desks.get(registry);
  if (known) return known;
  const desk = new VerdictDesk(studies, registry);
  desks.set(registry, desk);
  studioStore.subscribe((state) => desk.follow(state));
  return desk;
}

/** Sectors that a run goes on with which stopped before its last one; none where its city or its measurements are no longer there. */
export function sectorsLeft({ state, view, job }: VerdictResult, project: Place): number {
  const stopped = state === 'cancelled' || state === 'interrupted';
  return stopped && samePlace(job, project) ? job.sectors.length - view.sectorIds.length - view.refused.length : 0;
}

/** @param complete sectors that are known from before */
function newRun(setup: VerdictSetup, job: VerdictJob, complete: number, startedMs: number): VerdictRunning {
  const fits = complete * job.study.splits.length;
  return {
    setup,
    startedMs,
    words: 'Measurements are laid into cells',
    fraction: complete / job.sectors.length,
    sectors: job.sectors.length,
    done: complete === 0 ? {} : Object.fromEntries(setup.methods.map((method) => [method, { fits, missing: 0 }])),
    latest: {},
    cancelling: false,
  };
}

function bugOf(error: unknown): Outcome<StudyView> {
  return { ok: false, code: 'bug', message: error instanceof Error ? error.message : String(error) };
}

function tellDone(view: StudyView): void {
  showSplitOf(view);
  if (studioStore.getState().dock.tab !== VERDICT_TAB)
    notify({ tone: 'note', title: 'Verdict done', message: 'See it under Verdict in the dock.', details: [] });
}

/** A split that the verdict has. */
function showSplitOf({ tables }: StudyView): void {
  const { split } = verdictStore.getState();
  if (!tables.some((table) => table.split === split)) patchVerdict({ split: tables[0]?.split ?? 'random' });
}

function patchRunning(change: Partial<VerdictRunning>): void {
  const { running } = verdictStore.getState();
  if (running) patchVerdict({ running: { ...running, ...change } });
}

function stageWords(sectorId: string, split: SplitOptions['kind'] | null, method: StudyMethodId | null): string {
  if (split === null || method === null) return `${sectorId}: paths to the measured cells`;
  return `${sectorId}: ${METHOD_WORDS[method].label}, ${SPLIT_NAMES[split]}`;
}

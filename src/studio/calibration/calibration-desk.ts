import { DEFAULT_MODEL } from '../../calibration/default-model.ts';
import type {
  CalibrationJob,
  CalibrationListener,
  CalibrationProgress,
  CalibrationView,
  SectorMeasured,
  SplitView,
} from '../../worker/calibration-protocol.ts';
import type { EngineName, Outcome } from '../../worker/engine-protocol.ts';
import { acceptCalibration, patchSettings } from '../commands/project-commands.ts';
import {
  dropRun,
  patchCalibration,
  patchOptions,
  patchProgress,
  patchSetup,
  putRun,
} from '../store/calibration-actions.ts';
import { currentProject, type StudioState, studioStore } from '../store/studio-store.ts';
import { endComparison } from '../store/swipe-actions.ts';
import type { TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { notify, select } from '../store/view-actions.ts';
import { acceptanceOf, isInUse } from './accept-run.ts';
import { calibrationJob, chosenSectors, measuredOnly } from './calibration-job.ts';
import { type CalibrationRun, goesOn, newRun, runKey } from './calibration-run.ts';
import { METHOD_WORDS } from './method-words.ts';
import type { RunArchive } from './run-archive.ts';
import { SplitPreview } from './split-preview.ts';

/** The part of the engine that calibration needs. */
export interface CalibrationEngine {
  measuredSectors(measurementId: string): Promise<Outcome<readonly SectorMeasured[]>>;
  splitOf(job: CalibrationJob): Promise<Outcome<readonly SplitView[]>>;
  calibrate(job: CalibrationJob, listener: CalibrationListener): Promise<Outcome<CalibrationView>>;
  cancel(jobId: string): Promise<void>;
  pauseTraining(jobId: string): Promise<void>;
  tunedFile(jobId: string, sectorId: string): Promise<Outcome<Uint8Array<ArrayBuffer>>>;
  forgetTraining(jobId: string): Promise<void>;
}

/** What the desk does with a trained model. */
export interface TunedTaker {
  /** Opens the file as a model of the user's own; its engine's name, or null where it was refused, which is then told. */
  open(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<EngineName | null>;
  save(name: string, bytes: Uint8Array<ArrayBuffer>): void;
}

/** Runs calibrations and keeps them: all that the panel's buttons do. */
export class CalibrationDesk {
  readonly #engine: CalibrationEngine;
  readonly #registry: TypedArrayRegistry;
  readonly #archive: RunArchive;
  readonly #split: SplitPreview;
  readonly #taker: TunedTaker;
  #runsKey: string | null = null;
  #measurementId: string | null = null;
  #runs = 0;

  constructor(engine: CalibrationEngine, registry: TypedArrayRegistry, archive: RunArchive, taker: TunedTaker) {
    this.#engine = engine;
    this.#taker = taker;
    this.#registry = registry;
    this.#archive = archive;
    this.#split = new SplitPreview(engine, registry);
  }

  /** The store changed. Reads it anew at every step: a step may change it again. */
  follow(): void {
    const { measurementId } = currentProject();
    if (measurementId !== this.#measurementId) {
      this.#measurementId = measurementId;
      void this.#readMeasured(measurementId);
    }
    const key = this.#keyOf(studioStore.getState());
    if (key !== this.#runsKey) {
      this.#runsKey = key;
      void this.#readRuns(key);
    }
    this.#split.follow(studioStore.getState());
  }

  open(): void {
    studioStore.setState(({ folded }) => ({ folded: { ...folded, inspector: false, calibration: false } }));
    patchCalibration({ open: true, view: 'setup', problem: null });
  }

  close(): void {
    patchCalibration({ open: false, view: 'setup', openRunId: null, openSectorId: null });
  }

  /** Starts what the panel asks for; the outcome is a run in the list, opened when it is done. */
  async run(): Promise<void> {
    const state = studioStore.getState();
    const { options } = state.calibration.setup;
    const sectors = measuredOnly(chosenSectors(state), state);
    const id = `run-${Date.now().toString(36)}-${++this.#runs}`;
    const job = calibrationJob(id, state.history.project, sectors, options, this.#registry);
    const key = this.#keyOf(state);
    if (!job || key === null || sectors.length === 0 || state.calibration.progress) return;
    const names = [...new Set(sectors.map((s) => s.pattern))];
    const run = newRun({
      id,
      key,
      startedMs: Date.now(),
      options,
      before: sectors,
      patterns: Object.fromEntries(names.map((name) => [name, this.#registry.patterns.get(name)!])),
      materials: job.materials,
    });
    await this.#compute(run, job);
  }

  /** A training that was paused, or cut off, goes on from what is kept of it. */
  async goOn(id: string): Promise<void> {
    const run = this.#runOf(id);
    const { history, calibration } = studioStore.getState();
    if (!run || !goesOn(run) || calibration.progress) return;
    const { project } = history;
    const job = calibrationJob(id, { ...project, materials: run.materials }, run.before, run.options, this.#registry);
    if (!job) return;
    this.open();
    await this.#compute({ ...run, state: 'running', problem: null }, job);
  }

  async #compute(run: CalibrationRun, job: CalibrationJob): Promise<void> {
    const { id, before } = run;
    this.#keep(run);
    const startedMs = Date.now();
    patchCalibration({
      problem: null,
      progress: {
        runId: id,
        startedMs,
        sectorId: before[0]!.id,
        index: 0,
        of: before.length,
        stage: run.options.method === 'dl' ? 'fit' : 'paths',
        fraction: 0,
        points: [],
        ending: null,
      },
    });
    let outcome: Outcome<CalibrationView>;
    try {
      outcome = await this.#engine.calibrate(job, { progress: (progress) => this.#progress(id, progress) });
    } catch (error) {
      outcome = { ok: false, code: 'bug', message: error instanceof Error ? error.message : String(error) };
    }
    this.#finish(run, outcome, Date.now() - startedMs);
  }

  cancel(): void {
    const { progress } = studioStore.getState().calibration;
    if (!progress) return;
    patchProgress({ ending: 'cancel' });
    void this.#engine.cancel(progress.runId);
  }

  /** Stops a training so that it can go on later, also after the page was closed. */
  pause(): void {
    const { progress } = studioStore.getState().calibration;
    if (!progress || progress.ending) return;
    patchProgress({ ending: 'pause' });
    void this.#engine.pauseTraining(progress.runId);
  }

  openRun(id: string): void {
    const run = this.#runOf(id);
    if (!run) return;
    if (run.state === 'running') {
      this.open();
      return;
    }
    studioStore.setState(({ folded }) => ({ folded: { ...folded, inspector: false, calibration: false } }));
    const first = run.view?.reports[0]?.sectorId ?? null;
    endComparison('calibration');
    patchCalibration({ open: true, view: 'result', openRunId: id, openSectorId: first, problem: null });
    if (first !== null) this.openSector(first);
  }

  /** The details of one sector of the open run, which is taken in hand where the project still has it. */
  openSector(id: string): void {
    patchCalibration({ openSectorId: id });
    if (currentProject().sectors.some((s) => s.id === id)) select({ kind: 'sector', id });
  }

  /** The same options on the same sectors, as they stand now. */
  runAgain(id: string): void {
    const run = this.#runOf(id);
    if (!run || studioStore.getState().calibration.progress) return;
    this.open();
    patchOptions(run.options);
    patchSetup({ scope: 'listed', listed: run.before.map((s) => s.id) });
    void this.run();
  }

  remove(id: string): void {
    dropRun(id);
    void this.#archive.remove(id);
    void this.#engine.forgetTraining(id);
  }

  /** Takes what the open sector taught the model over as the project's engine: one step back undoes it. */
  async acceptTuned(): Promise<void> {
    const { openRunId, openSectorId } = studioStore.getState().calibration;
    const run = this.#runOf(openRunId);
    const bytes = await this.#tunedFile();
    if (!run || openSectorId === null || bytes === null) return;
    const engine = await this.#taker.open(tunedName(run, openSectorId), bytes);
    if (engine === null) return;
    const of = `Accept calibration ${METHOD_WORDS[run.options.method].short} of ${openSectorId}`;
    patchSettings({ engine }, of);
    this.#keep({ ...run, decision: 'accepted', acceptedEngine: engine });
  }

  /** Writes what the open sector taught the model to a file. */
  async exportTuned(): Promise<void> {
    const { openRunId, openSectorId } = studioStore.getState().calibration;
    const run = this.#runOf(openRunId);
    const bytes = await this.#tunedFile();
    if (run && openSectorId !== null && bytes !== null) this.#taker.save(tunedName(run, openSectorId), bytes);
  }

  async #tunedFile(): Promise<Uint8Array<ArrayBuffer> | null> {
    const { openRunId, openSectorId } = studioStore.getState().calibration;
    if (openRunId === null || openSectorId === null) return null;
    const outcome = await this.#engine.tunedFile(openRunId, openSectorId);
    if (outcome.ok) return outcome.value;
    notify({ tone: 'bad', title: 'The trained model is not there', message: outcome.message, details: [] });
    return null;
  }

  /** Runs that came with a project: kept like those of this device. */
  async adopt(runs: readonly CalibrationRun[]): Promise<void> {
    for (const run of runs) {
      if (run.key === this.#runsKey) putRun(run);
      await this.#archive.keep(run);
    }
  }

  /** Takes the open run over into the project: one step back undoes it. */
  accept(): void {
    const run = this.#runOf(studioStore.getState().calibration.openRunId);
    const acceptance = run && acceptanceOf(run, currentProject(), this.#registry.patterns);
    if (!run || !acceptance) return;
    for (const [name, pattern] of acceptance.patterns) this.#registry.patterns.set(name, pattern);
    endComparison('calibration');
    acceptCalibration(acceptance.edit);
    this.#keep({ ...run, decision: 'accepted' });
  }

  /** Leaves the project as it is; the run stays in the list. */
  discard(): void {
    const run = this.#runOf(studioStore.getState().calibration.openRunId);
    if (run?.view && !isInUse(run, currentProject(), this.#registry.patterns)) {
      this.#keep({ ...run, decision: 'discarded' });
    }
    patchCalibration({ view: 'setup', openRunId: null, openSectorId: null });
  }

  #finish(run: CalibrationRun, outcome: Outcome<CalibrationView>, lastedMs: number): void {
    const tookMs = (run.tookMs ?? 0) + lastedMs;
    const paused = studioStore.getState().calibration.progress?.ending === 'pause';
    patchCalibration({ progress: null });
    if (outcome.ok) {
      this.#keep({ ...run, state: 'finished', view: outcome.value, tookMs });
      if (studioStore.getState().calibration.open) this.openRun(run.id);
      else
        notify({ tone: 'note', title: 'Calibration done', message: `${nameOf(run)}: see it under Runs.`, details: [] });
    } else if (outcome.code === 'aborted') {
      if (!paused) void this.#engine.forgetTraining(run.id);
      this.#keep({ ...run, state: paused ? 'paused' : 'cancelled', tookMs });
    } else {
      this.#keep({ ...run, state: 'failed', problem: outcome.message, tookMs });
      patchCalibration({ problem: outcome.message });
      if (!studioStore.getState().calibration.open)
        notify({ tone: 'bad', title: `${nameOf(run)} failed`, message: outcome.message, details: [] });
    }
  }

  #progress(runId: string, { point, ...at }: CalibrationProgress): void {
    const { progress } = studioStore.getState().calibration;
    if (progress?.runId !== runId) return;
    const points = at.sectorId === progress.sectorId ? progress.points : [];
    patchProgress({ ...at, points: point ? [...points, point] : points });
  }

  #keep(run: CalibrationRun): void {
    if (run.key === this.#runsKey) putRun(run);
    void this.#archive.keep(run);
  }

  #runOf(id: string | null): CalibrationRun | undefined {
    return studioStore.getState().calibration.runs.find((run) => run.id === id);
  }

  #keyOf({ history }: StudioState): string | null {
    const scene = this.#registry.scenes.get(history.project.sceneId ?? '');
    const measurements = this.#registry.measurements.get(history.project.measurementId ?? '');
    return scene && measurements ? runKey(scene.name, measurements.name) : null;
  }

  async #readMeasured(measurementId: string | null): Promise<void> {
    patchCalibration({ measured: null });
    if (measurementId === null) return;
    const outcome = await this.#engine.measuredSectors(measurementId);
    if (measurementId !== this.#measurementId) return;
    if (outcome.ok) patchCalibration({ measured: outcome.value });
    else patchCalibration({ problem: outcome.message });
  }

  async #readRuns(key: string | null): Promise<void> {
    patchCalibration({ runs: [], comparedIds: [], openRunId: null, openSectorId: null, view: 'setup' });
    if (key === null) return;
    const kept = await this.#archive.runsOf(key);
    if (key !== this.#runsKey) return;
    const { runs } = studioStore.getState().calibration;
    const fresh = kept.filter((run) => !runs.some((r) => r.id === run.id));
    patchCalibration({ runs: [...runs, ...fresh].sort((a, b) => b.startedMs - a.startedMs) });
  }
}

function tunedName({ options }: CalibrationRun, sectorId: string): string {
  return `${options.model ?? DEFAULT_MODEL}-${sectorId.replaceAll(/[^\w.-]+/g, '-')}.tuned`;
}

function nameOf({ options, before }: CalibrationRun): string {
  const of = before.length === 1 ? before[0]!.id : `${before.length} sectors`;
  return `Calibration ${METHOD_WORDS[options.method].short} of ${of}`;
}

import { beforeEach, describe, expect, it } from 'vitest';
import { finishedRun, sectorReport, sectorSettings } from '../../testing/calibration-run.ts';
import type { CalibrationJob, CalibrationView } from '../../worker/calibration-protocol.ts';
import type { MeasurementsView, Outcome, SceneView } from '../../worker/engine-protocol.ts';
import { startHistory } from '../commands/history.ts';
import { undoEdit } from '../commands/project-commands.ts';
import { patchOptions, patchSetup } from '../store/calibration-actions.ts';
import { INITIAL_CALIBRATION } from '../store/calibration-state.ts';
import { EMPTY_PROJECT } from '../store/project-document.ts';
import { studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { isInUse } from './accept-run.ts';
import { CalibrationDesk, type CalibrationEngine } from './calibration-desk.ts';
import type { CalibrationRun } from './calibration-run.ts';
import { RunArchive } from './run-archive.ts';

const SCENE = { id: 'scene-1', name: 'Town', groundZM: 100 } as SceneView;
const DRIVE = { id: 'drive-1', name: 'drive.csv' } as MeasurementsView;

/** An engine whose calibration ends when the test says so. */
class ScriptedEngine implements CalibrationEngine {
  readonly jobs: CalibrationJob[] = [];
  readonly cancelled: string[] = [];
  readonly splits: CalibrationJob[] = [];
  readonly forgotten: string[] = [];
  end: (outcome: Outcome<CalibrationView>) => void = () => undefined;

  async measuredSectors() {
    return { ok: true as const, value: [{ sectorId: 'M1', rows: 400 }] };
  }
  async splitOf(job: CalibrationJob) {
    this.splits.push(job);
    const role = job.options.split.trainShare > 0.7 ? Uint8Array.of(0, 0, 0, 1, 2) : Uint8Array.of(0, 0, 1, 1, 2);
    return { ok: true as const, value: [{ sectorId: 'M1', x: new Float64Array(5), y: new Float64Array(5), role }] };
  }
  calibrate(job: CalibrationJob): Promise<Outcome<CalibrationView>> {
    this.jobs.push(job);
    return new Promise((resolve) => {
      this.end = resolve;
    });
  }
  async cancel(jobId: string) {
    this.cancelled.push(jobId);
    this.end({ ok: false, code: 'aborted', message: 'Cancelled.' });
  }
  async pauseTraining() {
    this.end({ ok: false, code: 'aborted', message: 'Paused.' });
  }
  async tunedFile(_: string, sectorId: string): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
    if (this.forgotten.length > 0) return { ok: false, code: 'bad-input', message: 'No longer kept.' };
    return { ok: true, value: Uint8Array.of(1, 2, sectorId.length) };
  }
  async forgetTraining(jobId: string) {
    this.forgotten.push(jobId);
  }
}

const saved: string[] = [];
const TAKER = {
  open: async (name: string) => `model:of-${name}` as const,
  save: (name: string, bytes: Uint8Array) => void saved.push(`${name} ${[...bytes]}`),
};

const settled = (ms = 0) => new Promise((resume) => setTimeout(resume, ms));
const calibration = () => studioStore.getState().calibration;

let engine: ScriptedEngine;
let desk: CalibrationDesk;
let kept: Map<string, CalibrationRun>;
let release: () => void = () => undefined;
const registry = createRegistry();
registry.scenes.set(SCENE.id, SCENE);
registry.measurements.set(DRIVE.id, DRIVE);

beforeEach(async () => {
  release();
  engine = new ScriptedEngine();
  kept = new Map();
  const store = {
    listOf: async () => [],
    put: async (run: { id: string }) => void kept.set(run.id, run as CalibrationRun),
    remove: async (id: string) => void kept.delete(id),
  };
  desk = new CalibrationDesk(
    engine,
    registry,
    new RunArchive(
      async () => store,
      () => undefined,
    ),
    TAKER,
  );
  release = studioStore.subscribe(() => desk.follow());
  studioStore.setState({
    calibration: INITIAL_CALIBRATION,
    selection: { kind: 'sector', id: 'M1' },
    history: startHistory({
      ...EMPTY_PROJECT,
      sceneId: SCENE.id,
      measurementId: DRIVE.id,
      sectors: [sectorSettings('M1'), sectorSettings('M2')],
    }),
  });
  await settled();
  desk.open();
});

describe('a calibration', () => {
  it('runs on what is chosen, is kept while it runs and when it is done, and opens', async () => {
    patchOptions({ method: 'AM' });
    void desk.run();
    await settled();
    expect(engine.jobs[0]).toMatchObject({ sceneId: 'scene-1', measurementId: 'drive-1', options: { method: 'AM' } });
    expect(engine.jobs[0]!.sectors.map((s) => [s.id, s.z])).toEqual([['M1', 130]]);
    expect([...kept.values()].map((r) => r.state)).toEqual(['running']);
    engine.end({ ok: true, value: { reports: [sectorReport('M1')], refused: [] } });
    await settled();
    expect([...kept.values()].map((r) => r.state)).toEqual(['finished']);
    expect(calibration()).toMatchObject({ view: 'result', openSectorId: 'M1', progress: null });
    expect(calibration().runs).toHaveLength(1);
  });

  it('leaves out sectors that no row names, and does not start without any', async () => {
    patchSetup({ scope: 'listed', listed: ['M1', 'M2'] });
    void desk.run();
    await settled();
    expect(engine.jobs[0]!.sectors.map((s) => s.id)).toEqual(['M1']);
    desk.cancel();
    await settled();
    patchSetup({ listed: ['M2'] });
    void desk.run();
    await settled();
    expect(engine.jobs).toHaveLength(1);
  });

  it('runs one at a time and is cancelled by its own name', async () => {
    void desk.run();
    void desk.run();
    await settled();
    expect(engine.jobs).toHaveLength(1);
    desk.cancel();
    await settled();
    expect(engine.cancelled).toEqual([engine.jobs[0]!.jobId]);
    expect(calibration().progress).toBeNull();
    expect(calibration().runs.map((r) => r.state)).toEqual(['cancelled']);
    expect(calibration().view).toBe('setup');
  });

  it('says why it failed and leaves the project as it was', async () => {
    const before = studioStore.getState().history;
    void desk.run();
    await settled();
    engine.end({ ok: false, code: 'bad-input', message: 'Only 3 cells.' });
    await settled();
    expect(calibration().problem).toBe('Only 3 cells.');
    expect(calibration().runs[0]).toMatchObject({ state: 'failed', problem: 'Only 3 cells.' });
    expect(studioStore.getState().history).toBe(before);
  });

  it('is taken over in one step and given back by one undo', async () => {
    void desk.run();
    await settled();
    engine.end({ ok: true, value: finishedRun([sectorReport('M1', { offsetDb: 5 })]).view! });
    await settled();
    const before = studioStore.getState().history;
    desk.accept();
    const after = studioStore.getState().history;
    expect(after.undoable).toHaveLength(before.undoable.length + 1);
    expect(after.project.sectors[0]).toMatchObject({ azimuthDeg: 10, lossesDb: -3 });
    expect(registry.patterns.has(after.project.sectors[0]!.pattern)).toBe(true);
    undoEdit();
    expect(studioStore.getState().history.project).toEqual(before.project);
  });
});

describe('the split on the map', () => {
  it('follows its numbers once they rest, and goes with the panel', async () => {
    await settled(220);
    expect(calibration().split).toEqual({ train: 2, heldOut: 2, masked: 1 });
    const asked = engine.splits.length;
    for (const trainShare of [0.75, 0.8, 0.85])
      patchOptions({ split: { ...calibration().setup.options.split, trainShare } });
    await settled(220);
    expect(engine.splits.length).toBe(asked + 1);
    expect(calibration().split).toEqual({ train: 3, heldOut: 1, masked: 1 });
    expect(registry.split).not.toBeNull();
    // Another method parts the cells the same way.
    patchOptions({ method: 'tuned' });
    await settled(220);
    expect(engine.splits.length).toBe(asked + 1);
    desk.close();
    expect(registry.split).toBeNull();
  });
});

describe('a training', () => {
  const VIEW = { ok: true as const, value: { reports: [sectorReport('M1')], refused: [] } };

  it('is paused, goes on as the same job, and lets go of what is kept when it is cancelled', async () => {
    patchOptions({ method: 'dl', model: 'maxvit' });
    void desk.run();
    await settled();
    desk.pause();
    expect(calibration().progress?.ending).toBe('pause');
    await settled();
    const [run] = calibration().runs;
    expect(run).toMatchObject({ state: 'paused', options: { model: 'maxvit' } });
    expect(engine.forgotten).toEqual([]);
    void desk.goOn(run!.id);
    await settled();
    expect(calibration().runs.map(({ state }) => state)).toEqual(['running']);
    expect(engine.jobs.map(({ jobId }) => jobId)).toEqual([run!.id, run!.id]);
    expect(engine.jobs[1]).toEqual(engine.jobs[0]);
    desk.cancel();
    await settled();
    expect(calibration().runs.map(({ state }) => state)).toEqual(['cancelled']);
    expect(engine.forgotten).toEqual([run!.id]);
    // What was cancelled is begun anew.
    void desk.goOn(run!.id);
    await settled();
    expect(engine.jobs).toHaveLength(2);
  });

  it('gives the project its engine, in one step that undo takes back, and a file', async () => {
    patchOptions({ method: 'dl' });
    void desk.run();
    await settled();
    engine.end(VIEW);
    await settled();
    await desk.exportTuned();
    expect(saved).toEqual(['unet-m2m-M1.tuned 1,2,2']);
    await desk.acceptTuned();
    const { project } = studioStore.getState().history;
    expect(project.settings.engine).toBe('model:of-unet-m2m-M1.tuned');
    const [run] = calibration().runs;
    expect(run).toMatchObject({ decision: 'accepted', acceptedEngine: 'model:of-unet-m2m-M1.tuned' });
    expect(isInUse(run!, project, new Map())).toBe(true);
    undoEdit();
    expect(studioStore.getState().history.project.settings.engine).toBe('auto');
    expect(isInUse(run!, studioStore.getState().history.project, new Map())).toBe(false);
  });

  it('says where what was trained is gone', async () => {
    patchOptions({ method: 'dl' });
    void desk.run();
    await settled();
    engine.end(VIEW);
    await settled();
    engine.forgotten.push('all');
    await desk.acceptTuned();
    expect(studioStore.getState().notices.at(-1)).toMatchObject({ title: 'The trained model is not there' });
    expect(studioStore.getState().history.project.settings.engine).toBe('auto');
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { heldOutErrors } from '../../calibration/study/held-out-errors.ts';
import { sectorSettings } from '../../testing/calibration-run.ts';
import type { MeasurementsView, Outcome, SceneView } from '../../worker/engine-protocol.ts';
import type { StudyJob, StudyListener, StudyMaps, StudyMapsJob, StudyView } from '../../worker/study-protocol.ts';
import { startHistory } from '../commands/history.ts';
import { INITIAL_CALIBRATION } from '../store/calibration-state.ts';
import { EMPTY_PROJECT } from '../store/project-document.ts';
import { studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { INITIAL_SETUP, patchVerdict, setVerdict, verdictStore } from '../store/verdict-store.ts';
import { type StudyEngine, VerdictDesk } from './verdict-desk.ts';

const SCENE = { id: 'scene-1', name: 'Town', groundZM: 100 } as SceneView;
const DRIVE = { id: 'drive-1', name: 'drive.csv' } as MeasurementsView;
const VIEW: StudyView = { tables: [], sectorIds: ['M1'], refused: [] };
const ERRORS = heldOutErrors([-80, -90], [-82, -90], 'random');

/** An engine whose study ends when the test says so. */
class ScriptedEngine implements StudyEngine {
  readonly jobs: StudyJob[] = [];
  readonly mapJobs: StudyMapsJob[] = [];
  listener: StudyListener | null = null;
  end: (outcome: Outcome<StudyView>) => void = () => undefined;

  study(job: StudyJob, listener: StudyListener): Promise<Outcome<StudyView>> {
    this.jobs.push(job);
    this.listener = listener;
    return new Promise((resolve) => {
      this.end = resolve;
    });
  }
  async studyMaps(job: StudyMapsJob): Promise<Outcome<StudyMaps>> {
    this.mapJobs.push(job);
    return { ok: false, code: 'bad-input', message: 'No map.' };
  }
  async cancel() {
    this.end({ ok: false, code: 'aborted', message: 'Cancelled.' });
  }
}

const settled = () => new Promise((resume) => setTimeout(resume, 0));
const registry = createRegistry();
registry.scenes.set(SCENE.id, SCENE);
let engine: ScriptedEngine;
let desk: VerdictDesk;

beforeEach(() => {
  const sectors = ['M1', 'M2'].map((id) => sectorSettings(id));
  registry.patterns.set('tr38901', 'tr38901');
  studioStore.setState({
    calibration: { ...INITIAL_CALIBRATION, measured: [{ sectorId: 'M1', rows: 400 }] },
    history: startHistory({ ...EMPTY_PROJECT, sceneId: SCENE.id, measurementId: DRIVE.id, sectors }),
  });
  patchVerdict({ setup: INITIAL_SETUP, running: null, result: null, problem: null, maps: null, method: null });
  engine = new ScriptedEngine();
  desk = new VerdictDesk(engine, registry);
});

describe('the desk of the verdict', () => {
  it('asks for the methods on the sectors that are measured, and counts the fits of each as they come', async () => {
    setVerdict({ methods: ['constant', 'rt'], splits: ['blocks'] });
    void desk.run();
    const [job] = engine.jobs;
    expect(job!.sectors.map(({ id }) => id)).toEqual(['M1']);
    expect(job!.study).toMatchObject({ methods: ['constant', 'rt'], splits: [{ kind: 'blocks', blockM: 100 }] });
    engine.listener!.method({ sectorId: 'M1', split: 'blocks', method: 'constant', errors: ERRORS });
    engine.listener!.method({ sectorId: 'M1', split: 'blocks', method: 'rt', errors: null });
    const { done, latest } = verdictStore.getState().running!;
    expect(done).toEqual({ constant: { fits: 1, missing: 0 }, rt: { fits: 1, missing: 1 } });
    expect(latest.constant!.errors!.covered).toMatchObject({ maeDb: 1, cells: 2 });
    engine.end({ ok: true, value: VIEW });
    await settled();
    expect(verdictStore.getState()).toMatchObject({ running: null, result: { state: 'finished', view: VIEW } });
  });

  it('asks for every draw of each split, with the seeds after the first', () => {
    setVerdict({ methods: ['constant'], splits: ['random', 'blocks'], seed: 7, draws: 2 });
    void desk.run();
    expect(engine.jobs[0]!.study.splits.map(({ kind, seed }) => `${kind} ${seed}`)).toEqual([
      'random 7',
      'random 8',
      'blocks 7',
      'blocks 8',
    ]);
  });

  it('keeps the tables so far when it is cancelled, and says nothing of a fault', async () => {
    const run = desk.run();
    engine.listener!.partial(VIEW);
    expect(verdictStore.getState().result?.state).toBe('running');
    desk.cancel();
    await run;
    expect(verdictStore.getState()).toMatchObject({ running: null, problem: null, result: { state: 'cancelled' } });
  });

  it('tells what went wrong, and lets go of everything with other measurements', async () => {
    const run = desk.run();
    engine.end({ ok: false, code: 'bad-input', message: 'All cells lie in one block.' });
    await run;
    expect(verdictStore.getState().problem).toBe('All cells lie in one block.');
    void desk.run();
    engine.listener!.partial(VIEW);
    const { project } = studioStore.getState().history;
    studioStore.setState({ history: startHistory({ ...project, measurementId: 'drive-2' }) });
    expect(verdictStore.getState()).toMatchObject({ running: null, result: null, problem: null });
    await settled();
    expect(verdictStore.getState()).toMatchObject({ running: null, result: null, problem: null });
  });

  it('makes maps of the row in hand beside what it began with', async () => {
    void desk.run();
    engine.end({ ok: true, value: VIEW });
    await settled();
    patchVerdict({ method: 'dl-residual', split: 'blocks' });
    await desk.makeMaps();
    expect(engine.mapJobs[0]).toMatchObject({ methods: ['dl', 'dl-residual'], split: { kind: 'blocks', seed: 42 } });
    expect(verdictStore.getState()).toMatchObject({ maps: null, problem: 'No map.' });
  });
});

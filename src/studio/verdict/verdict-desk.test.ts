import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import '../../io/content-key.ts';
import { heldOutErrors } from '../../calibration/study/held-out-errors.ts';
import { sectorSettings } from '../../testing/calibration-run.ts';
import type { MeasurementsView, Outcome, SceneView } from '../../worker/engine-protocol.ts';
import type { StudyJob, StudyListener, StudyMaps, StudyMapsJob, StudyView } from '../../worker/study-protocol.ts';
import { startHistory } from '../commands/history.ts';
import { INITIAL_CALIBRATION } from '../store/calibration-state.ts';
import { EMPTY_PROJECT, type ProjectDocument } from '../store/project-document.ts';
import { studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { INITIAL_SETUP, patchVerdict, setVerdict, verdictStore } from '../store/verdict-store.ts';
import { changedSince, changedWords } from './changed-since.ts';
import { type StudyEngine, sectorsLeft, VerdictDesk } from './verdict-desk.ts';

const SCENE = { id: 'scene-1', name: 'Town', groundZM: 100 } as SceneView;
/** A tabulated antenna. */
const TABLE = {
  kind: 'table' as const,
  name: 'panel',
  peakGainDbi: 17,
  horizontalLossDb: Float64Array.of(0, 1.25, 3),
  verticalLossDb: Float64Array.of(0, 7),
};
const DRIVE = { id: 'drive-1', name: 'drive.csv' } as MeasurementsView;
const VIEW = viewOf('M1');
const ERRORS = heldOutErrors([-80, -90], [-82, -90], 'random');

/** An engine whose study ends when the test says so. */
class ScriptedEngine implements StudyEngine {
  readonly jobs: StudyJob[] = [];
  readonly mapJobs: StudyMapsJob[] = [];
  readonly read: string[] = [];
  listener: StudyListener | null = null;
  end: (outcome: Outcome<StudyView>) => void = () => undefined;

  study(job: StudyJob, listener: StudyListener): Promise<Outcome<StudyView>> {
    this.jobs.push(job);
    this.listener = listener;
    return new Promise((resolve) => {
      this.end = resolve;
    });
  }
  async keptStudy(_: string, text: string): Promise<Outcome<StudyView>> {
    this.read.push(text);
    const lines = text.split('\n').slice(1, -1);
    if (lines.some((line) => line.includes('broken')))
      return { ok: false, code: 'bad-input', message: 'line 2 is not a study' };
    return { ok: true, value: viewOf(...lines.map((line) => JSON.parse(line).sectorId)) };
  }
  async studyMaps(job: StudyMapsJob): Promise<Outcome<StudyMaps>> {
    this.mapJobs.push(job);
    return { ok: false, code: 'bad-input', message: 'No map.' };
  }
  async cancel() {
    this.end({ ok: false, code: 'aborted', message: 'Cancelled.' });
  }
}

function viewOf(...sectorIds: string[]): StudyView {
  return { tables: [], sectorIds, refused: [] };
}

const lineOf = (sectorId: string) => ({ sectorId, line: `${JSON.stringify({ sectorId })}\n` });

/** Until what was asked to be kept, or read, is. */
const settled = () => new Promise((resume) => setTimeout(resume, 30));
const registry = createRegistry();
registry.scenes.set(SCENE.id, SCENE);
let engine: ScriptedEngine;
let desk: VerdictDesk;
let release: () => void = () => undefined;

beforeEach(() => {
  const sectors = ['M1', 'M2'].map((id) => sectorSettings(id, { pattern: 'panel' }));
  registry.patterns.set('panel', TABLE);
  registry.files.clear();
  studioStore.setState({
    calibration: { ...INITIAL_CALIBRATION, measured: [{ sectorId: 'M1', rows: 400 }] },
    verdicts: {},
    history: startHistory({ ...EMPTY_PROJECT, sceneId: SCENE.id, measurementId: DRIVE.id, sectors }),
  });
  patchVerdict({ setup: INITIAL_SETUP, running: null, result: null, problem: null, maps: null, method: null });
  desk = opened();
});
afterEach(async () => {
  // What a test left to be kept must not be noted in the next one's project.
  await settled();
  release();
});

/** A desk of a page that is opened now; the one before it is closed. */
function opened(): VerdictDesk {
  release();
  engine = new ScriptedEngine();
  const made = new VerdictDesk(engine, registry);
  release = studioStore.subscribe((state) => made.follow(state));
  return made;
}

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

  it('keeps the complete sectors when it is cancelled, and says nothing of a fault', async () => {
    const run = desk.run();
    engine.listener!.partial(VIEW);
    expect(verdictStore.getState().result?.state).toBe('running');
    engine.listener!.sector(lineOf('M1'));
    desk.cancel();
    await run;
    expect(verdictStore.getState()).toMatchObject({ running: null, problem: null, result: { state: 'cancelled' } });
    expect(await keptText()).toMatch(/"state":"cancelled".*\n\{"sectorId":"M1"\}\n$/);
  });

  it('leaves what was there where it is cancelled before a sector is complete', async () => {
    void desk.run();
    engine.listener!.sector(lineOf('M1'));
    engine.end({ ok: true, value: VIEW });
    await settled();
    const kept = await keptText();
    const run = desk.run();
    expect(verdictStore.getState().result).toBeNull();
    desk.cancel();
    await run;
    expect(verdictStore.getState().result).toMatchObject({ state: 'finished', view: VIEW });
    expect(await keptText()).toBe(kept);
  });

  it('tells what went wrong', async () => {
    const run = desk.run();
    engine.end({ ok: false, code: 'bad-input', message: 'All cells lie in one block.' });
    await run;
    expect(verdictStore.getState().problem).toBe('All cells lie in one block.');
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

/** Another page that opens the project: all that it has is the store's note and the file. */
function reopened(): VerdictDesk {
  patchVerdict({ running: null, result: null, setup: INITIAL_SETUP, maps: null });
  return opened();
}

const fileNow = () => studioStore.getState().verdicts[studioStore.getState().history.project.id];
const keptText = async () => registry.files.get(fileNow()?.key ?? '')?.text();
const change = (patch: Partial<ProjectDocument>) =>
  studioStore.setState({ history: startHistory({ ...studioStore.getState().history.project, ...patch }) });
const both = () =>
  studioStore.setState(({ calibration }) => ({
    calibration: { ...calibration, measured: ['M1', 'M2'].map((sectorId) => ({ sectorId, rows: 400 })) },
  }));

describe('a verdict that is kept with the project', () => {
  it('is there again as it was made', async () => {
    setVerdict({ methods: ['constant', 'kriging'], splits: ['blocks'], seed: 7, draws: 3, indoor: 'keep' });
    void desk.run();
    engine.listener!.sector(lineOf('M1'));
    engine.end({ ok: true, value: VIEW });
    await settled();
    const { setup, result } = verdictStore.getState();
    expect(result).toMatchObject({ state: 'finished', view: VIEW });
    const again = reopened();
    await again.read();
    expect(verdictStore.getState()).toMatchObject({ setup, reading: false, problem: null });
    expect(verdictStore.getState().result).toEqual(result);
    // Patterns of a table are lists of numbers again, and nothing of the sector is lost.
    expect(verdictStore.getState().result!.job.sectors[0]!.pattern).toEqual(TABLE);
  });

  it('goes on with the sectors that are left after the page went away, as it began', async () => {
    both();
    setVerdict({ methods: ['constant', 'rt'], splits: ['random', 'blocks'] });
    void desk.run();
    engine.listener!.sector(lineOf('M1'));
    await settled();
    const first = engine.jobs[0]!;
    const again = reopened();
    await again.read();
    const { result } = verdictStore.getState();
    expect(result).toMatchObject({ state: 'interrupted', view: viewOf('M1') });
    expect(sectorsLeft(result!, studioStore.getState().history.project)).toBe(1);
    // What has changed in the meantime is no part of it.
    change({ settings: { ...EMPTY_PROJECT.settings, maxDepth: 7 } });
    const run = again.goOn();
    const { known, jobId: _, ...job } = engine.jobs[0]!;
    expect(job).toEqual({ ...first, known: undefined, jobId: undefined });
    expect(known).toMatch(/\n\{"sectorId":"M1"\}\n$/);
    expect(verdictStore.getState().running).toMatchObject({
      fraction: 0.5,
      done: { constant: { fits: 2, missing: 0 }, rt: { fits: 2, missing: 0 } },
    });
    engine.listener!.sector(lineOf('M2'));
    engine.end({ ok: true, value: viewOf('M1', 'M2') });
    await run;
    await settled();
    expect(verdictStore.getState().result).toMatchObject({ state: 'finished', view: viewOf('M1', 'M2') });
    expect(await keptText()).toMatch(/"state":"finished".*\n\{"sectorId":"M1"\}\n\{"sectorId":"M2"\}\n$/);
    expect(sectorsLeft(verdictStore.getState().result!, studioStore.getState().history.project)).toBe(0);
    // One file: those that others took the place of are let go.
    expect([...registry.files.values()]).toHaveLength(1);
  });

  it('stands with other measurements, ends what is under way and does not go on there', async () => {
    both();
    const run = desk.run();
    engine.listener!.sector(lineOf('M1'));
    change({ measurementId: 'drive-2' });
    await run;
    const { result } = verdictStore.getState();
    const { project } = studioStore.getState().history;
    expect(result).toMatchObject({ state: 'cancelled', view: viewOf('M1') });
    expect(sectorsLeft(result!, project)).toBe(0);
    await desk.goOn();
    await desk.makeMaps();
    expect([engine.jobs.length, engine.mapJobs.length]).toEqual([1, 0]);
  });

  it('is of its project alone', async () => {
    void desk.run();
    engine.listener!.sector(lineOf('M1'));
    await settled();
    change({ id: 'another' });
    expect(verdictStore.getState()).toMatchObject({ running: null, result: null, problem: null });
    await settled();
    expect(verdictStore.getState().result).toBeNull();
    change({ id: EMPTY_PROJECT.id });
    await settled();
    expect(verdictStore.getState().result).toMatchObject({ state: 'interrupted', view: VIEW });
  });

  it.each([
    [
      'whose sectors cannot be read',
      (text: string) => text.replace('{"sectorId"', '{"broken":1,"sectorId"'),
      /not a study/,
    ],
    ['that is something else', () => 'x,y,rsrp\n', /verdict.jsonl: line 1/],
    [
      'that does not say how it was made',
      (text: string) => text.replace('"setup"', '"set"'),
      /how the verdict was made/,
    ],
    [
      'with methods that nobody knows',
      (text: string) => text.replaceAll('"kriging"', '"magic"'),
      /how the verdict was/,
    ],
  ])('says so of a file %s, and the page goes on without', async (_, broken, message) => {
    void desk.run();
    engine.listener!.sector(lineOf('M1'));
    engine.end({ ok: true, value: VIEW });
    await settled();
    registry.files.set(fileNow()!.key, new Blob([broken((await keptText())!)]));
    await reopened().read();
    expect(verdictStore.getState()).toMatchObject({ result: null, reading: false });
    expect(verdictStore.getState().problem).toMatch(message);
  });
});

describe('what has changed since', () => {
  const changed = () =>
    changedSince(verdictStore.getState().result!.job, studioStore.getState().history.project, registry);

  it('is told by name, and is nothing when it is undone', async () => {
    both();
    void desk.run();
    engine.listener!.sector(lineOf('M1'));
    engine.end({ ok: true, value: VIEW });
    await settled();
    const { project } = studioStore.getState().history;
    expect(changed()).toEqual([]);
    // How maps are looked at is no part of it.
    change({ name: 'Renamed', settings: { ...project.settings, cellSizeM: 3, engine: 'reference', load: 0.2 } });
    expect(changed()).toEqual([]);
    const [first, second] = project.sectors;
    change({ sectors: [{ ...first!, azimuthDeg: 5 }, second!] });
    expect(changedWords(changed())).toBe('Out of date: M1 changed since it was made.');
    change({ sectors: [{ ...first!, azimuthDeg: 5 }], settings: { ...project.settings, receiverHeightM: 3 } });
    expect(changedWords(changed())).toBe('Out of date: M1, M2, and the settings changed since it was made.');
    const glass = { glass: { relativePermittivity: 6, conductivitySm: 0.1 } };
    change({ ...project, materials: glass, measurementId: 'drive-2' });
    expect(changed()).toEqual(['the measurements', 'the materials']);
    change({ ...project, sceneId: 'scene-2' });
    expect(changed()).toEqual(['the city']);
    change(project);
    expect(changedWords(changed())).toBeNull();
  });
});

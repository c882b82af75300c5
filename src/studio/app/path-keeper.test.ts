import { beforeEach, describe, expect, it } from 'vitest';
import { sectorSettings } from '../../testing/calibration-run.ts';
import type { KeptPaths, Outcome, SceneView, SolveJob } from '../../worker/engine-protocol.ts';
import { EMPTY_PROJECT, type EngineChoice, type ProjectDocument } from '../store/project-document.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { PathKeeper, type PathRecorder, type PathsState } from './path-keeper.ts';

const BOUNDS = { minX: 0, minY: 0, maxX: 40, maxY: 40 };
const SCENE = { id: 'scene', groundZM: 100, boundsM: BOUNDS, extruded: true } as SceneView;
const A = sectorSettings('A');
const PROJECT: ProjectDocument = { ...EMPTY_PROJECT, sceneId: 'scene', sectors: [A] };

class Recorder implements PathRecorder {
  readonly jobs: SolveJob[] = [];
  readonly cancelled: string[] = [];
  answer: Outcome<KeptPaths> = { ok: true, value: { follows: 'materials', bytes: 1e6 } };
  hold: Promise<void> = Promise.resolve();
  async keepPaths(job: SolveJob): Promise<Outcome<KeptPaths>> {
    this.jobs.push(job);
    await this.hold;
    return this.cancelled.includes(job.jobId) ? { ok: false, code: 'aborted', message: 'cancelled' } : this.answer;
  }
  async cancel(jobId: string): Promise<void> {
    this.cancelled.push(jobId);
  }
}

const REST_MS = 40;
const rest = (ms = REST_MS + 30) => new Promise((resume) => setTimeout(resume, ms));

describe('kept paths', () => {
  let recorder: Recorder;
  let keeper: PathKeeper;
  let told: (PathsState | null)[];
  beforeEach(() => {
    recorder = new Recorder();
    told = [];
    const registry = createRegistry();
    registry.scenes.set('scene', SCENE);
    keeper = new PathKeeper(recorder, registry, (paths) => told.push(paths), REST_MS);
  });

  it('are recorded once when the hand rests, and followed by the antenna but not by the place', async () => {
    keeper.follow(PROJECT, A);
    await rest(10);
    keeper.follow(PROJECT, { ...A, azimuthDeg: 50 });
    await rest();
    keeper.follow(PROJECT, { ...A, azimuthDeg: 70 });
    await rest();
    expect(recorder.jobs).toHaveLength(1);
    expect(told.map((t) => t?.state)).toEqual(['recording', 'kept']);
    expect(keeper.followsAtOnce(PROJECT, { ...A, azimuthDeg: 200, pattern: 'iso', downtiltDeg: 1 })).toBe(true);
    expect(keeper.followsAtOnce(PROJECT, { ...A, x: 11 })).toBe(false);
    const glass = { glass: { relativePermittivity: 6, conductivitySm: 0.1 } };
    expect(keeper.followsAtOnce({ ...PROJECT, materials: glass }, A)).toBe(true);
  });

  it('are recorded again for other materials where they follow antennas alone', async () => {
    recorder.answer = { ok: true, value: { follows: 'antennas', bytes: 1e6 } };
    keeper.follow(PROJECT, A);
    await rest();
    const other = { ...PROJECT, materials: { glass: { relativePermittivity: 6, conductivitySm: 0.1 } } };
    expect(keeper.followsAtOnce(PROJECT, A)).toBe(true);
    expect(keeper.followsAtOnce(other, A)).toBe(false);
    keeper.follow(other, A);
    await rest();
    expect(keeper.followsAtOnce(other, A)).toBe(true);
  });

  it('are the sweep’s alone, whether it was chosen or found', async () => {
    const by = (engine: EngineChoice) => ({ ...PROJECT, settings: { ...PROJECT.settings, engine } });
    keeper.follow(by('model:unet'), A);
    await rest();
    expect(recorder.jobs).toHaveLength(0);
    keeper.follow(PROJECT, A);
    await rest();
    expect(recorder.jobs.map((job) => job.engine)).toEqual(['sweep']);
    expect(keeper.followsAtOnce(by('sweep'), A)).toBe(true);
    expect(keeper.followsAtOnce(by('model:unet'), A)).toBe(false);
    expect(keeper.followsAtOnce(by('reference'), A)).toBe(false);
  });

  it('say why they are not kept, and are not asked for again', async () => {
    recorder.answer = { ok: false, code: 'over-budget', message: '500 MB are too much.' };
    keeper.follow(PROJECT, A);
    await rest();
    keeper.follow(PROJECT, A);
    await rest();
    expect(recorder.jobs).toHaveLength(1);
    expect(told.at(-1)).toMatchObject({ state: 'refused', reason: '500 MB are too much.' });
    expect(keeper.followsAtOnce(PROJECT, A)).toBe(false);
  });

  it('stand back for a solve, and are made up for', async () => {
    let go = (): void => undefined;
    recorder.hold = new Promise((resume) => {
      go = resume;
    });
    keeper.follow(PROJECT, A);
    await rest();
    keeper.standBack();
    go();
    await rest(10);
    expect(recorder.cancelled).toEqual([recorder.jobs[0]!.jobId]);
    expect(told.at(-1)).toBeNull();
    keeper.follow(PROJECT, A);
    await rest();
    expect(told.at(-1)?.state).toBe('kept');
  });
});

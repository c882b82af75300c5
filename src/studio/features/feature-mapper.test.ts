import { beforeEach, describe, expect, it } from 'vitest';
import { BASE_CHANNELS } from '../../learning/features/channel.ts';
import { sectorSettings } from '../../testing/calibration-run.ts';
import type { FeatureJob, FeatureMaps, Outcome, SceneView } from '../../worker/engine-protocol.ts';
import { startHistory } from '../commands/history.ts';
import { INITIAL_FEATURES } from '../store/feature-state.ts';
import { EMPTY_PROJECT, type SectorSettings } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { createRegistry, type TypedArrayRegistry } from '../store/typed-array-registry.ts';
import { FeatureMapper } from './feature-mapper.ts';

const SCENE = { id: 's', groundZM: 0, boundsM: { minX: 0, minY: 0, maxX: 10, maxY: 10 } } as SceneView;
const A = sectorSettings('A');

function maps(job: FeatureJob): FeatureMaps {
  const cells = job.grid.columns * job.grid.rows;
  const plane = () => new Float32Array(cells).fill(job.sector.x);
  const planes = Object.fromEntries(BASE_CHANNELS.map((name) => [name, plane()])) as FeatureMaps['planes'];
  return { grid: job.grid, planes, landUse: new Uint8Array(cells), outdoor: new Uint8Array(cells) };
}

describe('the feature mapper', () => {
  let jobs: FeatureJob[];
  let cancelled: string[];
  let answer: ((outcome?: Outcome<FeatureMaps>) => void)[];
  let registry: TypedArrayRegistry;
  let mapper: FeatureMapper;
  const shown = () => studioStore.getState().features.shown;
  const settle = () => new Promise((resume) => setTimeout(resume, 1));

  function follow(patch: Partial<StudioState> = {}, sector: SectorSettings = A): void {
    const history = startHistory({ ...EMPTY_PROJECT, sceneId: 's', sectors: [sector] });
    studioStore.setState({ history, layer: 'features', selection: { kind: 'sector', id: 'A' }, ...patch });
    mapper.follow(studioStore.getState());
  }

  beforeEach(() => {
    jobs = [];
    cancelled = [];
    answer = [];
    registry = createRegistry();
    registry.scenes.set('s', SCENE);
    studioStore.setState({ features: INITIAL_FEATURES });
    const features = (job: FeatureJob): Promise<Outcome<FeatureMaps>> => {
      jobs.push(job);
      return new Promise((resolve) => {
        answer.push((outcome = { ok: true, value: maps(job) }) => {
          const aborted = cancelled.includes(job.jobId);
          resolve(aborted ? { ok: false, code: 'aborted', message: 'cancelled' } : outcome);
        });
      });
    };
    const cancel = async (jobId: string) => void cancelled.push(jobId);
    mapper = new FeatureMapper({ features, cancel }, registry);
  });

  it('asks for the planes of the sector in hand once, and keeps them while their layer is off', async () => {
    follow();
    expect(shown()).toMatchObject({ sectorId: 'A', legends: null });
    answer[0]?.();
    await settle();
    expect(shown()?.legends?.obstruction).toEqual({ kind: 'scale', low: A.x, high: A.x });
    follow({ layer: 'rsrp' });
    follow();
    expect(jobs).toHaveLength(1);
    expect(registry.features).not.toBeNull();
  });

  it('asks for nothing while its layer is off or no sector is in hand', () => {
    follow({ layer: 'rsrp' });
    follow({ selection: null });
    follow({ selection: { kind: 'site', id: 'S' } });
    expect(jobs).toHaveLength(0);
    expect(shown()).toBeNull();
  });

  it('takes away what was shown when the sector is put out of hand', async () => {
    follow();
    answer[0]?.();
    await settle();
    follow({ layer: 'rsrp', selection: null });
    follow({ selection: null });
    expect(shown()).toBeNull();
    expect(registry.features).toBeNull();
  });

  it('runs one job at a time and, of what comes meanwhile, the last', async () => {
    follow();
    for (const x of [1, 2, 3]) follow({}, { ...A, x });
    expect(jobs).toHaveLength(1);
    expect(cancelled).toEqual([jobs[0]?.jobId]);
    answer[0]?.();
    await settle();
    expect(jobs.map((job) => job.sector.x)).toEqual([A.x, 3]);
    answer[1]?.();
    await settle();
    expect(shown()?.legends?.obstruction).toEqual({ kind: 'scale', low: 3, high: 3 });
  });

  it('makes them after all when the layer is turned off and on again meanwhile', async () => {
    follow();
    follow({ layer: 'rsrp' });
    follow();
    answer[0]?.();
    await settle();
    answer[1]?.();
    await settle();
    expect(shown()?.legends).not.toBeNull();

    follow({ layer: 'rsrp' }, { ...A, x: 9 });
    follow({}, { ...A, x: 9 });
    follow({ layer: 'rsrp' }, { ...A, x: 9 });
    answer[2]?.();
    await settle();
    follow({}, { ...A, x: 9 });
    answer[3]?.();
    await settle();
    expect(shown()?.legends?.obstruction).toEqual({ kind: 'scale', low: 9, high: 9 });
  });

  it('says why there are none, and does not ask again for the same', async () => {
    follow();
    answer[0]?.({ ok: false, code: 'over-budget', message: 'They do not fit.' });
    await settle();
    expect(shown()).toMatchObject({ problem: 'They do not fit.', legends: null });
    follow();
    expect(jobs).toHaveLength(1);
  });
});

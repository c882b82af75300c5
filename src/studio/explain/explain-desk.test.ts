import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sectorSettings } from '../../testing/calibration-run.ts';
import type { CellExplanation, ExplainJob, Outcome, SceneView } from '../../worker/engine-protocol.ts';
import { startHistory } from '../commands/history.ts';
import { closeExplanation, explainPlace, explainSector } from '../store/explain-actions.ts';
import { EMPTY_PROJECT, type ProjectDocument } from '../store/project-document.ts';
import { studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { ExplainDesk } from './explain-desk.ts';

const BOUNDS = { minX: 0, minY: 0, maxX: 40, maxY: 40 };
const PRISMS = { id: 's', groundZM: 0, boundsM: BOUNDS, extruded: true, buildings: [] } as unknown as SceneView;
const MESH = { ...PRISMS, id: 'mesh', extruded: false } as SceneView;
const A = { ...sectorSettings('A'), x: 30, y: 30 };
const B = { ...sectorSettings('B'), x: 2, y: 2 };
const PLACE = { x: 6, y: 6, cellSizeM: 4 };

describe('the explain desk', () => {
  let jobs: ExplainJob[];
  let cancelled: string[];
  let answer: ((outcome: Outcome<CellExplanation>) => void)[];
  let project: ProjectDocument;
  const explained = () => studioStore.getState().explain;
  const found = (job: ExplainJob) => ({ x: 6, y: 6, cellSizeM: 4, gain: job.cell }) as CellExplanation;
  const rest = () => vi.advanceTimersByTimeAsync(200);

  beforeEach(() => {
    vi.useFakeTimers();
    jobs = [];
    cancelled = [];
    answer = [];
    const registry = createRegistry();
    registry.scenes.set('s', PRISMS).set('mesh', MESH);
    const desk = new ExplainDesk(
      {
        explain: (job) => {
          jobs.push(job);
          return new Promise((resolve) => answer.push(resolve));
        },
        features: () => Promise.reject(new Error('not asked for')),
        cancel: async (jobId) => void cancelled.push(jobId),
      },
      registry,
    );
    project = { ...EMPTY_PROJECT, sceneId: 's', sectors: [A, B] };
    closeExplanation();
    studioStore.setState({ history: startHistory(project), selection: null });
    const release = studioStore.subscribe((state) => desk.follow(state));
    return () => {
      release();
      vi.useRealTimers();
    };
  });

  it('looks for the paths of the nearest sector where none serves, once place and project rest', async () => {
    explainPlace(PLACE);
    expect(jobs).toEqual([]);
    await rest();
    expect(jobs.map(({ sector, cell }) => [sector.id, cell])).toEqual([['B', 81]]);
    expect(explained().search).not.toBeNull();
    answer[0]?.({ ok: true, value: found(jobs[0]!) });
    await rest();
    expect(explained()).toMatchObject({ found: { sectorId: 'B', explanation: { gain: 81 } }, search: null });
    expect(jobs.length).toBe(1);
  });

  it('gives up a search whose sector is no longer asked about, and drops its answer', async () => {
    explainPlace(PLACE);
    await rest();
    explainSector('A');
    expect(cancelled).toEqual([jobs[0]!.jobId]);
    await rest();
    answer[0]?.({ ok: false, code: 'aborted', message: 'cancelled' });
    answer[1]?.({ ok: true, value: found(jobs[1]!) });
    await rest();
    expect(explained()).toMatchObject({ found: { sectorId: 'A' }, problem: null });
  });

  it('keeps what it found when only power changes, and looks again when the antenna does', async () => {
    explainPlace(PLACE);
    await rest();
    answer[0]?.({ ok: true, value: found(jobs[0]!) });
    await rest();
    studioStore.setState({ history: startHistory({ ...project, sectors: [A, { ...B, powerDbm: 50 }] }) });
    await rest();
    expect(jobs.length).toBe(1);
    studioStore.setState({ history: startHistory({ ...project, sectors: [A, { ...B, azimuthDeg: 200 }] }) });
    await rest();
    expect(jobs.length).toBe(2);
  });

  it('takes the cell of another size that holds the place, and closes with its city', async () => {
    explainPlace(PLACE);
    const settings = { ...project.settings, cellSizeM: 10 };
    studioStore.setState({ history: startHistory({ ...project, settings }) });
    expect(explained().place).toEqual({ x: 5, y: 5, cellSizeM: 10 });
    studioStore.setState({ history: startHistory({ ...project, sceneId: 'mesh' }) });
    expect(explained().place).toBeNull();
  });

  it('looks for the paths of a map over triangles among those', async () => {
    studioStore.setState({
      history: startHistory({ ...project, sceneId: 'mesh', settings: { ...project.settings, engine: 'reference' } }),
    });
    explainPlace(PLACE);
    await rest();
    expect(jobs.map(({ among }) => among)).toEqual(['triangles']);
    expect(explained().problem).toBeNull();
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CoverageLine } from '../../planning/coverage/coverage-table.ts';
import { DEFAULT_TARGETS } from '../../planning/coverage/coverage-targets.ts';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import type { Sector } from '../../sites/sector.ts';
import { sectorSettings } from '../../testing/calibration-run.ts';
import { networkOf, sectorMap, sectorShare } from '../../testing/sector-map.ts';
import type { Outcome, SceneView, SolveListener } from '../../worker/engine-protocol.ts';
import type { AntennaJob, OptimisedAntennas, RankedSites, SiteJob } from '../../worker/network-plan-protocol.ts';
import type { CoverageJob } from '../../worker/planning-protocol.ts';
import { startHistory, undo } from '../commands/history.ts';
import { forgetNetworkPlans, networkPlanStore, patchNetworkPlan } from '../store/network-plan-store.ts';
import { EMPTY_PROJECT } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { antennaEdit, standingOf } from './antenna-edit.ts';
import { NetworkPlanDesk, type NetworkPlanner } from './network-plan-desk.ts';
import { addPoint, changeAntennas, changeObjective, changeSites } from './project-setup.ts';
import { setupOf } from './read-setup.ts';
import { takeFile, takeLimits } from './setup-files.ts';
import { marksOf } from './site-marks.ts';

const GRID = gridCentredOn(0, 0, 10, 10, 10);
const SCENE = {
  id: 'scene-1',
  groundZM: 100,
  extruded: true,
  buildings: [],
  boundsM: { minX: 0, minY: 0, maxX: 400, maxY: 200 },
} as unknown as SceneView;

/** A planner whose search ends when the test says so. */
class ScriptedPlanner implements NetworkPlanner {
  readonly jobs: AntennaJob[] = [];
  readonly siteJobs: SiteJob[] = [];
  listener: SolveListener | null = null;
  end: (outcome: Outcome<OptimisedAntennas>) => void = () => undefined;

  optimiseAntennas(job: AntennaJob, listener: SolveListener): Promise<Outcome<OptimisedAntennas>> {
    this.jobs.push(job);
    this.listener = listener;
    return new Promise((resolve) => {
      this.end = resolve;
    });
  }
  async rankSites(job: SiteJob): Promise<Outcome<RankedSites>> {
    this.siteJobs.push(job);
    return { ok: true, value: RANKED };
  }
  async cancel() {
    this.end({ ok: false, code: 'aborted', message: 'Cancelled.' });
  }
}

const gain = (id: string, by: number) => ({ id, gain: by, score: { objective: by, rsrpShare: by, sinrShare: by } });
const candidate = (id: string, siteId: string, x: number): Sector => {
  const { heightM, pattern, ...rest } = sectorSettings(id);
  return { ...rest, siteId, x, y: 50, z: 130, pattern: 'tr38901' };
};
/** Of `far` two sectors, one under a name that is taken; of `near` one. */
const RANKED: RankedSites = {
  ranked: { before: gain('', 0).score, alone: [gain('far', 0.2), gain('near', 0.1)], chosen: [gain('far', 0.2)] },
  candidates: [candidate('M1', 'far', 300), candidate('far-2', 'far', 300), candidate('near-1', 'near', 20)],
  notes: [],
};

const served = { served: 0.5, rsrpMet: 0.4, sinrMet: 0.3 };
const score = (objective: number) => ({ objective, rsrpShare: objective, sinrShare: objective });

/** M1 turned from how it stands to 5 deg of tilt; M2 stays. */
function found(isConfirmed: boolean): OptimisedAntennas {
  const { sectors } = studioStore.getState().history.project;
  return {
    search: { before: score(0.5), after: score(0.7), settings: [], evaluations: 12, levelMaps: 13, ascents: [0.7] },
    solved: { before: score(0.5), after: score(isConfirmed ? 0.6 : 0.4) },
    isConfirmed,
    sectors: sectors.map(({ id, downtiltDeg, azimuthDeg }) => {
      const before = { tiltDeg: downtiltDeg, azimuthDeg };
      const after = isConfirmed && id === 'M1' ? { tiltDeg: downtiltDeg + 5, azimuthDeg } : before;
      return { id, isTurnable: id === 'M1', before, after, servedBefore: served, servedAfter: served };
    }),
  } as OptimisedAntennas;
}

const STEP = { label: 'Change' };
const settled = () => new Promise((resume) => setTimeout(resume, 0));
const sectors = () => studioStore.getState().history.project.sectors;
const registry = createRegistry();
registry.scenes.set(SCENE.id, SCENE);
registry.patterns.set('tr38901', 'tr38901');
let planner: ScriptedPlanner;
let desk: NetworkPlanDesk;

beforeEach(() => {
  studioStore.setState({
    history: startHistory({
      ...EMPTY_PROJECT,
      id: 'p1',
      sceneId: SCENE.id,
      sectors: ['M1', 'M2'].map((id) => sectorSettings(id)),
    }),
  });
  forgetNetworkPlans();
  planner = new ScriptedPlanner();
  desk = new NetworkPlanDesk(planner, registry);
});

describe('the desk of plans of the network', () => {
  it('asks for the sectors that are ticked within what was set, on cells of their own', async () => {
    changeAntennas({ sectors: ['M2'], tiltDeg: [2, 8], azimuthRangeDeg: 30 }, STEP);
    void desk.run('antennas');
    await settled();
    const [job] = planner.jobs;
    expect([...job!.limits]).toEqual([['M2', { tiltDeg: [2, 8], azimuthRangeDeg: 30 }]]);
    expect(job!.sectors.map(({ id }) => id)).toEqual(['M1', 'M2']);
    expect(job!.grid).toMatchObject({ columns: 20, rows: 10, cellSizeM: 20 });
    expect(job!.weights).toEqual({ kind: 'area' });
  });

  it('reads the raster of people where shares are of them, and not where they are not', async () => {
    const bytes = Uint8Array.of(0x4d, 0x4d, 0, 42);
    await takeFile('population', { name: 'persons.tif', bytes }, registry);
    changeObjective({ weighBy: 'population' }, STEP);
    void desk.run('antennas');
    await vi.waitFor(() => expect(planner.jobs).toHaveLength(1));
    expect(planner.jobs[0]!.weights).toEqual({ kind: 'population', file: { name: 'persons.tif', bytes } });
    planner.end({ ok: false, code: 'aborted', message: '' });
    registry.files.clear();
    await settled();
    await desk.run('antennas');
    expect(networkPlanStore.getState().problem).toMatch(/^persons.tif is not in the browser's storage any more/);
    changeObjective({ weighBy: 'area' }, STEP);
    void desk.run('antennas');
    await vi.waitFor(() => expect(planner.jobs).toHaveLength(2));
  });

  it('lets listed sectors turn within limits of their own, and the others within those of all', async () => {
    const text = 'id,tilt_max,azimuth_range\nM1,4,15\n';
    takeLimits({ name: 'limits.csv', bytes: new TextEncoder().encode(text) }, ['M1', 'M2']);
    changeAntennas({ sectors: null }, STEP);
    void desk.run('antennas');
    await settled();
    expect([...planner.jobs[0]!.limits]).toEqual([
      ['M1', { tiltDeg: [0, 4], azimuthRangeDeg: 15 }],
      ['M2', { tiltDeg: [0, 12], azimuthRangeDeg: 0 }],
    ]);
    planner.end({ ok: false, code: 'aborted', message: '' });
    await settled();
    changeAntennas({ tiltDeg: [6, 12] }, STEP);
    await desk.run('antennas');
    expect(networkPlanStore.getState().problem).toMatch(
      /^limits.csv, row 1 \(M1\): tilts from 6 to 4 deg are no range/,
    );
    expect(planner.jobs).toHaveLength(1);
  });

  it('says why there is nothing to search, and asks no engine', async () => {
    changeAntennas({ sectors: [] }, STEP);
    await desk.run('antennas');
    expect(networkPlanStore.getState().problem).toContain('Tick at least one sector');
    changeAntennas({ sectors: null }, STEP);
    changeObjective({ weighBy: 'population' }, STEP);
    await desk.run('antennas');
    expect(networkPlanStore.getState().problem).toContain('Choose a GeoTIFF of persons');
    registry.scenes.set(SCENE.id, { ...SCENE, extruded: false } as SceneView);
    changeObjective({ weighBy: 'users' }, STEP);
    await desk.run('antennas');
    registry.scenes.set(SCENE.id, SCENE);
    expect(networkPlanStore.getState().problem).toContain('upright prisms');
    expect(planner.jobs).toEqual([]);
  });

  it('applies what is confirmed as one edit that undo takes back', async () => {
    const stood = sectors();
    void desk.run('antennas');
    await settled();
    planner.listener!.progress(0.4, 'M1: paths');
    expect(networkPlanStore.getState().running).toMatchObject({ fraction: 0.4, words: 'M1: paths' });
    planner.end({ ok: true, value: found(true) });
    await settled();
    const plan = networkPlanStore.getState().antennaPlan!;
    expect(standingOf(plan, { sectors: sectors() })).toBe('as-it-stood');
    desk.applyAntennas();
    expect(sectors().map(({ downtiltDeg }) => downtiltDeg)).toEqual([stood[0]!.downtiltDeg + 5, stood[1]!.downtiltDeg]);
    expect(standingOf(plan, { sectors: sectors() })).toBe('applied');
    studioStore.setState(({ history }) => ({ history: undo(history) }));
    expect(sectors()).toEqual(stood);
    expect(studioStore.getState().history.undoable).toHaveLength(0);
  });

  it('applies nothing that fresh solves do not confirm, nor to sectors that have changed since', async () => {
    void desk.run('antennas');
    await settled();
    planner.end({ ok: true, value: found(false) });
    await settled();
    const stood = sectors();
    expect(antennaEdit(networkPlanStore.getState().antennaPlan!)).toBeNull();
    desk.applyAntennas();
    expect(sectors()).toBe(stood);
    patchNetworkPlan({ antennaPlan: { ...networkPlanStore.getState().antennaPlan!, found: found(true) } });
    const { project } = studioStore.getState().history;
    const moved = stood.map((sector) => ({ ...sector, powerDbm: sector.powerDbm + 3 }));
    studioStore.setState({ history: startHistory({ ...project, sectors: moved }) });
    expect(standingOf(networkPlanStore.getState().antennaPlan!, { sectors: moved })).toBe('changed');
    desk.applyAntennas();
    expect(sectors()).toBe(moved);
  });

  it('ranks picked places, and builds one as a site that undo takes away', async () => {
    changeSites({ from: 'points' }, STEP);
    await desk.run('sites');
    expect(networkPlanStore.getState().problem).toContain('Pick at least one place');
    addPoint({ x: 20.04, y: 50, roofM: 18.2 });
    addPoint({ x: 300, y: 50, roofM: null });
    changeSites({ likeId: 'M2', azimuthsDeg: [30] }, STEP);
    await desk.run('sites');
    expect(planner.siteJobs[0]).toMatchObject({
      engine: 'sweep',
      likeId: 'M2',
      azimuthsDeg: [30],
      places: {
        kind: 'points',
        points: [
          { id: 'place-1', x: 20, y: 50, heightM: 23 },
          { id: 'place-2', x: 300, y: 50, heightM: 25 },
        ],
      },
    });
    const stood = sectors();
    desk.addSite('far');
    const { project } = studioStore.getState().history;
    expect(project.sites.at(-1)).toEqual({ id: 'far', name: 'far' });
    // Its height is above the ground, which lies at 100 m.
    expect(project.sectors.slice(2)).toMatchObject([
      { id: 'M 2', siteId: 'far', x: 300, heightM: 30 },
      { id: 'far-2', siteId: 'far', x: 300, heightM: 30 },
    ]);
    desk.addSite('far');
    expect(sectors()).toHaveLength(4);
    studioStore.setState(({ history }) => ({ history: undo(history) }));
    expect(sectors()).toEqual(stood);
    expect(marksOf(setupOf(studioStore.getState()).sites.points, RANKED, 'near', SCENE)).toEqual([
      { id: 'far', x: 300, y: 50, heightM: 30, strong: false },
      { id: 'near', x: 20, y: 50, heightM: 30, strong: true },
    ]);
  });

  it('counts coverage of the maps that are chosen, and ends when it is told to', async () => {
    const registryOf = createRegistry();
    registryOf.scenes.set(SCENE.id, SCENE);
    registryOf.networkMap = networkOf(GRID, [sectorShare('M1', sectorMap(GRID, new Array(100).fill(-80)))]);
    studioStore.setState({ map: { refined: true, solves: { engines: ['sweep'] } } as unknown as StudioState['map'] });
    const jobs: CoverageJob[] = [];
    const lines: CoverageLine[] = [];
    const counting = new NetworkPlanDesk(planner, registryOf, (job, _, signal) => {
      jobs.push(job);
      if (jobs.length === 1) return Promise.resolve({ ok: true, value: lines });
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null)));
    });
    const classes = { name: 'clutter.tif', bytes: Uint8Array.of(0x49, 0x49, 42, 0) };
    await takeFile('classes', classes, registryOf);
    await counting.run('coverage');
    expect(jobs[0]).toMatchObject({ sectors: [{ id: 'M1' }], targets: DEFAULT_TARGETS, population: null, classes });
    const setup = setupOf(studioStore.getState());
    expect(networkPlanStore.getState().coveragePlan).toEqual({ lines, setup, sectors: ['M1'], leftOut: ['M2'] });
    const again = counting.run('coverage');
    await settled();
    counting.cancel();
    await again;
    expect(networkPlanStore.getState()).toMatchObject({ running: null, problem: null });
  });

  it('stops when it is told to, keeps what it had, and forgets it with the project', async () => {
    void desk.run('antennas');
    await settled();
    planner.end({ ok: true, value: found(true) });
    await settled();
    void desk.run('antennas');
    await settled();
    desk.cancel();
    expect(networkPlanStore.getState().running).toMatchObject({ cancelling: true });
    await settled();
    expect(networkPlanStore.getState()).toMatchObject({ running: null, problem: null });
    expect(networkPlanStore.getState().antennaPlan).not.toBeNull();
    void desk.run('antennas');
    const { project } = studioStore.getState().history;
    studioStore.setState({ history: startHistory({ ...project, id: 'p2' }) });
    await settled();
    expect(networkPlanStore.getState()).toMatchObject({ running: null, antennaPlan: null });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_TARGETS } from '../../planning/coverage/coverage-targets.ts';
import { sectorSettings } from '../../testing/calibration-run.ts';
import type { Outcome, SceneView, SolveListener } from '../../worker/engine-protocol.ts';
import type { AntennaJob, OptimisedAntennas } from '../../worker/network-plan-protocol.ts';
import { startHistory, undo } from '../commands/history.ts';
import {
  forgetNetworkPlans,
  networkPlanStore,
  patchNetworkPlan,
  setAntennas,
  setObjective,
} from '../store/network-plan-store.ts';
import { EMPTY_PROJECT } from '../store/project-document.ts';
import { studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { antennaEdit, standingOf } from './antenna-edit.ts';
import { NetworkPlanDesk, type NetworkPlanner } from './network-plan-desk.ts';

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
  listener: SolveListener | null = null;
  end: (outcome: Outcome<OptimisedAntennas>) => void = () => undefined;

  optimiseAntennas(job: AntennaJob, listener: SolveListener): Promise<Outcome<OptimisedAntennas>> {
    this.jobs.push(job);
    this.listener = listener;
    return new Promise((resolve) => {
      this.end = resolve;
    });
  }
  async cancel() {
    this.end({ ok: false, code: 'aborted', message: 'Cancelled.' });
  }
}

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
  setObjective({ targets: DEFAULT_TARGETS, weighBy: 'area', cellSizeM: 20 });
  planner = new ScriptedPlanner();
  desk = new NetworkPlanDesk(planner, registry);
});

describe('the desk of plans of the network', () => {
  it('asks for the sectors that are ticked within what was set, on cells of their own', () => {
    setAntennas({ sectors: ['M2'], tiltDeg: [2, 8], azimuthRangeDeg: 30 });
    void desk.run('antennas');
    const [job] = planner.jobs;
    expect([...job!.limits]).toEqual([['M2', { tiltDeg: [2, 8], azimuthRangeDeg: 30 }]]);
    expect(job!.sectors.map(({ id }) => id)).toEqual(['M1', 'M2']);
    expect(job!.grid).toMatchObject({ columns: 20, rows: 10, cellSizeM: 20 });
    expect(job!.weights).toEqual({ kind: 'area' });
  });

  it('says why there is nothing to search, and asks no engine', async () => {
    setAntennas({ sectors: [] });
    await desk.run('antennas');
    expect(networkPlanStore.getState().problem).toContain('Tick at least one sector');
    setAntennas({ sectors: null });
    setObjective({ weighBy: 'population' });
    await desk.run('antennas');
    expect(networkPlanStore.getState().problem).toContain('Choose a GeoTIFF of persons');
    registry.scenes.set(SCENE.id, { ...SCENE, extruded: false } as SceneView);
    setObjective({ weighBy: 'users' });
    await desk.run('antennas');
    registry.scenes.set(SCENE.id, SCENE);
    expect(networkPlanStore.getState().problem).toContain('upright prisms');
    expect(planner.jobs).toEqual([]);
  });

  it('applies what is confirmed as one edit that undo takes back', async () => {
    const stood = sectors();
    void desk.run('antennas');
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

  it('stops when it is told to, keeps what it had, and forgets it with the project', async () => {
    void desk.run('antennas');
    planner.end({ ok: true, value: found(true) });
    await settled();
    void desk.run('antennas');
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

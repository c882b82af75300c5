import { beforeEach, expect, it } from 'vitest';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { networkOf, sectorMap, sectorShare } from '../../testing/sector-map.ts';
import { planner } from '../../worker/planner.ts';
import { patchPlanning } from '../store/planning-actions.ts';
import { INITIAL_PLANNING } from '../store/planning-state.ts';
import type { SectorSettings } from '../store/project-document.ts';
import { type StudioState, studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { takeUsers } from './plan-files.ts';
import { PlanningDesk, type PlanningPorts } from './planning-desk.ts';
import { changeScenario } from './project-plans.ts';

const GRID = gridCentredOn(0, 0, 30, 30, 10);
const at = (x: number): number[] =>
  Array.from({ length: 900 }, (_, cell) => {
    const dx = GRID.westM + ((cell % 30) + 0.5) * 10 - x;
    const dy = GRID.northM - (Math.floor(cell / 30) + 0.5) * 10;
    return -60 - 35 * Math.log10(Math.max(1, Math.hypot(dx, dy) / 10));
  });
const sector = (id: string, x: number): SectorSettings => ({
  id,
  siteId: id,
  x,
  y: 0,
  heightM: 20,
  azimuthDeg: 0,
  downtiltDeg: 0,
  pattern: 'iso',
  polarisation: 'V',
  frequencyHz: 2e9,
  powerDbm: 40,
  powerPer: 'total',
  bandwidthHz: 20e6,
  lossesDb: 0,
});

const registry = createRegistry();
let saved: { name: string; text: string }[] = [];
let plan: PlanningPorts['plan'];
const desk = () =>
  new PlanningDesk(registry, () => null, {
    page: { nowMs: () => 0, calm: () => true, later: () => undefined },
    plan: (...given) => plan(...given),
    save: (name, bytes) => saved.push({ name, text: new TextDecoder().decode(bytes) }),
  });
const planning = () => studioStore.getState().planning;

beforeEach(() => {
  saved = [];
  plan = ((task: 'power' | 'handover', job, listener, _, walk = null) =>
    planner[task](job, listener, walk)) as PlanningPorts['plan'];
  registry.networkMap = networkOf(GRID, [
    sectorShare('A', sectorMap(GRID, at(-80))),
    sectorShare('B', sectorMap(GRID, at(80))),
  ]);
  registry.kept.set(
    'k',
    networkOf(GRID, [sectorShare('A', sectorMap(GRID, at(-60))), sectorShare('B', sectorMap(GRID, at(80)))]),
  );
  const { history } = studioStore.getInitialState();
  const project = { ...history.project, name: 'Town', sceneId: 'town', sectors: [sector('A', -80), sector('B', 80)] };
  const kept = { id: 'k', name: 'Before', keptMs: 0, engine: 'sweep' as const, covered: 1, maeDb: null, project };
  studioStore.setState({
    history: { ...history, project },
    map: { refined: true, solves: { engines: ['sweep'] } } as unknown as StudioState['map'],
    kept: [kept],
    planning: INITIAL_PLANNING,
  });
  changeScenario(
    (scenario) => ({
      ...scenario,
      power: { ...scenario.power, users: [2, 4, 6, 8, 10], draws: 2 },
      handover: { ...scenario.handover, users: 20, slots: 30 },
    }),
    'Small',
  );
});

it('plans powers on the chosen maps, judges by the truth, and writes every run', async () => {
  patchPlanning({ chosen: ['now', 'kept:k'], truth: 'now' });
  await desk().run('power');
  const { power, running, problem } = planning();
  expect([running, problem]).toEqual([null, null]);
  expect(power).toMatchObject({ maps: [expect.stringContaining('Now'), 'Before'], sectors: ['A', 'B'] });
  expect(power!.truth).toBe(power!.maps[0]);
  expect(power!.summary.map(({ users, draws }) => [users, draws])).toEqual(
    [2, 4, 6, 8, 10].flatMap((users) => [
      [users, 2],
      [users, 2],
    ]),
  );
  const own = desk();
  await own.run('power');
  await own.save('power');
  expect(saved[0]!.name).toBe('town-power-runs.csv');
  expect(saved[0]!.text.trim().split('\r\n')).toHaveLength(1 + 2 * 5 * 2);
});

it('walks users, and gives the last slots of every decider', async () => {
  patchPlanning({ chosen: ['now'] });
  const own = desk();
  await own.run('handover');
  const { handover } = planning();
  expect(handover!.series.map(({ decider }) => decider)).toEqual(['strongest', 'a3', 'greedy', 'meta']);
  expect(handover!.series[0]!.handovers).toHaveLength(30);
  expect(handover!.truth).toBeNull();
  // Slot by slot, as it was told while it went.
  const { recorded, frames, shown } = studioStore.getState().walk;
  expect([recorded, frames, shown]).toEqual([30, 30, true]);
  const { start, handovers } = own.walk!.record!;
  expect(start.runs.map(({ decider }) => decider)).toEqual(['strongest', 'a3', 'greedy', 'meta']);
  const ofStrongest = Array.from({ length: 30 }, (_, frame) => handovers[4 * frame]);
  expect(ofStrongest).toEqual(handover!.series[0]!.handovers);
  await own.save('handover');
  expect(saved[0]!.text.split('\r\n')[0]).toContain('handovers');
});

it('plans for listed users, and names the one whose place is on no map', async () => {
  patchPlanning({ chosen: ['now'] });
  takeUsers('list.csv', new TextEncoder().encode('x,y,kbps\n-70,0,100\n80,10,200\n'), null);
  const own = desk();
  await own.run('power');
  expect(planning().power!.summary).toMatchObject([{ users: 2, feasible: 2 }]);
  takeUsers('far.csv', new TextEncoder().encode('x,y\n-70,0\n9000,10\n'), null);
  await own.run('power');
  expect(planning().problem).toMatch(/^far.csv: 1 of 2 users lie outside every map, the first is user 2/);
});

it('names the user and the sector that stand in the way', async () => {
  patchPlanning({ chosen: ['now'] });
  changeScenario(
    (scenario) => ({ ...scenario, power: { ...scenario.power, users: [4], demand: { kind: 'constant', bps: 1e9 } } }),
    'Too much',
  );
  await desk().run('power');
  expect(planning().power!.failures).toEqual([
    expect.stringMatching(/^Now · Sweep, 4 users: user \d would need .* of sector [AB], the best there is for it/),
  ]);
});

it('forgets what was planned for another project', async () => {
  patchPlanning({ chosen: ['now'], truth: 'none' });
  const own = desk();
  await own.run('power');
  expect(planning().power).not.toBeNull();
  own.forget();
  expect(planning()).toMatchObject({ power: null, chosen: null, truth: null });
  await own.save('power');
  expect(saved).toEqual([]);
});

it('can be cancelled, and runs one plan at a time', async () => {
  let asked = 0;
  let late = (): void => undefined;
  plan = ((_task, _job, listener, signal: AbortSignal) => {
    asked++;
    late = () => listener.progress(0.5, 'late');
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null)));
  }) as PlanningPorts['plan'];
  const own = desk();
  const first = own.run('power');
  await own.run('power');
  await expect.poll(() => asked).toBe(1);
  expect(planning().running).toMatchObject({ task: 'power', fraction: 0 });
  own.cancel();
  await first;
  expect(planning()).toMatchObject({ running: null, problem: null, power: null });
  // A message that was under way when the Worker was ended.
  late();
  expect(planning().running).toBeNull();
});

it('says what is missing', async () => {
  patchPlanning({ chosen: [] });
  await desk().run('power');
  expect(planning().problem).toBe('Choose at least one map to plan on.');
  registry.networkMap = networkOf(GRID, [sectorShare('A', sectorMap(GRID, at(0)))]);
  patchPlanning({ chosen: ['now'] });
  await desk().run('handover');
  expect(planning().problem).toBe(
    'The chosen maps have one sector in common; handover needs two at least. Now · Sweep has no map of B.',
  );
});

it('shows why planning failed', async () => {
  plan = (async () => ({ ok: false, code: 'bad-input', message: 'No place for users.' })) as PlanningPorts['plan'];
  await desk().run('power');
  expect(planning().problem).toBe('No place for users.');
});

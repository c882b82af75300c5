import { beforeEach, expect, it } from 'vitest';
import { DEFAULT_SETUP } from '../../planning/network-setup.ts';
import { finishGesture, undoEdit } from '../commands/project-commands.ts';
import { networkPlanStore, patchNetworkPlan } from '../store/network-plan-store.ts';
import { studioStore } from '../store/studio-store.ts';
import { createRegistry } from '../store/typed-array-registry.ts';
import { ownLimitWords } from './limit-words.ts';
import { addPoint, changeAntennas, changeSites, changeTargets } from './project-setup.ts';
import { setupOf } from './read-setup.ts';
import { dropFile, setupBytes, takeFile, takeLimits } from './setup-files.ts';

const setup = () => setupOf(studioStore.getState());
const kept = () => studioStore.getState().history.project.networkSetup;
const steps = () => studioStore.getState().history.undoable.map(({ label }) => label);
/** The first bytes of a TIFF in little endian, and something that tells it from others. */
const tiff = (name: string, last: number) => ({ name, bytes: Uint8Array.of(0x49, 0x49, 42, 0, last, 0, 0, 0) });

beforeEach(() => studioStore.setState(studioStore.getInitialState()));

it('is as planning has it until it is changed, and again when that is undone', () => {
  expect(setup()).toEqual({ ...DEFAULT_SETUP, files: {}, problem: null });
  expect(kept()).toBeUndefined();
  changeTargets({ rsrpDbm: -95 }, { label: 'Change the RSRP target' });
  expect(setup().objective.targets).toEqual({ ...DEFAULT_SETUP.objective.targets, rsrpDbm: -95 });
  // The same object while nothing changes: views compare by it.
  expect(setup()).toBe(setup());
  changeTargets({ rsrpDbm: -95 }, { label: 'Change the RSRP target' });
  expect(steps()).toHaveLength(1);
  undoEdit();
  expect(kept()).toBeUndefined();
  changeAntennas({ sectors: null }, { label: 'Choose sectors to turn' });
  expect(kept()).toBeUndefined();
});

it('joins the steps of one field until it is left, and tells no more why the last run came to nothing', () => {
  patchNetworkPlan({ problem: 'Tick at least one sector' });
  const starts = (value: number) =>
    changeAntennas({ starts: value }, { label: 'Change starts', gesture: 'plan Starts' });
  starts(5);
  starts(6);
  finishGesture();
  starts(7);
  expect(networkPlanStore.getState().problem).toBeNull();
  expect(steps()).toEqual(['Change starts', 'Change starts']);
  undoEdit();
  expect(setup().antennas.starts).toBe(6);
  undoEdit();
  expect(setup().antennas.starts).toBe(4);
});

it('takes every picked place as a step of its own', () => {
  addPoint({ x: 20.04, y: 50, roofM: 18.2 });
  addPoint({ x: 300, y: 50, roofM: null });
  expect(setup().sites).toMatchObject({
    from: 'points',
    points: [
      { id: 'place-1', x: 20, heightM: 23 },
      { id: 'place-2', x: 300, heightM: 25 },
    ],
  });
  undoEdit();
  expect(setup().sites.points.map(({ id }) => id)).toEqual(['place-1']);
  undoEdit();
  expect(setup().sites.from).toBe('roofs');
});

it('does not keep a project from opening that has a set-up which is none, and says why', () => {
  const { history } = studioStore.getState();
  const networkSetup = { asked: { antennas: { starts: -1 } }, files: {} };
  studioStore.setState({ history: { ...history, project: { ...history.project, networkSetup } } });
  expect(setup().problem).toMatch(/^The set-up of planning, antennas: "starts" is -1; it must be a number from 1/);
  changeSites({ choose: 2 }, { label: 'Change choose' });
  expect(setup()).toMatchObject({ problem: null, antennas: { starts: 4 }, sites: { choose: 2 } });
});

it('takes files with their bytes, and gives them up again', async () => {
  const registry = createRegistry();
  await takeFile('population', tiff('persons.tif', 1), registry);
  const { source } = setup().files.population!;
  expect(setup().files.population!.name).toBe('persons.tif');
  expect(registry.sources.get(source)).toMatchObject({ kind: 'files', files: [{ name: 'persons.tif', bytes: 8 }] });
  await takeFile('population', tiff('others.tif', 2), registry);
  expect(setup().files.population!.source).not.toBe(source);
  undoEdit();
  const read = await setupBytes(setup(), ['population', 'places'], registry);
  expect([...read.population!.bytes]).toEqual([0x49, 0x49, 42, 0, 1, 0, 0, 0]);
  expect(read.places).toBeUndefined();
  dropFile('population');
  expect(setup().files).toEqual({});
  expect(steps().at(-1)).toBe('Take away a raster of people');
});

it('takes limits by sector by value, ticks who is listed, and refuses a list that does not fit as a whole', () => {
  const csv = (text: string) => ({ name: 'limits.csv', bytes: new TextEncoder().encode(text) });
  const take = (text: string) => takeLimits(csv(text), ['M1', 'M2', 'M3', 'M4']);
  take('id,electrical_min,electrical_max,mechanical,azimuth_range\nM2,2,6,1,20\nM1,,4,,\n');
  expect(setup().antennas).toMatchObject({
    sectors: ['M2', 'M1'],
    tiltDeg: [0, 12],
    limits: {
      name: 'limits.csv',
      sectors: [
        { id: 'M2', tiltDeg: [3, 7], azimuthRangeDeg: 20 },
        { id: 'M1', tiltDeg: [null, 4], azimuthRangeDeg: null },
      ],
    },
  });
  expect(setup().antennas.limits!.sectors.map(ownLimitWords)).toEqual(['3 to 7°, ±20°', 'up to 4°']);
  const stood = setup();
  expect(() => take('id,tilt_min\nM1,2\nX9,2\n')).toThrow(
    'limits.csv, row 2: "X9" is none of the project\'s 4 sectors; write ids as the list of sites has them (M1, M2, M3 …).',
  );
  expect(() => take('id,tilt_min\nM1,north\n')).toThrow(
    /row 1 \(line 2\): tiltMin is "north"; it must be a number from/,
  );
  expect(() => take('id,tilt_min,tilt_max\nM1,9,3\n')).toThrow(/row 1 \(line 2\): tilts from 9 to 3 deg are no range/);
  // Its other end is that of all.
  expect(() => take('id,tilt_min\nM1,2\nM2,20\n')).toThrow(
    'limits.csv, row 2 (M2): tilts from 20 to 12 deg are no range; the second is that of all sectors',
  );
  expect(setup()).toBe(stood);
  undoEdit();
  expect(setup().antennas).toMatchObject({ sectors: null, limits: null });
});

it('refuses a raster that is none, and says when a file has gone', async () => {
  const registry = createRegistry();
  const text = { name: 'persons.csv', bytes: new TextEncoder().encode('x,y,persons') };
  await expect(takeFile('population', text, registry)).rejects.toThrow(/^persons.csv is no GeoTIFF: .*Choose a raster/);
  expect(setup().files).toEqual({});
  await takeFile('population', tiff('persons.tif', 1), registry);
  registry.files.clear();
  await expect(setupBytes(setup(), ['population'], registry)).rejects.toThrow(
    "persons.tif is not in the browser's storage any more: choose it again.",
  );
});

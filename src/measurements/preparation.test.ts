import { describe, expect, it } from 'vitest';
import { localFrame, localFromWgs84 } from '../raster/geo-frame.ts';
import { measurementSet } from './measurement-set.ts';
import { isPlain, prepareMeasurements } from './preparation.ts';

const NONE = Number.NaN;
const set = measurementSet({
  name: 'drive.csv',
  positions: { kind: 'wgs84', latDeg: Float64Array.of(60, 60, 60, 60), lonDeg: Float64Array.of(10, 10, 10, 10) },
  rsrpDbm: Float32Array.of(-80, -81, -82, -83),
  cell: new Int32Array(4),
  cells: ['A'],
  device: Int32Array.of(0, 1, -1, 1),
  devices: ['one', 'two'],
  timeMs: Float64Array.of(1000, 2000, 3000, NONE),
  speedMps: Float32Array.of(0, 5, NONE, 20),
});
const levels = (preparation: Parameters<typeof prepareMeasurements>[1]) => [
  ...prepareMeasurements(set, preparation).measurements.rsrpDbm,
];

describe('prepareMeasurements', () => {
  it('keeps rows within a range of times, both ends included, and counts the others', () => {
    expect(levels({ fromMs: 2000 })).toEqual([-81, -82]);
    expect(levels({ fromMs: 1000, toMs: 2000 })).toEqual([-80, -81]);
    expect(prepareMeasurements(set, { fromMs: 2000, toMs: 2500 }).removed).toEqual([
      { filter: 'time not known', count: 1 },
      { filter: 'before the range of times', count: 1 },
      { filter: 'after the range of times', count: 1 },
    ]);
  });

  it('keeps rows within a range of speeds', () => {
    expect(levels({ leastSpeedMps: 1 })).toEqual([-81, -83]);
    expect(levels({ mostSpeedMps: 5 })).toEqual([-80, -81]);
    expect(prepareMeasurements(set, { leastSpeedMps: 1, mostSpeedMps: 10 }).removed.map(({ count }) => count)).toEqual([
      1, 1, 1,
    ]);
  });

  it('takes offsets of phones off their levels', () => {
    expect(levels({ deviceOffsetsDb: { two: 3 } })).toEqual([-80, -84, -82, -86]);
  });

  it('moves positions by metres, whatever their coordinates are', () => {
    const { positions } = prepareMeasurements(set, { shift: { eastM: 12, northM: -5 } }).measurements;
    if (positions.kind !== 'wgs84') throw new Error('degrees became metres');
    const frame = localFrame({ latDeg: 60, lonDeg: 10 });
    const moved = localFromWgs84(frame, { latDeg: positions.latDeg[0]!, lonDeg: positions.lonDeg[0]! });
    expect(moved.x).toBeCloseTo(12, 1);
    expect(moved.y).toBeCloseTo(-5, 1);
    const local = { ...set, positions: { kind: 'local', x: new Float64Array(4), y: new Float64Array(4) } as const };
    const there = prepareMeasurements(local, { shift: { eastM: 12, northM: -5 } }).measurements.positions;
    expect(there.kind === 'local' && [there.x[3], there.y[3]]).toEqual([12, -5]);
  });

  it('leaves the set as it was', () => {
    prepareMeasurements(set, { deviceOffsetsDb: { two: 3 }, shift: { eastM: 1, northM: 1 }, fromMs: 2000 });
    expect([set.count, ...set.rsrpDbm]).toEqual([4, -80, -81, -82, -83]);
  });

  it.each([
    [{ fromMs: 2000, toMs: 1000 }, 'ends (1970-01-01T00:00:01.000Z) before it begins'],
    [{ leastSpeedMps: 5, mostSpeedMps: 1 }, 'ends (1 m/s) below its beginning (5 m/s)'],
    [{ deviceOffsetsDb: { three: 1 } }, 'drive.csv has no phone "three"; it has one, two'],
  ])('refuses %j', (preparation, message) => {
    expect(() => prepareMeasurements(set, preparation)).toThrow(message);
  });

  it('asks nothing of a file that does not tell it', () => {
    const silent = { ...set, timeMs: null, speedMps: null };
    expect(() => prepareMeasurements(silent, { fromMs: 1 })).toThrow('drive.csv tells no times');
    expect(() => prepareMeasurements(silent, { mostSpeedMps: 1 })).toThrow('drive.csv tells no speeds');
  });
});

it('knows what would change nothing', () => {
  expect(isPlain({})).toBe(true);
  expect(isPlain({ deviceOffsetsDb: { one: 0 }, shift: { eastM: 0, northM: 0 } })).toBe(true);
  expect(isPlain({ toMs: 5 })).toBe(false);
  expect(isPlain({ deviceOffsetsDb: { one: 0.5 } })).toBe(false);
});

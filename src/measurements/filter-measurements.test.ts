import { expect, test } from 'vitest';
import { filterMeasurements, servedBy, withinDistance } from './filter-measurements.ts';
import { measurementSet } from './measurement-set.ts';

const SET = measurementSet({
  name: 'drive.csv',
  rows: 5,
  positions: { kind: 'local', x: Float64Array.of(0, 100, 200, 300), y: Float64Array.of(0, 0, 0, 0) },
  rsrpDbm: Float32Array.of(-60, -70, -80, -90),
  cell: Int32Array.of(0, 1, 1, -1),
  cells: ['1A', '1B'],
  device: Int32Array.of(0, -1, 1, 0),
  devices: ['phone 1', 'phone 2'],
  frequencyHz: Float64Array.of(1.8e9, Number.NaN, 2.6e9, 1.8e9),
  timeMs: Float64Array.of(1, 2, 3, 4),
  accuracyM: Float32Array.of(3, 12, 5, 10),
  indoor: Uint8Array.of(0, 1, 2, 0),
  line: Uint32Array.of(2, 3, 5, 6),
});

test('keeps what passes every filter and counts the rest by the first filter failed', () => {
  const local = { x: Float64Array.of(0, 100, 200, 300), y: new Float64Array(4) };
  const { measurements, removed } = filterMeasurements(SET, [
    withinDistance(local, { x: 0, y: 0 }, 50, 250),
    servedBy(SET, '1B'),
  ]);
  expect(measurements.count).toBe(2);
  expect([...measurements.rsrpDbm]).toEqual([-70, -80]);
  expect([...measurements.line]).toEqual([3, 5]);
  expect([...measurements.timeMs!]).toEqual([2, 3]);
  expect([...measurements.device!]).toEqual([-1, 1]);
  expect(measurements.devices).toEqual(['phone 1', 'phone 2']);
  expect([...measurements.frequencyHz!]).toEqual([Number.NaN, 2.6e9]);
  expect(measurements.positions).toEqual({ kind: 'local', x: Float64Array.of(100, 200), y: Float64Array.of(0, 0) });
  expect(removed).toEqual([
    { filter: '50 to 250 m away', count: 2 },
    { filter: 'served by 1B', count: 0 },
  ]);
  expect(measurements.count + removed.reduce((sum, r) => sum + r.count, 0)).toBe(SET.count);
});

test('names the cells there are when one is asked for that is not', () => {
  expect(() => servedBy(SET, '9Z')).toThrow(/no cell "9Z"; it has 1A, 1B/);
});

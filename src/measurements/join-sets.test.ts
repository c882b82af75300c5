import { expect, it } from 'vitest';
import { joinSets } from './join-sets.ts';
import { measurementSet } from './measurement-set.ts';

const at = (...latDeg: number[]) =>
  ({ kind: 'wgs84', latDeg: Float64Array.from(latDeg), lonDeg: new Float64Array(latDeg.length) }) as const;

const first = measurementSet({
  name: 'monday.csv',
  positions: at(1, 2),
  rsrpDbm: Float32Array.of(-80, -81),
  cell: Int32Array.of(0, 1),
  cells: ['A', 'B'],
  timeMs: Float64Array.of(10, 20),
  rows: 3,
  rejections: [{ reason: 'rsrp-missing', part: 0, lines: Uint32Array.of(4), example: '' }],
  issues: [{ kind: 'warning', code: 'repeated-rows', count: 1, message: 'its own count' }],
});
const second = measurementSet({
  name: 'tuesday.csv',
  positions: at(3, 1),
  rsrpDbm: Float32Array.of(-90, -80),
  cell: Int32Array.of(-1, 1),
  cells: ['C', 'A'],
  device: Int32Array.of(0, -1),
  devices: ['phone'],
  indoor: Uint8Array.of(1, 0),
  timeMs: Float64Array.of(30, 10),
  rows: 4,
  rejections: [{ reason: 'null-island', part: 0, lines: Uint32Array.of(2, 3), example: '0' }],
});

it('puts sets one after another, with cells of one name as one', () => {
  const whole = joinSets('week', [first, second]);
  expect([whole.name, whole.count, whole.rows]).toEqual(['week', 4, 7]);
  expect(whole.cells).toEqual(['A', 'B', 'C']);
  expect([...whole.cell]).toEqual([0, 1, -1, 0]);
  expect([...whole.rsrpDbm]).toEqual([-80, -81, -90, -80]);
  expect(whole.positions.kind === 'wgs84' && [...whole.positions.latDeg]).toEqual([1, 2, 3, 1]);
  expect([...(whole.timeMs ?? [])]).toEqual([10, 20, 30, 10]);
});

it('keeps what each file left out, and which line of which file a row is', () => {
  const whole = joinSets('week', [first, second]);
  expect(whole.parts.map(({ name }) => name)).toEqual(['monday.csv', 'tuesday.csv']);
  expect([...whole.part]).toEqual([0, 0, 1, 1]);
  expect(whole.rejections.map(({ part, reason, lines }) => [part, reason, lines.length])).toEqual([
    [0, 'rsrp-missing', 1],
    [1, 'null-island', 2],
  ]);
  expect(whole.count + whole.rejections.reduce((sum, { lines }) => sum + lines.length, 0)).toBe(whole.rows);
});

it('does not know in one file what only another tells', () => {
  const whole = joinSets('week', [first, second]);
  expect([...(whole.device ?? [])]).toEqual([-1, -1, 0, -1]);
  expect([...(whole.indoor ?? [])]).toEqual([2, 2, 1, 0]);
  expect([whole.speedMps, whole.accuracyM, whole.frequencyHz]).toEqual([null, null, null]);
});

it('counts rows that another file has too, once for the whole', () => {
  const { issues } = joinSets('week', [first, { ...second, device: null, devices: [] }]);
  expect(issues.map(({ code, count }) => [code, count])).toEqual([['repeated-rows', 1]]);
});

it('tells once what was assumed in several files', () => {
  const comma = { kind: 'warning', code: 'decimal-comma', count: 3, message: 'decimal commas' } as const;
  const { issues } = joinSets('week', [
    { ...first, issues: [comma] },
    { ...second, issues: [comma] },
  ]);
  expect(issues[0]).toEqual({ ...comma, count: 6, message: 'decimal commas (and so in 1 other table, 6 in all)' });
  expect(issues.map(({ code }) => code)).toEqual(['decimal-comma', 'repeated-rows']);
});

it('refuses degrees beside metres', () => {
  const metres = { ...second, positions: { kind: 'local', x: new Float64Array(2), y: new Float64Array(2) } as const };
  expect(() => joinSets('week', [first, metres])).toThrow(
    'tuesday.csv gives x and y, monday.csv latitudes and longitudes; open them apart',
  );
});

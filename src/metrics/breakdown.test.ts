import { expect, it } from 'vitest';
import { breakdown, DISTANCE_EDGES_M, distanceGroups, LINE_OF_SIGHT_NAMES, nearHeightGroups } from './breakdown.ts';

it('splits errors by group and leaves empty groups out', () => {
  const rows = breakdown([-80, -90, -99, -70], [-82, -91, -100, -70], [1, 0, 0, -1], LINE_OF_SIGHT_NAMES, {
    policy: 'covered',
  });
  expect(rows.map((r) => [r.name, r.metrics.count, r.metrics.mae])).toEqual([
    ['NLOS', 2, 1],
    ['LOS', 1, 2],
  ]);
  expect(breakdown([-80], [-80], [2], ['a', 'b', 'c'], { policy: 'all' }).map((r) => r.name)).toEqual(['c']);
});

it('keeps a group whose points have no prediction, and shows it uncovered', () => {
  const rows = breakdown([Number.NaN], [-100], [0], ['far'], { policy: 'covered' });
  expect(rows[0]!.metrics).toMatchObject({ count: 0, measured: 1, coverage: 0 });
});

it('bins distances half-open and drops what no bin holds', () => {
  const { groups, names } = distanceGroups([0, 99.9, 100, 2500, Number.NaN], DISTANCE_EDGES_M);
  expect([...groups]).toEqual([0, 0, 1, 5, -1]);
  expect(names[0]).toBe('0-100 m');
  expect(names.at(-1)).toBe('over 2000 m');
});

it('keeps open ground apart from low buildings', () => {
  const { groups, names } = nearHeightGroups([0, 0.5, 10, 29.9, 30, Number.NaN]);
  expect([...groups]).toEqual([0, 1, 2, 3, 4, -1]);
  expect(names).toEqual(['no building', '0-10 m', '10-20 m', '20-30 m', 'over 30 m']);
});

it('refuses groups that do not pair', () => {
  expect(() => breakdown([1, 2], [1, 2], [0], ['a'], { policy: 'all' })).toThrow(/1 group values/);
});

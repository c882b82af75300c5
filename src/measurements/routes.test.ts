import { describe, expect, it } from 'vitest';
import { drivesOf, routesOf } from './routes.ts';

const along = (n: number) => Float64Array.from({ length: n }, (_, i) => 10 * i);

it('parts drives at pauses, leaps and clocks that go back', () => {
  const still = new Float64Array(6);
  expect([...routesOf(Float64Array.of(0, 1e3, 2e3, 200e3, 201e3, 150e3), along(6), still)!]).toEqual([
    0, 0, 0, 1, 1, 2,
  ]);
  expect([...routesOf(Float64Array.of(0, 1e3, 2e3), Float64Array.of(0, 900, 910), new Float64Array(3))!]).toEqual([
    0, 1, 1,
  ]);
});

it('keeps rows without a time with the row before, and knows none without times', () => {
  expect([...routesOf(Float64Array.of(0, Number.NaN, 2e3), along(3), along(3))!]).toEqual([0, 0, 0]);
  expect(routesOf(null, along(3), along(3))).toBeNull();
});

describe('the drives of phones', () => {
  // Two phones that log at the same time, 2 km apart, 30 rows each; the second pauses for ten minutes after its twentieth row.
  const rows = Array.from({ length: 30 }, (_, i) => [
    { phone: 0, at: 1e3 * i, x: 10 * i },
    { phone: 1, at: 1e3 * i + 500 + (i >= 20 ? 600e3 : 0), x: 2000 + 10 * i },
  ]).flat();
  const drives = (of: typeof rows, device: Int32Array | null) => [
    ...drivesOf(
      Float64Array.from(of, ({ at }) => at),
      Float64Array.from(of, ({ x }) => x),
      new Float64Array(of.length),
      device,
    )!,
  ];
  const phones = (of: typeof rows) => Int32Array.from(of, ({ phone }) => phone);
  const truth = (of: typeof rows) => of.map(({ phone, at }) => phone + Number(phone === 1 && at > 600e3));

  it('are told apart where their rows take turns', () => {
    // Row after row leaps from one phone to the other.
    expect(new Set(drives(rows, null)).size).toBeGreaterThan(40);
    expect(drives(rows, phones(rows))).toEqual(truth(rows));
  });

  it('are the same in a file that is sorted by another column, and count no clock that goes back', () => {
    const sorted = [...rows].sort((a, b) => (a.x % 70) - (b.x % 70));
    expect(drives(sorted, phones(sorted))).toEqual(truth(sorted));
    const unnamed = sorted.filter(({ phone }) => phone === 1);
    expect(drives(unnamed, null)).toEqual(truth(unnamed).map((drive) => drive - 1));
  });

  it('stay as they are in a file that joins logs of one clock', () => {
    // The same hour on two days whose dates were lost: in the order of time they would take turns.
    const joined = [0, 1].flatMap((phone) => rows.filter((row) => row.phone === phone));
    expect(drives(joined, null)).toEqual(truth(joined));
  });

  it('keep rows without a phone or a time, and there are none without times', () => {
    const time = Float64Array.of(0, Number.NaN, 2e3);
    const still = new Float64Array(3);
    expect([...drivesOf(time, still, still, Int32Array.of(-1, -1, 0))!]).toEqual([0, 0, 1]);
    expect(drivesOf(null, still, still, null)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { levelFeatures, strongestLevel } from './level-features.ts';
import { softPlus } from './soft-plus.ts';

const grid = { columns: 80, rows: 1, cellSizeM: 5, westM: 0, northM: 5 };
/** -100 dBm in the west, -60 dBm from column 20, no coverage from column 30. */
const levelDbm = Float64Array.from({ length: 80 }, (_, c) => (c < 20 ? -100 : c < 30 ? -60 : Number.NaN));
const level = { grid, levelDbm };

function at(x: number, options = {}): Record<string, number> {
  const table = levelFeatures(level, [x], [2.5], options);
  return Object.fromEntries(table.names.map((name, j) => [name, table.columns[j]![0]!]));
}

describe('levelFeatures', () => {
  it('averages the level in dB over the covered cells of each disc', () => {
    // Cell 20: the disc of 25 m holds cells 15 to 25, five of -100 and six of -60 dBm; that of 75 m cells 5 to 29.
    const place = at(102.5);
    expect(place.levelDbm).toBe(-60);
    expect(place.level25Dbm).toBeCloseTo((5 * -100 + 6 * -60) / 11, 9);
    expect(place.level75Dbm).toBeCloseTo((15 * -100 + 10 * -60) / 25, 9);
    expect(place.strong25Db).toBeCloseTo(softPlus(place.level25Dbm! + 90, 5), 9);
    expect(place.noCoverage).toBe(0);
  });

  it('flags a place without coverage and gives it the average around', () => {
    // Cell 36 is 35 m beyond the last covered one: nothing within 25 m, cells 21 to 29 within 75 m.
    const place = at(182.5);
    expect(place).toMatchObject({ noCoverage: 1, levelDbm: -60, level25Dbm: -60, level75Dbm: -60 });
  });

  it('says nothing where there is no coverage for 150 m, or no map', () => {
    for (const x of [302.5, 1000, -5]) expect(Object.values(at(x)).every(Number.isNaN)).toBe(true);
    expect(at(297.5).noCoverage).toBe(1);
  });

  it('compares with the strongest other sector', () => {
    const other = { grid, levelDbm: new Float64Array(80).fill(-90) };
    const weak = { grid, levelDbm: new Float64Array(80).fill(Number.NaN) };
    other.levelDbm.fill(Number.NaN, 0, 8);
    weak.levelDbm[0] = -95;
    const strongestOther = strongestLevel([other, weak]);
    expect(Array.from(strongestOther.levelDbm).slice(0, 9)).toEqual([-95, ...new Array(7).fill(Number.NaN), -90]);
    expect(at(52.5, { strongestOther }).marginDb).toBeCloseTo(-10, 9);
    // Nothing else within 25 m of cell 1 but the -95 dBm of cell 0.
    expect(at(7.5, { strongestOther }).marginDb).toBeCloseTo(-5, 9);
    const none = { grid, levelDbm: new Float64Array(80).fill(Number.NaN) };
    expect(at(7.5, { strongestOther: none }).marginDb).toBe(40);
  });

  it('refuses a map without coverage and maps of different sizes', () => {
    const nothing = { grid, levelDbm: new Float64Array(80).fill(Number.NaN) };
    expect(() => levelFeatures(nothing, [1], [1])).toThrow(/covers nothing/);
    expect(() => strongestLevel([level, { grid, levelDbm: new Float64Array(3) }])).toThrow(/one grid/);
    expect(() => strongestLevel([])).toThrow(/No map/);
  });
});

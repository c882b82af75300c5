import { describe, expect, it } from 'vitest';
import { TOWN } from '../../testing/calibration-town.ts';
import { Random } from '../../units/random.ts';
import { observe } from '../observations.ts';
import { krigeOnMap } from './krige-on-map.ts';

/** A map of steps in cells of 10 m, and cells that measure a third of it and 7 dB, with noise. */
const GRID = { westM: 0, northM: 200, columns: 20, rows: 20, cellSizeM: 10 };
const random = new Random(5);
const levelDbm = Float32Array.from({ length: 400 }, () => random.between(-110, -50));
const measuredAt = (cell: number) => 7 + levelDbm[cell]! / 3;
const cells = Array.from({ length: 400 }, (_, cell) => cell);
const centre = (cell: number) => ({ x: 5 + 10 * (cell % 20), y: 195 - 10 * Math.floor(cell / 20) });

function observed(kept: readonly number[]) {
  const x = kept.map((cell) => centre(cell).x);
  const y = kept.map((cell) => centre(cell).y);
  return observe(
    TOWN,
    x,
    y,
    kept.map((cell) => measuredAt(cell) + 0.2 * random.normal()),
    5,
  );
}

describe('kriging on a map', () => {
  it('finds how the map is to be read, where nobody has measured', () => {
    // The northern half is measured.
    const observations = observed(cells.slice(0, 200));
    const at = krigeOnMap({ grid: GRID, levelDbm }, observations, Uint32Array.from(observations.cell.keys()), 1);
    const south = cells.slice(260);
    const levels = at({
      x: Float64Array.from(south, (c) => centre(c).x),
      y: Float64Array.from(south, (c) => centre(c).y),
    });
    const error = south.reduce((sum, cell, k) => sum + Math.abs(levels[k]! - measuredAt(cell)), 0) / south.length;
    expect(error).toBeLessThan(0.3);
  });

  it('has no level where the map has none, and refuses a map of elsewhere', () => {
    const observations = observed(cells);
    const train = Uint32Array.from(observations.cell.keys());
    const holed = levelDbm.slice();
    holed[0] = Number.NaN;
    const { x, y } = centre(0);
    const levels = krigeOnMap(
      { grid: GRID, levelDbm: holed },
      observations,
      train,
      1,
    )({
      x: Float64Array.of(x, x + 10),
      y: Float64Array.of(y, y),
    });
    expect(levels[0]).toBeNaN();
    expect(levels[1]).toBeCloseTo(measuredAt(1), 0);
    const away = { grid: { ...GRID, westM: 5000 }, levelDbm };
    expect(() => krigeOnMap(away, observations, train, 1)).toThrow('is it of another place');
  });
});

import { describe, expect, it } from 'vitest';
import { localFrame, localFromWgs84, utmFrame } from './geo-frame.ts';
import { cellAt, gridCentredOn } from './raster-grid.ts';
import { reframed, sameFrame } from './reframe.ts';

describe('reframed', () => {
  it('puts a cell where its place on the Earth is in the other frame, turned by the convergence of the meridians', () => {
    const place = { latDeg: 30.6, lonDeg: 105.9 };
    const local = localFrame(place);
    const utm = utmFrame(48, true, 400_000, 3_380_000);
    const grid = gridCentredOn(0, 0, 101, 101, 5);
    const values = new Float32Array(101 * 101).fill(-90);
    values[cellAt(grid, 240, 0)] = -60;
    const there = reframed(grid, values, local, utm);
    const strong = localFromWgs84(utm, {
      latDeg: 30.6,
      lonDeg: 105.9 + 240 / (111_320 * Math.cos((30.6 * Math.PI) / 180)),
    });
    expect(there.values[cellAt(there.grid, strong.x, strong.y)]).toBe(-60);
    expect(there.values.filter((v) => v === -60).length).toBeLessThanOrEqual(2);
    // The corners of the turned square lie outside it.
    expect(Number.isNaN(there.values[0]!)).toBe(true);
    expect(there.values.filter((v) => !Number.isNaN(v)).length / values.length).toBeCloseTo(1, 1);
  });

  it('knows equal frames', () => {
    const at = (latDeg: number) => localFrame({ latDeg, lonDeg: 8 });
    expect(sameFrame(at(50), at(50))).toBe(true);
    expect(sameFrame(at(50), at(51))).toBe(false);
    expect(sameFrame(null, at(50))).toBe(false);
  });
});

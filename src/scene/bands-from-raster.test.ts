import { describe, expect, it } from 'vitest';
import { cellCentre, type RasterGrid } from '../raster/raster-grid.ts';
import { bandsFromRaster } from './bands-from-raster.ts';
import { pointInRing, signedArea } from './ring.ts';
import type { Polygon } from './trace-rings.ts';

const NONE = Number.NaN;
const GRID: RasterGrid = { columns: 100, rows: 100, cellSizeM: 2, westM: -100, northM: 100 };

const areaOf = (polygons: readonly Polygon[]) =>
  polygons.reduce((sum, { outer, holes }) => sum + signedArea(outer) + holes.reduce((s, h) => s + signedArea(h), 0), 0);

const valuesOf = (grid: RasterGrid, of: (x: number, y: number) => number) =>
  Float32Array.from({ length: grid.columns * grid.rows }, (_, cell) => {
    const { x, y } = cellCentre(grid, cell);
    return of(x, y);
  });

/** Falls by 1 a metre from 0 at the origin. */
const cone = valuesOf(GRID, (x, y) => -Math.hypot(x, y));

describe('bandsFromRaster', () => {
  it('cuts a cone into rings of the right area', () => {
    const bands = bandsFromRaster(cone, GRID, [-80, -40, -20]);
    expect(bands.map((polygons) => polygons.length)).toEqual([1, 1, 1, 1]);
    const [rest, wide, ring, disc] = bands.map(areaOf) as [number, number, number, number];
    expect(Math.abs(disc / (Math.PI * 20 ** 2) - 1)).toBeLessThan(0.01);
    expect(Math.abs(ring / (Math.PI * (40 ** 2 - 20 ** 2)) - 1)).toBeLessThan(0.01);
    expect(Math.abs(wide / (Math.PI * (80 ** 2 - 40 ** 2)) - 1)).toBeLessThan(0.01);
    expect(rest + wide + ring + disc).toBeCloseTo(200 ** 2, 6);
    // The ring has the disc for its hole, run the other way.
    expect(bands[2]![0]!.holes.map((hole) => Math.round(signedArea(hole)))).toEqual([-Math.round(disc)]);
    // Every vertex of the disc lies within a twentieth of a cell of its circle.
    const { outer } = bands[3]![0]!;
    for (let i = 0; i < outer.length; i += 2)
      expect(Math.abs(Math.hypot(outer[i]!, outer[i + 1]!) - 20)).toBeLessThan(0.1);
  });

  it('leaves cells without data out, to their very edge', () => {
    const isHole = (x: number, y: number) => x > 10 && x < 30 && y > -10 && y < 50;
    const values = valuesOf(GRID, (x, y) => (isHole(x, y) ? NONE : -Math.hypot(x, y)));
    const bands = bandsFromRaster(values, GRID, [-80, -40, -20]);
    expect(bands.reduce((sum, polygons) => sum + areaOf(polygons), 0)).toBeCloseTo(200 ** 2 - 20 * 60, 6);
    const covers = (x: number, y: number) =>
      bands.flat().filter(({ outer, holes }) => pointInRing(outer, x, y) && !holes.some((h) => pointInRing(h, x, y)));
    expect(covers(10.01, 0)).toHaveLength(0);
    expect(covers(29.99, 49.99)).toHaveLength(0);
    expect(covers(9.99, 0)).toHaveLength(1);
    expect(covers(30.01, 0)).toHaveLength(1);
  });

  it('has a hole in the band about it', () => {
    const values = valuesOf(GRID, (x, y) => (Math.hypot(x - 60, y) < 5 ? NONE : 1));
    const [below, above] = bandsFromRaster(values, GRID, [0]);
    expect(below).toEqual([]);
    expect(above).toHaveLength(1);
    expect(above![0]!.holes).toHaveLength(1);
    const missing = values.filter(Number.isNaN).length;
    expect(signedArea(above![0]!.holes[0]!)).toBeCloseTo(-4 * missing, 6);
  });

  it('parts what touches at a corner alone', () => {
    const grid: RasterGrid = { columns: 2, rows: 2, cellSizeM: 10, westM: 0, northM: 20 };
    const [, squares] = bandsFromRaster(Float32Array.of(5, NONE, NONE, 5), grid, [0]);
    expect(squares!.map(({ outer, holes }) => [signedArea(outer), outer.length, holes.length])).toEqual([
      [100, 8, 0],
      [100, 8, 0],
    ]);
  });

  it('puts values on a break into the band above it, and steep steps into every band between', () => {
    const grid: RasterGrid = { columns: 3, rows: 1, cellSizeM: 10, westM: 0, northM: 10 };
    const values = Float32Array.of(-60, -60, -140);
    const bands = bandsFromRaster(values, grid, [-130, -110, -90, -70]);
    // From -60 at x = 15 to -140 at x = 25: 1.25 m for every ten.
    [12.5 + 50, 25, 25, 25, 162.5].forEach((area, band) => {
      expect(areaOf(bands[band]!)).toBeCloseTo(area, 6);
    });
    const [, onBreak] = bandsFromRaster(values, grid, [-60]);
    expect(areaOf(onBreak!)).toBeCloseTo(150, 0);
  });

  it('shares noise out without gap or overlap', () => {
    let state = 7;
    const random = () => {
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    };
    const values = valuesOf(GRID, () => (random() < 0.2 ? NONE : Math.round(100 * random()) / 100));
    const covered = values.filter((value) => !Number.isNaN(value)).length;
    const told: number[] = [];
    const bands = bandsFromRaster(values, GRID, [0.25, 0.5, 0.75], (fraction) => told.push(fraction));
    // Every 32 of 100 rows, then each of the four bands.
    expect(told.map((fraction) => Math.round(1000 * fraction))).toEqual([0, 128, 256, 384, 400, 550, 700, 850]);
    const total = bands.reduce((sum, polygons) => sum + areaOf(polygons), 0);
    expect(Math.abs(total / (4 * covered) - 1)).toBeLessThan(1e-4);
    for (const { outer, holes } of bands.flat()) {
      expect(signedArea(outer)).toBeGreaterThan(0);
      expect(holes.every((hole) => signedArea(hole) < 0)).toBe(true);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { cornerHeights } from '../../raster/corner-heights.ts';
import { gridCentredOn } from '../../raster/raster-grid.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import {
  floor,
  meshOfQuads,
  quad,
  requestOf,
  scatteredByMetalWall,
  sceneOf,
  sectorAt,
  streetQuads,
} from '../mesh/mesh-fixture.ts';
import type { RadioMap } from '../radio-map.ts';
import { cellMeans, hills } from '../receivers/surface-fixture.ts';
import { createReferenceSolver } from '../reference/solve-by-reference.ts';
import type { ReceiverSurface, SolveRequest, SolveSettings } from '../solve-request.ts';
import { createLaunchSolverCpu } from './solve-launch-on-cpu.ts';

const solver = createLaunchSolverCpu();
const FREE_SPACE = (SPEED_OF_LIGHT / 3.5e9 / (4 * Math.PI)) ** 2;
const EMPTY = sceneOf(meshOfQuads([]));
const STREET = sceneOf(meshOfQuads(streetQuads()));
const grid = gridCentredOn(0.3, 0.2, 20, 20, 2);
const draped = (height: (x: number, y: number) => number): ReceiverSurface => ({
  kind: 'draped',
  cornerZM: cornerHeights(grid, height),
});
/** Upright, 30 m long and 16 m high, from the south-west to the north-east past the origin. */
const SECTION: Pick<SolveRequest, 'grid' | 'receiverSurface'> = {
  grid: { columns: 15, rows: 8, cellSizeM: 2, westM: 0, northM: 16.5 },
  receiverSurface: { kind: 'section', x: -12, y: -9, towards: [0.8, 0.6] },
};

/** Root mean square of what cells miss of `expected`, as a share of it, and of the sum. */
function miss(map: RadioMap, expected: Float64Array): { cells: number; sum: number } {
  const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  const squares = map.pathGain.reduce((sum, gain, cell) => sum + (gain / expected[cell]! - 1) ** 2, 0);
  return { cells: Math.sqrt(squares / expected.length), sum: Math.abs(total(map.pathGain) / total(expected) - 1) };
}

describe('receivers on a slope, on hills and on an upright plane', () => {
  const [tx, ty, tz] = [3.1, -2.2, 14];
  const freeSpace = (x: number, y: number, z: number) => FREE_SPACE / ((x - tx) ** 2 + (y - ty) ** 2 + (z - tz) ** 2);

  it.each([
    ['a slope of 0.7', { grid, receiverSurface: draped((x, y) => 4 + 0.5 * x - 0.49 * y) }],
    ['hills', { grid, receiverSurface: draped(hills) }],
    ['hills below and above the transmitter', { grid, receiverSurface: draped((x, y) => 2 * hills(x, y)) }],
    ['an upright plane', SECTION],
  ] as const)('give the cell average of free space: %s', async (_, receivers) => {
    const request = { ...requestOf(EMPTY, sectorAt(tx, ty, tz), { rays: 400_000, maxDepth: 0 }), ...receivers };
    const expected = cellMeans(request, freeSpace);
    const { cells, sum } = miss(await solver.solve(request), expected);
    expect(cells).toBeLessThan(0.05);
    expect(sum).toBeLessThan(0.005);
    const reference = miss(await createReferenceSolver().solve(request), expected);
    expect(reference.cells).toBeLessThan(0.15);
    expect(reference.sum).toBeLessThan(0.01);
  });

  it.each([
    ['hills', { grid, receiverSurface: draped((x, y) => 0.2 + hills(x, y)) }],
    ['an upright plane', SECTION],
  ] as const)('give direct ray and mirror image over a perfect floor: %s', async (_, receivers) => {
    const mirror = sceneOf(meshOfQuads([floor('metal', 0, 400)]));
    const request = { ...requestOf(mirror, sectorAt(tx, ty, tz), { rays: 400_000, maxDepth: 1 }), ...receivers };
    const image = (x: number, y: number, z: number) => freeSpace(x, y, z) + freeSpace(x, y, -z);
    const { cells, sum } = miss(await solver.solve(request), cellMeans(request, image));
    expect(cells).toBeLessThan(0.05);
    expect(sum).toBeLessThan(0.005);
  });

  it('are lit by an antenna within their upright plane as by any other', async () => {
    // On the line, 5 m from its start: no ray crosses the plane, all boxes are filled.
    const sector = sectorAt(-8, -6, 7);
    const request = { ...requestOf(EMPTY, sector, { rays: 800_000, maxDepth: 0 }), ...SECTION };
    const far = (x: number, y: number, z: number) => (x - sector.x) ** 2 + (y - sector.y) ** 2 + (z - sector.z) ** 2;
    const expected = cellMeans(request, (x, y, z) => FREE_SPACE / far(x, y, z));
    const map = await solver.solve(request);
    let looked = 0;
    map.pathGain.forEach((gain, cell) => {
      // Beside the antenna the gain of a box is not that of a few points of it.
      if (expected[cell]! > FREE_SPACE / 16) return;
      looked++;
      expect(Math.abs(10 * Math.log10(gain / expected[cell]!))).toBeLessThan(0.6);
    });
    expect(looked).toBeGreaterThan(90);
    expect(map.lineOfSight.every((seen) => seen === 1)).toBe(true);
  });

  it('give on level ground the map of the plane, to the bit, with every mechanism', async () => {
    const settings: Partial<SolveSettings> = {
      maxDepth: 3,
      rays: 60_000,
      refraction: true,
      diffraction: true,
      scattering: { coefficient: 0.4 },
      moments: true,
    };
    const plane = { ...requestOf(STREET, sectorAt(0.5, -12.3, 18), settings), grid };
    const [expected, found] = [
      await solver.solve(plane),
      await solver.solve({ ...plane, receiverSurface: draped(() => 1.5) }),
    ];
    expect(found.pathGain).toEqual(expected.pathGain);
    expect(found.samples).toEqual(expected.samples);
    expect(found.lineOfSight).toEqual(expected.lineOfSight);
    expect(found.moments).toEqual(expected.moments);
  });

  it.each([
    ['a slope', { grid: gridCentredOn(0, -1, 8, 8, 1), receiverSurface: null }],
    ['an upright plane', SECTION],
  ] as const)(
    'are scattered at by a wall as the integral over its area says: %s',
    async (_, { grid, receiverSurface }) => {
      const wall = sceneOf(meshOfQuads([quad('metal', [-6, 5, 0], [6, 5, 0], [6, 5, 9], [-6, 5, 9])]));
      const settings = {
        lineOfSight: false,
        reflection: false,
        maxDepth: 1,
        rays: 800_000,
        scattering: { coefficient: 0.7 },
      };
      const surface = receiverSurface ?? {
        kind: 'draped' as const,
        cornerZM: cornerHeights(grid, (x, y) => 1.5 + 0.15 * x - 0.05 * y),
      };
      const base = requestOf(wall, sectorAt(0.7, -3.1, 4.2), settings);
      const request = { ...base, grid, receiverSurface: surface };
      const expected = cellMeans(
        request,
        (x, y, z) => (y < 5 ? scatteredByMetalWall(base.sector, { x, y, z }, 0.7) : 0),
        3,
      );
      const map = await solver.solve(request);
      let [found, whole, variance] = [0, 0, 0];
      map.pathGain.forEach((gain, cell) => {
        const standardError = gain > 0 ? gain * (10 ** (map.spreadDb![cell]! / 10) - 1) : 0;
        found += gain;
        variance += standardError ** 2;
        whole += expected[cell]!;
      });
      expect(Math.abs(found - whole)).toBeLessThan(4 * Math.sqrt(variance) + 0.01 * whole);
      expect(Math.sqrt(variance)).toBeLessThan(0.06 * whole);
    },
  );

  it('know diffraction where they are: a section agrees with planes that cut it', async () => {
    const settings = { maxDepth: 1, rays: 2000, diffraction: true, lineOfSight: false, reflection: false };
    const base = requestOf(STREET, sectorAt(40, 3, 18), settings);
    // Behind the east block, from the street's middle up.
    const section = await solver.solve({
      ...base,
      grid: { columns: 4, rows: 4, cellSizeM: 0.5, westM: 0, northM: 7 },
      receiverSurface: { kind: 'section', x: -1, y: 1, towards: [1, 0] },
    });
    const expected = [6.75, 6.25, 5.75, 5.25].map(async (receiverZM) => {
      const map = await solver.solve({ ...base, grid: gridCentredOn(0, 1, 4, 1, 0.5), receiverZM });
      return map.pathGain;
    });
    const planes = await Promise.all(expected);
    section.pathGain.forEach((gain, cell) => {
      expect(gain).toBeGreaterThan(0);
      const there = planes[Math.floor(cell / 4)]![cell % 4]!;
      // Cells reach a quarter metre to either side of where the other's do not.
      expect(Math.abs(10 * Math.log10(gain / there))).toBeLessThan(0.3);
    });
  });

  it.each([
    ['too few heights', { kind: 'draped', cornerZM: new Float64Array(400) }, /400 heights; 20 x 20 cells have 441/],
    [
      'a hole',
      { kind: 'draped', cornerZM: cornerHeights(grid, (x) => (x > 20 ? Number.NaN : 1)) },
      /height NaN m at corner 20, 0/,
    ],
    ['no direction', { kind: 'section', x: 0, y: 0, towards: [0, 0] }, /two points apart/],
  ] as const)('are refused in words: %s', async (_, receiverSurface, words) => {
    const request = { ...requestOf(EMPTY, sectorAt(tx, ty, tz)), grid, receiverSurface };
    await expect(solver.solve(request as SolveRequest)).rejects.toMatchObject({ code: 'bad-input' });
    await expect(solver.solve(request as SolveRequest)).rejects.toThrow(words);
  });
});

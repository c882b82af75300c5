import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../propagation/solve-request.ts';
import { createSweepSolverCpu } from '../../propagation/sweep/solve-on-cpu.ts';
import { patternGain } from '../../radio/antenna.ts';
import { deygoutLoss } from '../../radio/deygout.ts';
import { cellAt, gridCentredOn } from '../../raster/raster-grid.ts';
import type { Building, Scene } from '../../scene/scene.ts';
import { synthesiseCity } from '../../scene/synthetic/synthesise-city.ts';
import type { Sector } from '../../sites/sector.ts';
import { dbFromLinear } from '../../units/decibel.ts';
import { antennaGainTable, tableGainDbi } from './antenna-gain-table.ts';
import { featureMaps } from './feature-maps.ts';

const EMPTY: Scene = {
  ...synthesiseCity(1, { sizeM: 600 }),
  name: 'field',
  buildings: [],
  roads: [],
  water: [],
  landUse: null,
};

const SECTOR: Sector = {
  id: 's',
  siteId: 's',
  x: 0,
  y: 0,
  z: 30,
  azimuthDeg: 90,
  downtiltDeg: 0,
  pattern: 'iso',
  polarisation: 'V',
  frequencyHz: 1.8e9,
  powerDbm: 43,
  powerPer: 'total',
  bandwidthHz: 20e6,
  lossesDb: 0,
};

function block(id: string, minX: number, minY: number, maxX: number, maxY: number, heightM: number): Building {
  const outer = Float64Array.of(minX, minY, maxX, minY, maxX, maxY, minX, maxY);
  return { id, outer, holes: [], heightM, wallMaterial: 'concrete', roofMaterial: 'concrete' };
}

function planesOf(scene: Scene, sector: Partial<Sector> = {}, size = 64) {
  const grid = gridCentredOn(0, 0, size, size, 5);
  const maps = featureMaps({ scene, sector: { ...SECTOR, ...sector }, grid, receiverZM: 1.5 });
  return {
    maps,
    grid,
    at: (channel: keyof typeof maps.planes, x: number, y: number) => maps.planes[channel][cellAt(grid, x, y)]!,
  };
}

describe("the paper's channels", () => {
  const house = block('house', 40, 40, 60, 60, 12);
  const tower = block('tower', 50, 40, 70, 60, 30);
  // Its footprint holds no centre of a cell of 5 m.
  const kiosk = block('kiosk', -61, -61, -59, -59, 4);
  const road = { line: Float64Array.of(-80, -20.5, 80, -20.5), widthM: 1 };
  const landUse = {
    grid: gridCentredOn(0, 0, 4, 4, 40),
    classes: Uint8Array.from({ length: 16 }, (_, i) => i + 8),
    names: Array.from({ length: 24 }, (_, i) => `class ${i}`),
  };
  const { maps, at, grid } = planesOf({ ...EMPTY, buildings: [house, tower, kiosk], roads: [road], landUse });

  test('D12: are height, land use from 0 (unknown) to 23, roads and the free-space level, on one grid', () => {
    const cells = grid.columns * grid.rows;
    for (const plane of [
      maps.planes['building-height'],
      maps.landUse,
      maps.planes.road,
      maps.planes['free-space-gain'],
    ])
      expect(plane).toHaveLength(cells);
    expect(maps.landUse[cellAt(grid, -79, 79)]).toBe(8);
    expect(maps.landUse[cellAt(grid, 79, -79)]).toBe(23);
    // Beyond the raster nothing is known.
    expect(maps.landUse[cellAt(grid, 150, 150)]).toBe(0);
    expect(new Set(maps.planes.road)).toEqual(new Set([0, 1]));
  });

  test('D13: give a cell what lies at its centre, of two buildings the higher, and a road to all that it touches', () => {
    expect(at('building-height', 42, 42)).toBe(12);
    expect(at('building-height', 52, 52)).toBe(30);
    expect(at('building-height', 72, 52)).toBe(0);
    expect(at('building-height', -61, -61)).toBe(0);
    // Half a metre to either side of y = -20.5 it touches the cells from -25 to -20 and, at its edge, no others.
    expect([at('road', 2, -18), at('road', 2, -22), at('road', 2, -27)]).toEqual([0, 1, 0]);
  });

  test('D14: count the distance in three dimensions to 1.5 m above the ground, at least 1 m', () => {
    const { at: over } = planesOf(EMPTY, { x: 2.5, y: 2.5, z: 30 });
    expect(10 ** over('log-distance', 2, 2)).toBeCloseTo(28.5, 3);
    expect(10 ** over('log-distance', 102, 2)).toBeCloseTo(Math.hypot(100, 28.5), 3);
    const { at: beside } = planesOf(EMPTY, { x: 2.5, y: 2.5, z: 1.7 });
    expect(beside('log-distance', 2, 2)).toBe(0);
    expect(beside('free-space-gain', 2, 2)).toBeCloseTo(-20 * Math.log10((4 * Math.PI * 1.8e9) / 299_792_458), 3);
  });
});

describe('free space and antenna', () => {
  test('is 97.55 dB of loss at 1 km and 1.8 GHz, less the slant', () => {
    const { at, grid } = planesOf(EMPTY, {}, 512);
    const cell = cellAt(grid, 1000, 0);
    expect(cell).toBeGreaterThan(0);
    const d = Math.hypot(1002.5, 2.5, 28.5);
    expect(at('free-space-gain', 1001, 1)).toBeCloseTo(-(97.553 + 20 * Math.log10(d / 1000)), 2);
    expect(at('log-distance', 1001, 1)).toBeCloseTo(Math.log10(d), 5);
  });

  test('D17: agrees with the sweep in an empty field to 0.1 dB, for a tilted sector', async () => {
    const sector = { ...SECTOR, pattern: 'tr38901' as const, azimuthDeg: 37, downtiltDeg: 8 };
    const grid = gridCentredOn(0, 0, 48, 48, 10);
    const settings = {
      ...DEFAULT_SETTINGS,
      maxDepth: 0,
      reflection: false,
      refraction: false,
      diffraction: false,
      azimuths: 2048,
    };
    const map = await createSweepSolverCpu().solve({ scene: EMPTY, sector, grid, receiverZM: 1.5, settings });
    const { planes } = featureMaps({ scene: EMPTY, sector, grid, receiverZM: 1.5 });
    const errors = Array.from(planes['free-space-gain'], (g, i) => Math.abs(g - dbFromLinear(map.pathGain[i]!)));
    errors.sort((a, b) => a - b);
    expect(errors[Math.floor(errors.length * 0.9)]).toBeLessThan(0.1);
  });

  test('takes the quadrant from atan2: behind the antenna is not in front of it', () => {
    const { at } = planesOf(EMPTY, { pattern: 'tr38901', azimuthDeg: 90 });
    expect(at('free-space-gain', 101, 1) - at('free-space-gain', -101, 1)).toBeGreaterThan(20);
    expect(at('bearing-cos', 101, 1)).toBeCloseTo(1, 2);
    expect(at('bearing-cos', -101, 1)).toBeCloseTo(-1, 2);
    // Clockwise from east is south.
    expect(at('bearing-sin', 1, -101)).toBeCloseTo(1, 1);
  });

  test('the table of gains is within 0.1 dB of the pattern, kinks included', () => {
    for (const pattern of ['tr38901', 'iso', 'hw_dipole'] as const) {
      const table = antennaGainTable(pattern);
      for (let k = 0; k < 500; k++) {
        const theta = 0.4 + ((k * 0.618) % 1) * 2.3;
        const phi = -3 + ((k * 0.377) % 1) * 6;
        const [x, y, z] = [Math.sin(theta) * Math.cos(phi), Math.sin(theta) * Math.sin(phi), Math.cos(theta)];
        expect(Math.abs(tableGainDbi(table, x, y, z) - dbFromLinear(patternGain(pattern, theta, phi)))).toBeLessThan(
          0.1,
        );
      }
    }
  });
});

describe('obstruction', () => {
  const scene: Scene = { ...EMPTY, buildings: [block('b', 40, -60, 70, 60, 40)] };

  test('is the length of the line inside buildings, and sight ends there', () => {
    const { at } = planesOf(scene);
    expect(at('line-of-sight', 31, 1)).toBe(1);
    expect(at('line-of-sight', 101, 1)).toBe(0);
    expect(at('obstruction', 31, 1)).toBe(0);
    // 30 m of building along the plan, a little more along the slant; a step of the walk is 2.5 m.
    expect(Math.abs(at('obstruction', 101, 1) - 30 * Math.hypot(1, 28.5 / 102.5))).toBeLessThan(2.6);
    expect(at('obstruction', -101, 1)).toBe(0);
  });

  test('the dominant edge stands above the line; over one roof its loss is that of its two edges', () => {
    const { at } = planesOf(scene);
    // The line to (102.5, 2.5) passes the far edge, near 68.75 m, at 30 - 28.5 * 68.75 / 102.5 = 10.9 m.
    expect(at('excess-height', 101, 1)).toBeCloseTo(40 - (30 - (28.5 * 68.75) / 102.5), 0);
    const { lossDb } = deygoutLoss(
      {
        lengthM: Math.hypot(102.5, 2.5),
        transmitterZM: 30,
        receiverZM: 1.5,
        distancesM: [40.01, 70.02],
        heightsM: [40, 40],
      },
      299_792_458 / 1.8e9,
    );
    expect(Math.abs(at('knife-edge-loss', 101, 1) - lossDb)).toBeLessThan(1);
    expect(at('knife-edge-loss', -101, 1)).toBe(0);
    expect(at('excess-height', -101, 1)).toBe(-50);
  });

  test('indoor cells are told from outdoor ones; a courtyard is outdoors', () => {
    const ring = block('c', -80, -80, -20, -20, 12);
    const yard = Float64Array.of(-60, -60, -60, -40, -40, -40, -40, -60);
    const { maps, grid, at } = planesOf({ ...EMPTY, buildings: [{ ...ring, holes: [yard] }] });
    expect(maps.outdoor[cellAt(grid, -70, -50)]).toBe(0);
    expect(maps.outdoor[cellAt(grid, -50, -50)]).toBe(1);
    expect(at('building-height', -71, -51)).toBe(12);
  });
});

describe('turning the world', () => {
  test('a quarter turn of city and antenna turns every plane, bearings included', () => {
    const city: Scene = { ...EMPTY, buildings: [block('b', 40, 20, 70, 60, 25), block('c', -90, -40, -50, -30, 45)] };
    const turned: Scene = {
      ...city,
      // (x, y) -> (y, -x): clockwise by 90 degrees.
      buildings: city.buildings.map((b) => ({
        ...b,
        outer: Float64Array.from(b.outer, (_, i) => (i % 2 === 0 ? b.outer[i + 1]! : -b.outer[i - 1]!)),
      })),
    };
    const sector = { pattern: 'tr38901' as const, azimuthDeg: 20, downtiltDeg: 5 };
    const a = planesOf(city, sector);
    const b = planesOf(turned, { ...sector, azimuthDeg: 110 });
    const n = a.grid.columns;
    for (const channel of Object.keys(a.maps.planes) as (keyof typeof a.maps.planes)[]) {
      let worst = 0;
      let off = 0;
      for (let row = 0; row < n; row++) {
        for (let column = 0; column < n; column++) {
          const before = a.maps.planes[channel][row * n + column]!;
          const after = b.maps.planes[channel][column * n + (n - 1 - row)]!;
          const difference = Math.abs(before - after);
          worst = Math.max(worst, difference);
          if (difference > 1e-3) off++;
        }
      }
      // A sample on the very edge of a cell may fall to either side of it.
      expect(off / n ** 2, `${channel} (${worst})`).toBeLessThan(0.01);
    }
  });
});

test('roads are as wide as they are, and every cell that they touch counts', () => {
  const scene: Scene = { ...EMPTY, roads: [{ line: Float64Array.of(-150, 1, 150, 1), widthM: 8 }] };
  const { maps, grid } = planesOf(scene);
  const column = Array.from({ length: 64 }, (_, row) => maps.planes.road[row * 64 + 32]);
  // From y = -3 to y = 5: the rows from -5 to 5 m.
  expect(column.reduce((sum: number, v) => sum + v!, 0)).toBe(2);
  expect(maps.planes.road[cellAt(grid, 10, 2)]).toBe(1);
  expect(maps.planes.road[cellAt(grid, 10, 12)]).toBe(0);
});

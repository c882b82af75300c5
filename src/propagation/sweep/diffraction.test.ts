import { describe, expect, it } from 'vitest';
import { antennaField } from '../../radio/antenna.ts';
import { deygoutLoss } from '../../radio/deygout.ts';
import { knifeEdgeLossDb } from '../../radio/knife-edge.ts';
import { cellCentre, gridCentredOn } from '../../raster/raster-grid.ts';
import { SPEED_OF_LIGHT } from '../../units/constants.ts';
import { PROVENANCE } from '../radio-map.ts';
import type { SolveRequest } from '../solve-request.ts';
import { DIFFRACTED, DIRECT, LEAST_GAIN, REFLECTED, TRANSMITTED } from './accumulator.ts';
import { finishMap } from './finish-map.ts';
import { indoorCells, rooftopGain } from './rooftop-profile.ts';
import { createSweepSolverCpu } from './solve-on-cpu.ts';
import { box, cityOf, court, FREE_SPACE, FREQUENCY_HZ, requestOf, sectorAt } from './sweep-fixture.ts';
import { sweepProblem } from './sweep-problem.ts';
import { visibleCorners } from './visible-corners.ts';

const WAVELENGTH_M = SPEED_OF_LIGHT / FREQUENCY_HZ;

describe('rooftop diffraction', () => {
  it('is free space, the antenna and Deygout over both edges of every roof', () => {
    const scene = cityOf([
      box('a', 20, -40, 32, 40, 14),
      box('b', 60, -40, 75, 40, 18),
      box('c', 90, -40, 101, 40, 12),
    ]);
    const sector = sectorAt(0, 0, 25, { pattern: 'tr38901', azimuthDeg: 75, downtiltDeg: 6 });
    const p = sweepProblem(requestOf(scene, sector));
    for (const [x, y] of [
      [110, 0.4],
      [130, 9],
      [104, -14],
    ] as const) {
      const d = Math.hypot(x, y);
      const edges = [20, 32, 60, 75, 90, 101].map((at) => (at * d) / x);
      const loss = deygoutLoss(
        {
          lengthM: d,
          transmitterZM: 25,
          receiverZM: 1.5,
          distancesM: edges,
          heightsM: [14, 14, 18, 18, 12, 12],
        },
        WAVELENGTH_M,
      ).lossDb;
      const length = Math.hypot(d, 23.5);
      const [theta, phi] = antennaField('tr38901', 0, 75, 6, x / length, y / length, -23.5 / length);
      const expected = (FREE_SPACE * (theta ** 2 + phi ** 2) * 10 ** (-loss / 10)) / length ** 2;
      expect(loss).toBeGreaterThan(15);
      expect(10 * Math.log10(rooftopGain(p, x, y) / expected)).toBeCloseTo(0, 2);
    }
    // In plain view there is no edge to bend over.
    expect(rooftopGain(p, 10, 5)).toBe(0);
  });

  it('starts from a mast at the very edge of its roof', () => {
    const tower = box('tower', -10, -10, 0.004, 10, 20);
    const scene = cityOf([tower, box('b', 30, -40, 45, 40, 15)]);
    const p = sweepProblem(requestOf(scene, sectorAt(0, 0, 23)));
    const loss = deygoutLoss(
      { lengthM: 60, transmitterZM: 23, receiverZM: 1.5, distancesM: [30, 45], heightsM: [15, 15] },
      WAVELENGTH_M,
    ).lossDb;
    const expected = (FREE_SPACE * 10 ** (-loss / 10)) / (60 ** 2 + 21.5 ** 2);
    expect(10 * Math.log10(rooftopGain(p, 60, 0) / expected)).toBeCloseTo(0, 2);
  });

  it('is for the open: a cell whose middle lies under a roof has none, a courtyard has', () => {
    const buildings = [court('a', box('a', 2, 2, 18, 18, 9), 6, 6, 14, 14), box('kerb', 20, 2, 24, 18, 1)];
    const indoor = indoorCells(cityOf(buildings), gridCentredOn(15, 10, 30, 20, 1), 1.5);
    let count = 0;
    for (const cell of indoor) count += cell;
    expect(count).toBe(16 * 16 - 8 * 8);
    // Row 10 from the north, y = 9.5: wall, courtyard, wall, kerb below the receivers.
    expect([...indoor.subarray(300, 330)].join('')).toBe('001111000000001111000000000000');
  });
});

describe('corner diffraction', () => {
  // The shadow of a long slab's west end: the mast stands south of it, the edge at (0, 20).
  const scene = cityOf([box('slab', 0, 20, 150, 30, 60)], { groundZM: null });
  const request: SolveRequest = {
    ...requestOf(scene, sectorAt(20, -20, 30), { reflection: false, azimuths: 16384, diffraction: true }),
    grid: gridCentredOn(-20, 60, 100, 60, 1),
  };

  it('looks from the edge that parts light from shadow, between the line of sight and the wall', () => {
    const corners = visibleCorners(sweepProblem(request));
    expect(corners.length).toBe(2);
    const west = corners.find((c) => c.x === 0)!;
    expect([west.x, west.y, west.roofM]).toEqual([0, 20, 60]);
    expect(west.distanceM).toBeCloseTo(Math.hypot(20, 40), 9);
    expect(west.shadowFromRad).toBeCloseTo(Math.atan2(40, -20), 9);
    // The west wall runs north from the edge: the shadow is what lies between.
    expect(west.sweepRad).toBeCloseTo(Math.PI / 2 - Math.atan2(40, -20), 9);
  });

  it('is 6 dB on the shadow boundary, falls behind it as a knife edge does, and is no part of what is seen', async () => {
    const map = await createSweepSolverCpu().solve(request);
    let boundary = Number.POSITIVE_INFINITY;
    let diffracted = 0;
    const apart: number[] = [];
    for (let cell = 0; cell < map.pathGain.length; cell++) {
      const { x, y } = cellCentre(map.grid, cell);
      if (map.lineOfSight[cell] === 1) expect(map.provenance[cell]).toBe(PROVENANCE.direct);
      // East of the wall's line the field comes over the roof alone.
      if (map.provenance[cell] !== PROVENANCE.diffracted || y < 35 || x > 0) continue;
      diffracted++;
      const free = FREE_SPACE / ((x - 20) ** 2 + (y + 20) ** 2 + 28.5 ** 2);
      const loss = 10 * Math.log10(free / map.pathGain[cell]!);
      // nu from the detour in space: by the edge at the height where the unfolded ray passes it, and straight.
      const plan = Math.hypot(20, 40) + Math.hypot(x, y - 20);
      const detour = Math.hypot(plan, 28.5) - Math.hypot(x - 20, y + 20, 28.5);
      const nu = 2 * Math.sqrt(detour / WAVELENGTH_M);
      boundary = Math.min(boundary, loss);
      if (nu > 1) apart.push(loss - knifeEdgeLossDb(nu));
    }
    expect(diffracted).toBeGreaterThan(200);
    // A beam of the fan is as wide as a cell 70 m behind the edge: single cells scatter by their share of beams, their mean does not.
    expect(apart.length).toBeGreaterThan(200);
    expect(Math.abs(apart.reduce((a, b) => a + b, 0) / apart.length)).toBeLessThan(0.2);
    expect(Math.max(...apart.map(Math.abs))).toBeLessThan(3);
    expect(boundary).toBeGreaterThan(5.8);
    expect(boundary).toBeLessThan(9);
  });

  it('leaves out edges against which another building stands', () => {
    const corners = (height: number, side: 'lit' | 'shadow') => {
      const other = side === 'lit' ? box('o', -30, 19, 0, 30, height) : box('o', -30, 20, 0, 30, height);
      const p = sweepProblem({ ...request, scene: cityOf([box('slab', 0, 20, 150, 30, 60), other]) });
      return visibleCorners(p).filter((c) => c.x === 0);
    };
    expect(corners(60, 'shadow')).toEqual([]);
    expect(corners(60, 'lit')).toEqual([]);
  });
});

describe('finished map', () => {
  const p = sweepProblem({ ...requestOf(cityOf([]), sectorAt(0, 0, 9)), grid: gridCentredOn(0, 0, 6, 1, 1) });
  const gain = new Float64Array(4 * 6);
  const put = (plane: number, cell: number, value: number) => {
    gain[plane * 6 + cell] = value;
  };
  put(DIRECT, 0, 4e-8);
  put(REFLECTED, 0, 1e-8);
  put(DIFFRACTED, 0, 9e-8);
  put(REFLECTED, 1, 2e-9);
  put(TRANSMITTED, 1, 3e-9);
  put(DIFFRACTED, 2, 5e-11);
  put(TRANSMITTED, 2, 1e-11);
  put(REFLECTED, 4, LEAST_GAIN / 3);
  put(REFLECTED, 5, LEAST_GAIN * 1.01);
  const sums = { gain, deposits: Uint32Array.of(9, 4, 2, 0, 1, 1), beams: 17, dropped: 3, droppedWeight: 1e-6 };
  const timings = { pack: 1, solve: 2, readback: 3 };

  it('adds the mechanisms, diffraction only where nothing is seen, and marks what nothing reaches', () => {
    const map = finishMap(p, sums, 1, 'test', timings);
    const wanted = [5e-8, 5e-9, 6e-11, 0, 0, LEAST_GAIN * 1.01];
    wanted.forEach((value, cell) => {
      expect(map.pathGain[cell]).toBeCloseTo(value, 25);
    });
    expect([...map.validity]).toEqual([1, 1, 1, 0, 0, 1]);
    expect([...map.lineOfSight]).toEqual([1, 0, 0, 0, 0, 0]);
    expect([...map.provenance]).toEqual([1, 3, 4, 0, 0, 2]);
    expect([...map.samples]).toEqual([9, 4, 2, 0, 1, 1]);
    expect([map.stats.traced, map.stats.dropped, map.stats.adapter]).toEqual([17, 3, 'test']);
  });

  it('scales a part of the launches up to the whole, diffraction apart', () => {
    const map = finishMap(p, sums, 0.25, 'test', timings);
    expect(map.pathGain[0]).toBeCloseTo(20e-8, 20);
    expect(map.pathGain[2]).toBeCloseTo(4e-11 + 5e-11, 20);
    expect(map.stats.launched).toBe(8192 / 4);
  });
});

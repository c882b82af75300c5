import { describe, expect, it } from 'vitest';
import { DEFAULT_TARGETS } from '../planning/coverage/coverage-targets.ts';
import { DEFAULT_SETTINGS } from '../propagation/solve-request.ts';
import { box, cityOf } from '../propagation/sweep/sweep-fixture.ts';
import type { ParametricPattern } from '../radio/antenna-pattern.ts';
import { cellCount, gridOfBounds } from '../raster/raster-grid.ts';
import type { Sector } from '../sites/sector.ts';
import { createEngine, type Engine } from './engine.ts';
import { type AntennaRequest, optimiseAntennas } from './optimise-antennas.ts';

/** Narrow enough for the tilt to matter within 200 m. */
const BEAM: ParametricPattern = {
  kind: 'parametric',
  name: 'beam',
  peakGainDbi: 15,
  horizontalBeamwidthDeg: 65,
  verticalBeamwidthDeg: 8,
  frontToBackDb: 25,
  sideLobeDb: 20,
};

const scene = cityOf([box('a', -60, -40, -20, 30, 18), box('b', 10, -50, 50, 10, 25), box('c', -10, 40, 60, 80, 12)]);
const grid = gridOfBounds({ minX: -160, minY: -160, maxX: 160, maxY: 160 }, 16);

function sector(id: string, x: number, y: number, azimuthDeg: number, downtiltDeg: number): Sector {
  return {
    id,
    siteId: id,
    x,
    y,
    z: 30,
    azimuthDeg,
    downtiltDeg,
    pattern: BEAM,
    polarisation: 'V',
    frequencyHz: 2.1e9,
    powerDbm: -14,
    powerPer: 're',
    bandwidthHz: 20e6,
    lossesDb: 0,
  };
}

const WEST = sector('west', -150, 0, 90, 12);
const EAST = sector('east', 150, 0, 270, 12);

function requestOf(sectors: readonly Sector[], changes: Partial<AntennaRequest> = {}): AntennaRequest {
  const limits = { tiltDeg: [0, 20], azimuthRangeDeg: 0 } as const;
  return {
    scene,
    grid,
    receiverZM: 1.5,
    settings: { ...DEFAULT_SETTINGS, azimuths: 256, maxDepth: 2, refraction: false },
    sectors,
    limits: new Map(sectors.map(({ id }) => [id, limits])),
    steps: { tiltDeg: 2, azimuthDeg: 10 },
    targets: { ...DEFAULT_TARGETS, rsrpDbm: -85 },
    weight: new Float64Array(cellCount(grid)).fill(1),
    starts: 3,
    seed: 42,
    ...changes,
  };
}

describe('optimiseAntennas', () => {
  it('sets a tilt right that was put wrong, and solves to the same by the search and afresh', async () => {
    const engine = createEngine(null);
    const first = await optimiseAntennas(engine, requestOf([WEST, EAST]));
    const right = first.sectors.map(({ after }) => after.tiltDeg);
    const set = (of: Sector, downtiltDeg: number) => ({ ...of, downtiltDeg });
    const wrong = [set(WEST, right[0]!), set(EAST, 0)];
    const fractions: number[] = [];
    const found = await optimiseAntennas(engine, requestOf(wrong), {
      onProgress: (fraction) => fractions.push(fraction),
    });
    expect(found.sectors.map(({ after }) => after.tiltDeg)).toEqual(right);
    expect(found.isConfirmed).toBe(true);
    expect(found.solved.after.objective).toBeGreaterThan(found.solved.before.objective + 0.02);
    // A cell or two lie so near to a target that hundredths of a decibel turn them.
    expect(Math.abs(found.search.before.objective - found.solved.before.objective)).toBeLessThan(2 / 400);
    expect(Math.abs(found.search.after.objective - found.solved.after.objective)).toBeLessThan(2 / 400);
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
    const served = found.sectors.reduce((sum, { servedAfter }) => sum + servedAfter.rsrpMet, 0);
    expect(served).toBeCloseTo(found.solved.after.rsrpShare, 10);
  });

  it('turns only what it may, and counts only the cells that count', async () => {
    const limits = new Map([['east', { tiltDeg: [0, 20], azimuthRangeDeg: 0 } as const]]);
    const weight = Float64Array.from({ length: cellCount(grid) }, (_, cell) => (cell % 20 < 10 ? 0 : 1));
    const { sectors, solved, search } = await optimiseAntennas(
      createEngine(null),
      requestOf([WEST, { ...EAST, downtiltDeg: 0 }], { limits, weight }),
    );
    expect(sectors[0]).toMatchObject({
      id: 'west',
      isTurnable: false,
      before: { tiltDeg: 12 },
      after: { tiltDeg: 12 },
    });
    expect(sectors[1]!.after.tiltDeg).toBeGreaterThan(0);
    expect(search.levelMaps).toBeLessThanOrEqual(11);
    expect(solved.after.objective).toBeGreaterThan(solved.before.objective);
  });

  it('leaves the antennas where fresh solves do not confirm the gain', async () => {
    const engine = createEngine(null);
    // Solves that see nothing of a turned antenna.
    const blind: Engine = {
      ...engine,
      solve: async (name, request, hooks) => {
        const map = await engine.solve(name, request, hooks);
        return request.sector.downtiltDeg === 0 ? map : { ...map, pathGain: new Float64Array(map.pathGain.length) };
      },
    };
    const { isConfirmed, sectors, solved } = await optimiseAntennas(blind, requestOf([{ ...EAST, downtiltDeg: 0 }]));
    expect(isConfirmed).toBe(false);
    expect(solved.after.objective).toBeLessThan(solved.before.objective);
    expect(sectors[0]!.after).toEqual(sectors[0]!.before);
    expect(sectors[0]!.servedAfter).toEqual(sectors[0]!.servedBefore);
  });

  it('refuses what it cannot turn before it traces anything', async () => {
    const limits = new Map([['north', { tiltDeg: [0, 9], azimuthRangeDeg: 0 } as const]]);
    await expect(optimiseAntennas(createEngine(null), requestOf([WEST], { limits }))).rejects.toThrow(
      'north is to be turned and is none of the sectors',
    );
    const wrong = new Map([['west', { tiltDeg: [9, 0], azimuthRangeDeg: 0 } as const]]);
    await expect(optimiseAntennas(createEngine(null), requestOf([WEST], { limits: wrong }))).rejects.toThrow(
      'west: tilts from 9 to 0 deg are no range',
    );
    const abort = new AbortController();
    abort.abort();
    await expect(
      optimiseAntennas(createEngine(null), requestOf([WEST]), { signal: abort.signal }),
    ).rejects.toMatchObject({ code: 'aborted' });
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { PathCache } from '../../propagation/path-cache.ts';
import type { SolveRequest } from '../../propagation/solve-request.ts';
import { createPathRecorderCpu } from '../../propagation/sweep/record-on-cpu.ts';
import { createSweepSolverCpu } from '../../propagation/sweep/solve-on-cpu.ts';
import { box, cityOf, requestOf, sectorAt } from '../../propagation/sweep/sweep-fixture.ts';
import type { ParametricPattern } from '../../radio/antenna-pattern.ts';
import { type MaterialOverrides, materialAt } from '../../radio/materials.ts';
import { gridOfBounds } from '../../raster/raster-grid.ts';
import { mathFromBearing, radians } from '../../units/angle.ts';
import { ANTENNA_COLUMNS, type AntennaState } from './antenna-response.ts';
import { ForwardModel, type ModelState, SURFACE_COLUMNS } from './forward-model.ts';
import type { SurfaceState } from './surface-tables.ts';

const FREQUENCY_HZ = 2.1e9;
const buildings = [
  box('west', -60, -40, -20, 30, 18),
  box('east', 10, -50, 50, 10, 25),
  { ...box('north', -10, 40, 60, 80, 12), wallMaterial: 'glass' },
  box('kiosk', -5, 15, 5, 25, 4),
];
const scene = cityOf(buildings, { groundMaterial: 'medium_dry_ground' });
const pattern: ParametricPattern = {
  kind: 'parametric',
  name: 'fit',
  peakGainDbi: 11,
  horizontalBeamwidthDeg: 60,
  verticalBeamwidthDeg: 25,
  frontToBackDb: 25,
  sideLobeDb: 20,
};
const sector = {
  ...sectorAt(-5, -2, 30),
  frequencyHz: FREQUENCY_HZ,
  pattern,
  azimuthDeg: 40,
  downtiltDeg: 12,
  polarisation: 'V' as const,
};
const grid = gridOfBounds({ minX: -100, minY: -100, maxX: 100, maxY: 100 }, 5);
const request: SolveRequest = {
  ...requestOf(scene, sector, { refraction: true, diffraction: true, azimuths: 1024, maxDepth: 4 }),
  grid,
};

const antenna = (of: { pattern: ParametricPattern; azimuthDeg: number; downtiltDeg: number }): AntennaState => ({
  azimuthRad: mathFromBearing(of.azimuthDeg),
  downtiltRad: radians(of.downtiltDeg),
  horizontalBeamwidthRad: radians(of.pattern.horizontalBeamwidthDeg),
  verticalBeamwidthRad: radians(of.pattern.verticalBeamwidthDeg),
  peakGainDbi: of.pattern.peakGainDbi,
  frontToBackDb: of.pattern.frontToBackDb,
  sideLobeDb: of.pattern.sideLobeDb,
  slantRad: 0,
});

let cache: PathCache;
let model: ForwardModel;
let start: readonly SurfaceState[];
beforeAll(async () => {
  cache = await createPathRecorderCpu().record({ ...request, cells: null, keep: 'materials' });
  model = new ForwardModel(cache, { referenceDbm: 0, frequencyHz: FREQUENCY_HZ });
  start = cache.materials.map((name) => {
    const { relativePermittivity, conductivitySm } = materialAt(name, FREQUENCY_HZ);
    return { relativePermittivity, conductivitySm, thicknessM: 0.1, reflectionLossDb: 0, transmissionLossDb: 0 };
  });
});

/** Differences [dB] to a map solved from scratch, sorted by size; cells that only one of the two covers count as 99. */
async function differences(state: ModelState, changed: SolveRequest): Promise<number[]> {
  const map = await createSweepSolverCpu().solve(changed);
  const levels = model.levels(state);
  return Array.from(levels, (level, cell) => {
    const solved = map.validity[cell] ? 10 * Math.log10(map.pathGain[cell]!) : Number.NaN;
    if (Number.isNaN(level) && Number.isNaN(solved)) return 0;
    return Number.isFinite(level - solved) ? Math.abs(level - solved) : 99;
  }).sort((a, b) => a - b);
}

const percentile = (sorted: readonly number[], p: number) => sorted[Math.floor(p * (sorted.length - 1))]!;

describe('a cached model', () => {
  it('gives what a fresh solve gives, for the antenna and materials that it was recorded with', async () => {
    const apart = await differences({ antenna: antenna(sector), surfaces: start }, request);
    expect(percentile(apart, 0.5)).toBeLessThan(0.002);
    expect(percentile(apart, 0.95)).toBeLessThan(0.05);
  });

  it('still does after the antenna turns, tilts and widens', async () => {
    const turned = {
      ...sector,
      azimuthDeg: 200,
      downtiltDeg: 4,
      pattern: { ...pattern, horizontalBeamwidthDeg: 90, verticalBeamwidthDeg: 12, peakGainDbi: 8 },
    };
    const apart = await differences({ antenna: antenna(turned), surfaces: null }, { ...request, sector: turned });
    expect(percentile(apart, 0.5)).toBeLessThan(0.002);
    expect(percentile(apart, 0.95)).toBeLessThan(0.05);
  });

  it('still does after the materials change and walls get losses of their own', async () => {
    const materials: MaterialOverrides = {
      concrete: { relativePermittivity: 7.3, conductivitySm: 0.02, transmissionLossDb: 6 },
      glass: { relativePermittivity: 4, conductivitySm: 0.3, reflectionLossDb: 2 },
    };
    const surfaces = cache.materials.map((name, m) => {
      const o = materials[name];
      return o
        ? {
            ...start[m]!,
            ...o,
            transmissionLossDb: o.transmissionLossDb ?? 0,
            reflectionLossDb: o.reflectionLossDb ?? 0,
          }
        : start[m]!;
    });
    const apart = await differences({ antenna: antenna(sector), surfaces }, { ...request, materials });
    expect(percentile(apart, 0.5)).toBeLessThan(0.002);
    expect(percentile(apart, 0.95)).toBeLessThan(0.05);
  });

  it('has the gradient of finite differences in every column', () => {
    const state: ModelState = {
      antenna: antenna(sector),
      surfaces: start.map((s, m) => ({ ...s, transmissionLossDb: 1 + m, reflectionLossDb: 0.5 })),
    };
    const gradients: Float64Array[] = [];
    model.visit(state, (_, __, gradient) => gradients.push(gradient.slice()));
    const antennaFields = [
      'azimuthRad',
      'downtiltRad',
      'horizontalBeamwidthRad',
      'verticalBeamwidthRad',
      'peakGainDbi',
      'frontToBackDb',
      'sideLobeDb',
    ] as const;
    const surfaceFields = ['relativePermittivity', 'conductivitySm', 'reflectionLossDb', 'transmissionLossDb'] as const;
    const shifted = (column: number, by: number): ModelState => {
      if (column < ANTENNA_COLUMNS) {
        const field = antennaFields[column]!;
        return { ...state, antenna: { ...state.antenna, [field]: state.antenna[field] + by } };
      }
      const surface = Math.floor((column - ANTENNA_COLUMNS) / SURFACE_COLUMNS);
      const field = surfaceFields[(column - ANTENNA_COLUMNS) % SURFACE_COLUMNS]!;
      return {
        ...state,
        surfaces: state.surfaces!.map((s, m) => (m === surface ? { ...s, [field]: s[field] + by } : s)),
      };
    };
    for (let column = 0; column < model.columns; column++) {
      const h = 1e-6;
      const above = model.levels(shifted(column, h));
      const below = model.levels(shifted(column, -h));
      let met = 0;
      let beyond = 0;
      gradients.forEach((gradient, cell) => {
        if (Number.isNaN(above[cell]!)) return;
        const slope = (above[cell]! - below[cell]!) / (2 * h);
        if (Math.abs(slope) > 1e-6) met++;
        // A path that sits on a cap has two slopes.
        if (Math.abs(gradient[column]! - slope) > 2e-5 * (1 + Math.abs(slope))) beyond++;
      });
      // Nothing goes through the ground, and rays that go up from a roof never come back.
      const of = (material: string, field: number) =>
        ANTENNA_COLUMNS + SURFACE_COLUMNS * cache.materials.indexOf(material) + field;
      const never = [of('medium_dry_ground', 3), of('brick', 2)];
      if (never.includes(column)) expect(met).toBe(0);
      else expect(met, `column ${column}`).toBeGreaterThan(20);
      expect(beyond, `column ${column}`).toBeLessThanOrEqual(1);
    }
  });

  it('told apart by two surfaces a cell alone, it still follows the materials', async () => {
    const few = await createPathRecorderCpu().record({ ...request, cells: null, keep: 'materials', mostPerCell: 2 });
    expect(few.stats.bytes).toBeLessThan(0.8 * cache.stats.bytes);
    const small = new ForwardModel(few, { referenceDbm: 0, frequencyHz: FREQUENCY_HZ });
    const changed = start.map((s) => ({ ...s, relativePermittivity: 1.3 * s.relativePermittivity }));
    for (const [surfaces, bound] of [
      [start, 0.01],
      [changed, 0.05],
    ] as const) {
      const whole = model.levels({ antenna: antenna(sector), surfaces });
      const levels = small.levels({ antenna: antenna(sector), surfaces });
      const apart = Array.from(levels, (level, c) => (Number.isNaN(level) ? 0 : Math.abs(level - whole[c]!)));
      expect(
        percentile(
          apart.sort((a, b) => a - b),
          0.9,
        ),
      ).toBeLessThan(bound);
    }
  });

  it('refuses to grow beyond its budget', async () => {
    const recorder = createPathRecorderCpu();
    await expect(recorder.record({ ...request, cells: null, keep: 'materials', budgetBytes: 50_000 })).rejects.toThrow(
      /more than 0 MiB/,
    );
  });
});

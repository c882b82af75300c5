import { beforeAll, describe, expect, it } from 'vitest';
import { carrierClusters, sharesMaterials } from '../calibration/fit-cluster.ts';
import { type CalibrationOptions, DEFAULT_CALIBRATION, type SectorReport } from '../calibration/report.ts';
import { type MeasurementSet, measurementSet } from '../measurements/measurement-set.ts';
import { DEFAULT_SETTINGS } from '../propagation/solve-request.ts';
import { box, cityOf } from '../propagation/sweep/sweep-fixture.ts';
import { rsrpMap } from '../radio/link-budget.ts';
import { cellCentre, gridCentredOn } from '../raster/raster-grid.ts';
import { roofRaster } from '../scene/roof-raster.ts';
import type { Sector } from '../sites/sector.ts';
import { TRUE_PATTERN, TRUE_SECTOR } from '../testing/calibration-town.ts';
import { Random } from '../units/random.ts';
import { type CalibrationResult, type CalibrationStage, calibrate } from './calibrate.ts';
import { type PlacedMeasurements, placeMeasurements } from './calibration-case.ts';
import { createEngine } from './engine.ts';

/** Four blocks with masts south-west and north-east of them, and walls denser than the table's: thin ones, which do not ripple. */
const TOWN = cityOf(
  [
    box('sw', -90, -90, -15, -15, 40),
    box('se', 15, -90, 90, -15, 40),
    box('nw', -90, 15, -15, 90, 40),
    box('ne', 15, 15, 90, 90, 40),
  ],
  { thicknessM: { concrete: 0.04 } },
);
const WALLS = { concrete: { relativePermittivity: 7, conductivitySm: 0.02 } };
const GRID = gridCentredOn(0, 0, 20, 20, 12);
const SETTINGS = { ...DEFAULT_SETTINGS, azimuths: 64, maxDepth: 2, diffraction: false };
const BASE = { ...TRUE_SECTOR, pattern: TRUE_PATTERN, powerDbm: 15 };
const A: Sector = { ...BASE, id: 'A', x: -120, y: -100, z: 30, azimuthDeg: 45 };
const B: Sector = { ...BASE, id: 'B', x: 120, y: 105, z: 25, azimuthDeg: 230, frequencyHz: 2.15e9 };
const OTHER_BAND: Sector = { ...B, id: 'C', frequencyHz: 0.9e9 };
/** Repeats one level wherever it is. */
const DEAD: Sector = { ...A, id: 'D' };
const OPTIONS: CalibrationOptions = { ...DEFAULT_CALIBRATION, method: 'AM', shareMaterials: true, cellSizeM: 12 };

const engine = createEngine(null);

async function levelsOf(sector: Sector): Promise<Float64Array> {
  const request = { scene: TOWN, sector, grid: GRID, receiverZM: 1.5, settings: SETTINGS, materials: WALLS };
  const map = await engine.solve('sweep', request);
  return rsrpMap(map.pathGain, map.validity, sector);
}

/** Outdoor cells of the sectors with the levels of the true walls. */
async function drive(): Promise<MeasurementSet> {
  const random = new Random(5);
  const roofs = roofRaster(TOWN.buildings, GRID);
  const rows: { x: number; y: number; level: number; cell: number }[] = [];
  const [ofA, ofB] = [await levelsOf(A), await levelsOf(B)];
  for (const [cell, sector] of sectors.entries()) {
    // The other band and the dead sector need only be measured somewhere.
    (sector === A ? ofA : ofB).forEach((level, i) => {
      if (roofs[i]! > 0 || Number.isNaN(level)) return;
      const { x, y } = cellCentre(GRID, i);
      rows.push({ x, y, level: sector === DEAD ? -90 : Math.max(-140, level + random.normal()), cell });
    });
  }
  return measurementSet({
    name: 'walk.csv',
    positions: { kind: 'local', x: Float64Array.from(rows, (r) => r.x), y: Float64Array.from(rows, (r) => r.y) },
    rsrpDbm: Float32Array.from(rows, (r) => r.level),
    cell: Int32Array.from(rows, (r) => r.cell),
    cells: sectors.map(({ id }) => id),
  });
}

const parameter = (report: SectorReport, key: string) => report.parameters.find((p) => p.key === key)!;

const sectors = [DEAD, OTHER_BAND, A, B];
let measurements: PlacedMeasurements;
beforeAll(async () => {
  measurements = placeMeasurements(await drive(), TOWN);
});

describe('a cluster with shared materials', () => {
  const stages: CalibrationStage[] = [];
  let result: CalibrationResult;
  beforeAll(async () => {
    const listed = sectors.map((s) => ({ ...s, azimuthDeg: s.azimuthDeg + 25, pattern: 'tr38901' as const }));
    result = await calibrate(
      engine,
      {
        scene: TOWN,
        sectors: listed,
        measurements,
        receiverZM: 1.5,
        settings: SETTINGS,
        materials: {},
        runs: [OPTIONS, { ...OPTIONS, method: 'offset' }],
      },
      { onStage: (stage) => stages.push(stage) },
    );
  }, 60_000);
  const reportOf = (id: string, method = 'AM') =>
    result.reports.find(({ sectorId, options }) => sectorId === id && options.method === method)!;

  it('finds one value of each material for all sectors of a carrier, and to each its antenna', () => {
    const [a, b] = [reportOf('A'), reportOf('B')];
    expect(parameter(a, 'permittivity:concrete').fit).toBe(parameter(b, 'permittivity:concrete').fit);
    expect(a.result.materials.concrete).toEqual(b.result.materials.concrete);
    const { fit, interval, note, identified } = parameter(a, 'permittivity:concrete');
    expect(Math.abs(fit - 7)).toBeLessThan(0.7);
    expect(identified).toBe(true);
    expect(interval![0]).toBeLessThan(7);
    expect(interval![1]).toBeGreaterThan(7);
    expect(note).toMatch(/^One value for 2 sectors \(A, B\)\. /);
    expect(parameter(a, 'azimuth').note).not.toMatch(/One value/);
    expect(Math.abs(parameter(a, 'azimuth').fit - 45)).toBeLessThan(4);
    expect(Math.abs(parameter(b, 'azimuth').fit - 230)).toBeLessThan(4);
  });

  it('reports every sector as one calibrated alone would be', () => {
    const a = reportOf('A');
    expect(a.iterations.length).toBeGreaterThan(1);
    expect(a.correlation.length).toBe(a.parameters.length ** 2);
    expect(a.baselines.length).toBeGreaterThan(3);
    expect(a.validation.selected.covered).toBeLessThan(3);
    expect(a.validation.selected.covered!).toBeLessThan(a.before!.covered!);
    expect(a.result.antenna!.azimuthDeg).toBeCloseTo(parameter(a, 'azimuth').fit, 9);
    for (let j = 0; j < a.parameters.length; j++)
      expect(a.correlation[j * (a.parameters.length + 1)]).toBeCloseTo(1, 12);
  });

  it('leaves a sector of another band by itself, and one that cannot be fitted out', () => {
    expect(parameter(reportOf('C'), 'permittivity:concrete').note).not.toMatch(/One value/);
    expect(result.refused).toHaveLength(1);
    expect(result.refused[0]).toMatchObject({ sectorId: 'D', message: expect.stringMatching(/read -90/) });
  });

  it('keeps the order of sectors and runs, and tells of progress that only grows', () => {
    expect(result.reports.map(({ sectorId, options }) => `${sectorId} ${options.method}`)).toEqual(
      ['C', 'A', 'B'].flatMap((id) => [`${id} AM`, `${id} offset`]),
    );
    const fractions = stages.map(({ fraction }) => fraction);
    expect([...fractions].sort((p, q) => p - q)).toEqual(fractions);
    expect(fractions.at(-1)).toBeLessThanOrEqual(1);
    expect(stages.some(({ sectorId, point }) => sectorId === 'B' && point !== undefined)).toBe(true);
  });
});

describe('which fits share', () => {
  it('puts carriers within 10 % of the lowest of a cluster together', () => {
    expect(carrierClusters([2.6e9, 1.8e9, 2.1e9, 1.85e9, 2.59e9])).toEqual([[1, 3], [2], [0, 4]]);
    // 2.0 is within 10 % of 1.9, but not of 1.8.
    expect(carrierClusters([1.8e9, 1.9e9, 2.0e9])).toEqual([[0, 1], [2]]);
  });

  it('shares what has materials or wall losses by least squares alone', () => {
    const of = (patch: Partial<CalibrationOptions>) => sharesMaterials({ ...OPTIONS, ...patch });
    expect(of({})).toBe(true);
    expect(of({ shareMaterials: false })).toBe(false);
    expect([of({ method: 'A' }), of({ method: 'A', walls: true })]).toEqual([false, true]);
    expect([of({ method: 'AMv' }), of({ method: 'per-building' }), of({ method: 'tuned' })]).not.toContain(true);
    expect([of({ optimiser: 'adam' }), of({ optimiser: 'levenberg-marquardt' })]).toEqual([false, true]);
  });

  it('refuses to allow for the choice of the serving cell at once', async () => {
    const request = { scene: TOWN, sectors: [A, B], receiverZM: 1.5, settings: SETTINGS, materials: {} };
    const runs = [{ ...OPTIONS, truncation: true }];
    await expect(calibrate(engine, { ...request, measurements, runs })).rejects.toThrow(/leave out one of the two/);
  });
});

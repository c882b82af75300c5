import { describe, expect, it } from 'vitest';
import { TRUE_SECTOR, townCase } from '../testing/calibration-town.ts';
import { calibrateSector } from './calibrate-sector.ts';
import { correctedLevels } from './corrected-levels.ts';
import { type CalibrationOptions, type ConvergencePoint, DEFAULT_CALIBRATION } from './report.ts';
import type { SectorCase } from './sector-case.ts';

const options = (change: Partial<CalibrationOptions> = {}): CalibrationOptions => ({
  ...DEFAULT_CALIBRATION,
  cellSizeM: 10,
  ...change,
});
const scattered = { noiseDb: 2, shadowingDb: 5, listed: { azimuthDeg: 40, pattern: 'tr38901' } } as const;

describe('the report of a calibrated sector', () => {
  it('says what was fitted, how well, and beside what', async () => {
    const of = await townCase(scattered);
    const points: ConvergencePoint[] = [];
    const stages: string[] = [];
    const report = await calibrateSector(of, options(), 12, {
      onPoint: (point) => points.push(point),
      onStage: (stage) => stages.push(stage),
    });
    expect(report.cells.train + report.cells.validation + report.cells.indoorMasked).toBe(report.cells.measured);
    expect(Math.abs(report.cells.train / report.cells.measured - 0.7)).toBeLessThan(0.01);
    const azimuth = report.parameters.find(({ key }) => key === 'azimuth')!;
    expect(Math.abs(azimuth.fit - TRUE_SECTOR.azimuthDeg)).toBeLessThan(6);
    expect(azimuth.identified).toBe(true);
    expect(azimuth.interval![0]).toBeLessThan(TRUE_SECTOR.azimuthDeg);
    expect(azimuth.interval![1]).toBeGreaterThan(TRUE_SECTOR.azimuthDeg);
    // Shadowing makes neighbours alike: the curvature alone claims more than the data hold.
    const width = ([low, high]: readonly [number, number]) => high - low;
    expect(width(azimuth.interval!)).toBeGreaterThan(1.2 * width(azimuth.curvatureInterval!));
    expect(report.correlation).toHaveLength(16);
    expect(report.before!.covered!).toBeGreaterThan(report.validation.selected.covered! + 1);
    expect(report.validation.minimum.covered!).toBeLessThanOrEqual(report.validation.selected.covered!);
    expect(report.baselines.map(({ name }) => name)).toEqual([
      'constant',
      'log-distance',
      'log-distance + pattern',
      'inverse distance',
      'residual kriging',
    ]);
    expect(report.iterations).toEqual(points);
    expect(points.length).toBeGreaterThan(1);
    expect(stages).toEqual(['fit', 'validate']);
    expect(report.timingsMs.paths).toBe(12);
    expect(report.verdict.sentences[0]).toMatch(/held-out error goes from \d+\.\d\u00a0dB to \d+\.\d\u00a0dB/);
    expect(report.result.antenna!.azimuthDeg).toBeCloseTo(azimuth.fit, 6);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('is the same for a seed and another for another split', async () => {
    const of = await townCase(scattered);
    const split = { kind: 'blocks', trainShare: 0.7, blockM: 60, seed: 1 } as const;
    const once = await calibrateSector(of, options({ split }), 0);
    const again = await calibrateSector(of, options({ split }), 0);
    const other = await calibrateSector(of, options({ split: { ...split, seed: 2 } }), 0);
    expect(again.parameters).toEqual(once.parameters);
    expect(other.validation).not.toEqual(once.validation);
  });

  it('finds an offset, and leaves the sector as it is', async () => {
    const of = await townCase({ noiseDb: 1 });
    const shifted: SectorCase = {
      ...of,
      observations: { ...of.observations, levelDbm: of.observations.levelDbm.map((v) => v - 7.5) },
    };
    const report = await calibrateSector(shifted, options({ method: 'offset' }), 0);
    expect(report.parameters[0]!.fit).toBeCloseTo(-7.5, 0);
    expect(report.result).toMatchObject({ antenna: null, offsetDb: report.parameters[0]!.fit });
    expect(report.validation.selected.covered!).toBeLessThan(1.2);
  });

  it.each(['log-distance', 'log-distance-pattern', 'spm'] as const)('fits %s without any engine', async (method) => {
    const of = { ...(await townCase(scattered)), paths: null };
    const report = await calibrateSector(of, options({ method }), 0);
    expect(report.before).toBeNull();
    expect(report.parameters.length).toBeGreaterThan(1);
    expect(report.validation.selected.covered!).toBeLessThan(
      report.baselines.find(({ name }) => name === 'constant')!.validation.covered!,
    );
  });
});

describe('the tuned level and the field on it', () => {
  it('beats the offset alone, and the field beats the tuned level where shadowing reaches from cell to cell', async () => {
    const of = await townCase(scattered);
    const offset = await calibrateSector(of, options({ method: 'offset' }), 0);
    const tuned = await calibrateSector(of, options({ method: 'tuned', residualField: true }), 0);
    expect(tuned.validation.selected.covered!).toBeLessThan(offset.validation.selected.covered! - 1);
    expect(tuned.withField!.validation.covered!).toBeLessThan(tuned.validation.selected.covered! - 0.1);
  });

  it('comes back on a map: the same levels at the measured cells, an uncertainty everywhere', async () => {
    const of = await townCase(scattered);
    const report = await calibrateSector(of, options({ method: 'tuned', residualField: true }), 0);
    const raster = await of.levelRaster!(null);
    const map = await correctedLevels(of, raster, report.result.correction!);
    const { observations } = of;
    let off = 0;
    for (let i = 0; i < observations.count; i++) {
      const column = Math.floor((observations.x[i]! - raster.grid.westM) / raster.grid.cellSizeM);
      const row = Math.floor((raster.grid.northM - observations.y[i]!) / raster.grid.cellSizeM);
      const cell = row * raster.grid.columns + column;
      off += Math.abs(map.levelDbm[cell]! - observations.levelDbm[i]!);
      expect(map.sdDb[cell]!).toBeGreaterThan(0.5);
    }
    const { train, validation } = report.withField!;
    const expected =
      (train.covered! * train.coveredCells + validation.covered! * validation.coveredCells) / observations.count;
    expect(off / observations.count).toBeCloseTo(expected, 1);
  });
});

describe('data that cannot carry a fit', () => {
  it('are refused with the reason: one level, no coverage, too few cells, all indoors', async () => {
    const of = await townCase(scattered);
    const { observations } = of;
    const withLevels = (levelDbm: Float64Array): SectorCase => ({ ...of, observations: { ...observations, levelDbm } });
    await expect(calibrateSector(withLevels(observations.levelDbm.map(() => -90)), options(), 0)).rejects.toThrow(
      /read -90\.0 dBm/,
    );
    const dark = { ...of.paths!, cellStart: new Uint32Array(observations.count + 1) };
    await expect(calibrateSector({ ...of, paths: dark }, options(), 0)).rejects.toThrow(/No path of sector A1 leads/);
    const indoors = { ...observations, indoor: new Uint8Array(observations.count).fill(1) };
    await expect(calibrateSector({ ...of, observations: indoors }, options(), 0)).rejects.toThrow(/inside buildings/);
    const kept = new Uint8Array(observations.count).fill(1);
    kept.fill(0, 0, 8);
    const few = { ...observations, indoor: kept };
    await expect(
      calibrateSector({ ...of, observations: few }, options({ method: 'AM', walls: true, caps: true }), 0),
    ).rejects.toThrow(/cannot tell \d+ parameters/);
  });
});

it('says whether a fit allows for the choice of the serving cell', async () => {
  const of = await townCase({ ...scattered, seed: 4 });
  const { x, y, levelDbm } = of.observations;
  const count = x.length;
  // Another sector is measured in the same places, a little weaker.
  const served = {
    all: {
      x: [...x, ...x],
      y: [...y, ...y],
      levelDbm: [...levelDbm, ...levelDbm.map((v) => v - 3)],
      sector: [...new Array(count).fill(0), ...new Array(count).fill(1)],
    },
    own: 0,
  };
  const plain = await calibrateSector({ ...of, served }, options(), 0);
  const aware = await calibrateSector({ ...of, served }, options({ truncation: true }), 0);
  expect(plain.selection.accountedFor).toBe(false);
  expect(plain.selection.sentence).toMatch(/does not allow/);
  expect(aware.selection.accountedFor).toBe(true);
  expect(aware.selection.sentence).toMatch(/allows for the choice/);
  expect(plain.selection.contestedShare).toBeGreaterThan(0.2);
  // The levels that were never reported lie below: a fit that knows of them sends less.
  const gain = (of: typeof plain) => of.parameters.find(({ key }) => key === 'peak-gain')!.fit;
  expect(gain(aware)).toBeLessThan(gain(plain));
});

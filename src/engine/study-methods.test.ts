import { describe, expect, it } from 'vitest';
import type { StudyOptions } from '../calibration/study/study.ts';
import { summariseStudy } from '../calibration/study/summarise-study.ts';
import { measurementSet } from '../measurements/measurement-set.ts';
import { cellCentre } from '../raster/raster-grid.ts';
import { SETTINGS, TOWN, TRUE_SECTOR, townCase } from '../testing/calibration-town.ts';
import { STUDY } from '../testing/study-case.ts';
import { placeMeasurements } from './calibration-case.ts';
import { createEngine } from './engine.ts';
import { studyMaps } from './study-maps.ts';
import { type StudyStage, studyMethods } from './study-methods.ts';

const study: StudyOptions = {
  ...STUDY,
  methods: ['constant', 'log-distance', 'inverse-distance', 'rt', 'rt-a', 'tuned', 'dl', 'rt-residual'],
};

async function request() {
  const { observations } = await townCase({ noiseDb: 2 });
  const { count, x, y, levelDbm } = observations;
  const set = measurementSet({
    name: 'walk.csv',
    positions: { kind: 'local', x, y },
    rsrpDbm: Float32Array.from(levelDbm),
    cell: new Int32Array(count),
    cells: ['A1'],
  });
  const listed = { ...TRUE_SECTOR, azimuthDeg: 40, pattern: 'tr38901' as const };
  return {
    scene: TOWN,
    sectors: [{ ...listed, id: 'B7' }, listed],
    measurements: placeMeasurements(set, TOWN),
    receiverZM: 1.5,
    settings: SETTINGS,
    materials: {},
    study,
  };
}

describe('a study through the engine', () => {
  it('judges all methods of a sector on the same cells, tells its progress and refuses a sector that is not measured', async () => {
    const stages: StudyStage[] = [];
    const told: string[] = [];
    const constants: number[] = [];
    const { studies, refused } = await studyMethods(createEngine(null), await request(), {
      onStage: (stage) => stages.push(stage),
      onOutcome: (sectorId, split, { method, state }, errors) => {
        told.push(`${sectorId} ${split} ${method} ${state}`);
        if (method === 'constant') constants.push(errors!.covered!.maeDb);
      },
    });
    expect(studies.map(({ sectorId }) => sectorId)).toEqual(['A1']);
    expect(refused).toEqual([{ sectorId: 'B7', message: expect.stringContaining('No row of walk.csv') }]);
    expect(told).toHaveLength(2 * study.methods.length);
    expect(told).toContain('A1 blocks dl missing');
    const fractions = stages.map(({ fraction }) => fraction);
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
    const [of] = summariseStudy(studies, 1);
    const row = (id: string) => of!.methods.find(({ method }) => method === id)!;
    expect(row('constant').mae.mean).toBeCloseTo(constants[0]!, 2);
    // The antenna is listed 30 degrees off, and the truth is the sweep's: fitting it comes near the noise of 2 dB.
    expect(row('rt').mae.mean).toBeGreaterThan(row('rt-a').mae.mean + 2);
    expect(row('rt-a').mae.mean).toBeLessThan(2.3);
    expect(row('rt-a').iterations.mean).toBeGreaterThan(1);
    expect(row('rt-a').minimumMae.mean).toBeLessThanOrEqual(row('rt-a').mae.mean);
    expect(row('rt').cells).toBe(row('rt-a').cells);
    expect(row('rt-residual').mae.mean).toBeLessThan(row('constant').mae.mean);
    expect(row('rt').seconds.mean).toBeGreaterThan(row('rt').ownSeconds.mean);
    expect(row('dl').missing[0]!.reason).toContain('without learned predictors');
  });

  it('rejects where it is cancelled, and where no sector can be judged', async () => {
    const asked = await request();
    const signal = AbortSignal.abort();
    await expect(studyMethods(createEngine(null), asked, { signal })).rejects.toMatchObject({ code: 'aborted' });
    const lone = { ...asked, sectors: asked.sectors.slice(0, 1) };
    await expect(studyMethods(createEngine(null), lone)).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('makes maps of methods on the grid of the measured cells, near what was measured there', async () => {
    const { sectors, ...asked } = await request();
    const maps = await studyMaps(createEngine(null), {
      ...asked,
      sector: sectors[1]!,
      split: STUDY.splits[0]!,
      methods: ['rt', 'rt-residual', 'inverse-distance', 'dl'],
    });
    const { columns, rows } = maps.grid;
    expect(maps.measuredDbm).toHaveLength(columns * rows);
    const measured = [...maps.measuredDbm.keys()].filter((cell) => !Number.isNaN(maps.measuredDbm[cell]!));
    const mae = (levels: Float32Array) => {
      const errors = measured.map((cell) => Math.abs(levels[cell]! - maps.measuredDbm[cell]!)).filter(Number.isFinite);
      expect(errors.length).toBeGreaterThan(0.9 * measured.length);
      return errors.reduce((sum, e) => sum + e, 0) / errors.length;
    };
    const [listed, residual, nearest, network] = maps.maps;
    expect(mae(residual!.levelDbm!)).toBeLessThan(mae(listed!.levelDbm!) - 2);
    expect(mae(nearest!.levelDbm!)).toBeLessThan(mae(listed!.levelDbm!));
    expect(network).toEqual({ method: 'dl', levelDbm: null, reason: expect.stringContaining('without learned') });
  });

  it('maps what sectors share of shadowing, and says so of a sector that is alone', async () => {
    const { sectors, measurements, ...asked } = await request();
    const [other, own] = sectors as [(typeof sectors)[0], (typeof sectors)[0]];
    const { x, y, set } = measurements;
    // Beyond x = 40 m both sectors are 9 dB weaker than the engine knows; the one in hand was measured on this side alone.
    const weaker = set.rsrpDbm.map((level, i) => level - (x[i]! > 40 ? 9 : 0));
    const here = [...x.keys()].filter((i) => x[i]! <= 40);
    const at = (of: ArrayLike<number>, rows: readonly number[]) => Float64Array.from(rows, (i) => of[i]!);
    const all = [...x.keys()];
    const rows = [...all, ...here];
    const both = measurementSet({
      name: 'walk.csv',
      positions: { kind: 'local', x: at(x, rows), y: at(y, rows) },
      rsrpDbm: Float32Array.from(rows, (i) => weaker[i]!),
      cell: Int32Array.from(rows, (_, k) => (k < all.length ? 0 : 1)),
      cells: ['B7', 'A1'],
    });
    const lone = {
      ...asked,
      measurements: placeMeasurements(both, TOWN),
      sector: own,
      split: STUDY.splits[0]!,
      methods: ['rt-residual', 'shared-residual'] as const,
    };
    const { grid, maps } = await studyMaps(createEngine(null), { ...lone, cluster: [other, own] });
    const [residual, shared] = maps;
    // The eastern edge of the grid: beyond it only the other sector was measured.
    const east = [...residual!.levelDbm!.keys()].filter(
      (cell) => cellCentre(grid, cell).x > 30 && Number.isFinite(residual!.levelDbm![cell]!),
    );
    expect(east.length).toBeGreaterThan(5);
    const difference = east.map((cell) => shared!.levelDbm![cell]! - residual!.levelDbm![cell]!);
    expect(difference.every(Number.isFinite)).toBe(true);
    expect(difference.reduce((sum, db) => sum + db, 0) / east.length).toBeLessThan(-0.3);
    const alone = await studyMaps(createEngine(null), { ...lone, methods: ['shared-residual'] });
    expect(alone.maps[0]).toEqual({
      method: 'shared-residual',
      levelDbm: null,
      reason: expect.stringContaining('This sector is alone'),
    });
  });
});

import { describe, expect, it } from 'vitest';
import { DEFAULT_CALIBRATION, type SectorReport } from '../calibration/report.ts';
import { type MeasurementSet, measurementSet } from '../measurements/measurement-set.ts';
import { SETTINGS, TOWN, TRUE_SECTOR, townCase } from '../testing/calibration-town.ts';
import { type CalibrationStage, calibrate } from './calibrate.ts';
import { measuredCase, placeMeasurements, rowsBySector } from './calibration-case.ts';
import { createEngine } from './engine.ts';

/** The town's measurements as a file would give them; rows name `cell`. */
async function measured(cell: string | null, timeMs: Float64Array | null = null): Promise<MeasurementSet> {
  const { observations } = await townCase({ noiseDb: 2 });
  const { count, x, y, levelDbm } = observations;
  return measurementSet({
    name: 'walk.csv',
    positions: { kind: 'local', x, y },
    rsrpDbm: Float32Array.from(levelDbm),
    cell: new Int32Array(count).fill(cell === null ? -1 : 0),
    cells: cell === null ? [] : [cell],
    timeMs,
  });
}

const listed = { ...TRUE_SECTOR, azimuthDeg: 40, pattern: 'tr38901' as const };
const options = { ...DEFAULT_CALIBRATION, cellSizeM: 10 };
const request = (set: MeasurementSet, sectors = [listed]) => ({
  scene: TOWN,
  sectors,
  measurements: placeMeasurements(set, TOWN),
  receiverZM: 1.5,
  settings: SETTINGS,
  materials: {},
});

describe('calibrating through the engine', () => {
  it('records the paths once and fits every run on them', async () => {
    const engine = createEngine(null);
    const stages: CalibrationStage[] = [];
    const told: SectorReport[] = [];
    const { reports, refused } = await calibrate(
      engine,
      { ...request(await measured('A1')), runs: [options, { ...options, method: 'offset' }] },
      { onStage: (stage) => stages.push(stage), onReport: (report) => told.push(report) },
    );
    expect(reports.map(({ options: o }) => o.method)).toEqual(['A', 'offset']);
    expect(told).toEqual(reports);
    expect(refused).toEqual([]);
    expect(reports[0]!.timingsMs.paths).toBe(reports[1]!.timingsMs.paths);
    const azimuth = reports[0]!.parameters.find(({ key }) => key === 'azimuth')!;
    expect(Math.abs(azimuth.fit - TRUE_SECTOR.azimuthDeg)).toBeLessThan(3);
    const fractions = stages.map(({ fraction }) => fraction);
    expect([...fractions].sort((a, b) => a - b)).toEqual(fractions);
    expect(stages.some(({ point }) => point !== undefined)).toBe(true);
  });

  it('refuses a sector that nothing names and goes on with the others; alone it is an error', async () => {
    const engine = createEngine(null);
    const set = await measured('A1');
    const other = { ...listed, id: 'B7' };
    const { reports, refused } = await calibrate(engine, { ...request(set, [other, listed]), runs: [options] });
    expect(reports.map(({ sectorId }) => sectorId)).toEqual(['A1']);
    expect(refused[0]).toMatchObject({ sectorId: 'B7', message: expect.stringMatching(/names sector B7/) });
    await expect(calibrate(engine, { ...request(set, [other]), runs: [options] })).rejects.toThrow(/B7/);
  });

  it('ends within a slice when it is cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    const running = calibrate(
      createEngine(null),
      { ...request(await measured('A1')), runs: [options] },
      { signal: abort.signal },
    );
    await expect(running).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('what was measured of a sector', () => {
  it('is all rows, where they name no cell and there is one sector', async () => {
    const placed = placeMeasurements(await measured(null), TOWN);
    expect(rowsBySector(placed, [listed]).get('A1')).toBe(placed.set.count);
    expect(rowsBySector(placed, [listed, { ...listed, id: 'B' }]).get('A1')).toBe(0);
    expect(measuredCase(placed, TOWN, listed, 10).observations.count).toBe(placed.set.count);
  });

  it('is refused where most of it lies far away', async () => {
    const placed = placeMeasurements(await measured('A1'), TOWN);
    const away = { ...placed, x: placed.x.map((v) => v + 1e6) };
    expect(() => measuredCase(away, TOWN, listed, 10)).toThrow(/more than 30 km/);
  });

  it('keeps the route of every cell', async () => {
    const { observations } = await townCase();
    const half = observations.count >> 1;
    const times = Float64Array.from({ length: observations.count }, (_, i) => 1e6 * Number(i >= half) + 1000 * i);
    const placed = placeMeasurements(await measured('A1', times), TOWN);
    const { routeOf } = measuredCase(placed, TOWN, listed, 10);
    expect(new Set(routeOf)).toEqual(new Set(placed.routeOf));
    expect(routeOf![0]).not.toBe(routeOf!.at(-1));
  });
});

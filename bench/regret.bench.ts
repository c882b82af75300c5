import { readFileSync } from 'node:fs';
import { DEMO, type DemoTruth, demoTruth } from '../scripts/demo/build-demo.ts';
import { correctedLevels } from '../src/calibration/corrected-levels.ts';
import { type CalibratedSector, type CalibrationOptions, DEFAULT_CALIBRATION } from '../src/calibration/report.ts';
import { applyCalibration } from '../src/engine/apply-calibration.ts';
import { calibrate } from '../src/engine/calibrate.ts';
import { type PlacedMeasurements, placeMeasurements } from '../src/engine/calibration-case.ts';
import { createEngine, type Engine, type EngineName } from '../src/engine/engine.ts';
import { readMeasurements } from '../src/io/measurements/read-measurements.ts';
import { nodeModels } from '../src/io/node-models.ts';
import { ModelLibrary } from '../src/learning/models/model-library.ts';
import { nodeRuntime } from '../src/learning/models/node-runtime.ts';
import type { TunedModel } from '../src/learning/tuning/tuned-model.ts';
import { binByCell } from '../src/measurements/bin-by-cell.ts';
import { type MeasurementSet, measurementSet } from '../src/measurements/measurement-set.ts';
import { driveVirtually, type RsrpSampler, trueLevels } from '../src/measurements/virtual-drive.ts';
import { errorMetrics } from '../src/metrics/error-metrics.ts';
import { DEFAULT_DEMAND } from '../src/planning/demand.ts';
import { DECIDERS, DEFAULT_HANDOVER } from '../src/planning/handover/handover-scenario.ts';
import { handoverStudy } from '../src/planning/handover/handover-study.ts';
import { type HandoverSummary, summariseHandover } from '../src/planning/handover/handover-summary.ts';
import type { MeanInterval } from '../src/planning/mean-interval.ts';
import { networkGains, sharedArea } from '../src/planning/network-gains.ts';
import { userDensity } from '../src/planning/place-users.ts';
import { type PowerSummary, summarisePower } from '../src/planning/power/power-summary.ts';
import { type NamedGains, powerSweep } from '../src/planning/power/power-sweep.ts';
import { drawnUsers } from '../src/planning/requested-users.ts';
import { DEFAULT_SETTINGS, type SolveSettings } from '../src/propagation/solve-request.ts';
import { createSweepSolverCpu } from '../src/propagation/sweep/solve-on-cpu.ts';
import { resourceElementDbm, rsrpMap } from '../src/radio/link-budget.ts';
import { cellCentre, cellCount, gridCentredOn, type RasterGrid } from '../src/raster/raster-grid.ts';
import { roofRaster } from '../src/scene/roof-raster.ts';
import type { Scene } from '../src/scene/scene.ts';
import type { Sector } from '../src/sites/sector.ts';
import { Random } from '../src/units/random.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';

export const title = 'What believing a map costs on the demo, whose truth is known: power saving and handover';

const SECTORS = ['Market-A', 'Market-C', 'Exchange-A', 'Exchange-B', 'Northgate-C'];
const TRUTH = 'truth';
const NOISE_FIGURE_DB = 7;
const RECEIVER_HEIGHT_M = 1.5;
/** Taught by the engine's maps, and by measurements. */
const MODELS = {
  'DL as the engine (unet)': 'unet',
  'DL as the engine (gan-maxvit)': 'gan-maxvit',
  'DL-M2M (unet-m2m)': 'unet-m2m',
  'DL-M2M (gan-maxvit-m2m)': 'gan-maxvit-m2m',
};
/** What is trained to each sector. */
const TRAINED_MODEL = 'unet-m2m';

/** RSRP [dBm] by cell of every sector, NaN = no data. */
type Maps = readonly ArrayLike<number>[];

interface Demo {
  readonly engine: Engine;
  readonly scene: Scene;
  readonly sectors: readonly Sector[];
  readonly grid: RasterGrid;
  readonly settings: SolveSettings;
  readonly log: (text: string) => void;
}

export async function run({ quick, log }: BenchContext): Promise<BenchResult> {
  const library = new ModelLibrary(() => nodeModels(), nodeRuntime());
  const engine = createEngine(null, library);
  const truth = await demoTruth((stage) => log(`truth: ${stage}`), createSweepSolverCpu(), SECTORS);
  const scene = truth.city;
  const b = scene.boundsM;
  const cellSizeM = quick ? 12 : 6;
  const cells = 1200 / cellSizeM;
  const grid = gridCentredOn((b.minX + b.maxX) / 2, (b.minY + b.maxY) / 2, cells, cells, cellSizeM);
  const sectors = SECTORS.map((id) => truth.sectors.find((sector) => sector.id === id)!);
  const settings = { ...DEFAULT_SETTINGS, azimuths: quick ? 256 : 512 };
  const demo: Demo = { engine, scene, sectors, grid, settings, log };
  const levels = trueLevels(scene, truth.sectors, truth.solved, truth.drive);
  const inTruth: RsrpSampler = (k, x, y) => levels(truth.sectors.indexOf(sectors[k]!), x, y);
  const isTrue = sectors.map((_, k) => byCell(grid, (x, y) => inTruth(k, x, y)));
  const file = new URL('../public/demo/drive-test.csv', import.meta.url);
  const phone = placeMeasurements(await readMeasurements('drive-test.csv', readFileSync(file)), scene);
  const scanner = placeMeasurements(scannedAlong(truth, sectors, inTruth), scene);
  const believed: [string, Maps][] = [
    [TRUTH, isTrue],
    ['measured, scanner', measured(demo, scanner)],
    ['measured, phone', measured(demo, phone)],
    ['RT', await solved(demo, 'sweep')],
    ['RT without transmission', await solved(demo, 'sweep', { refraction: false })],
    ...(await calibrated(demo, scanner, [
      ['RT calibrated (AM), scanner', { method: 'AM' }],
      ['RT calibrated (tuned), scanner', { method: 'tuned' }],
    ])),
    ...(await calibrated(demo, phone, [
      ['RT calibrated (AM), phone', { method: 'AM' }],
      ['the same, allowing for the serving cell', { method: 'AM', truncation: true }],
    ])),
  ];
  for (const [name, id] of Object.entries(MODELS)) believed.push([name, await solved(demo, `model:${id}`)]);
  believed.push(
    [`DL-C (${TRAINED_MODEL}), scanner`, await trained(demo, library, scanner, 'scanner')],
    [`DL-C (${TRAINED_MODEL}), phone`, await trained(demo, library, phone, 'phone')],
  );
  believed.push(['UMa (TR 38.901)', await solved(demo, 'uma')], ['free space', await solved(demo, 'free-space')]);
  const roofs = roofRaster(scene.buildings, grid);
  const errors = new Map(believed.map(([name, maps]) => [name, maeOutdoors(maps, isTrue, roofs)]));
  engine.dispose();
  return {
    rows: await planned(demo, believed, errors, quick),
    notes: notesOf(demo, [phone.set.count, scanner.set.count], quick),
  };
}

/**
 * What a scanner logs along the way of the demo's drive test: every sector at every place, where a phone logs the strongest. Noise, steps,
 * sensitivity and errors of the position are the phone's.
 */
function scannedAlong({ city, drive }: DemoTruth, sectors: readonly Sector[], levels: RsrpSampler): MeasurementSet {
  const way = driveVirtually(city, sectors, () => 0, { ...drive, samples: DEMO.samples });
  const { positions } = way.measurements;
  if (positions.kind !== 'wgs84') throw new Error('the demo city has a place on the Earth');
  const random = new Random(DEMO.driveSeed);
  const rows = sectors
    .flatMap((_, k) =>
      Array.from(way.trueX, (x, i) => {
        const heard = levels(k, x, way.trueY[i]!) + DEMO.noiseDb * random.normal();
        return { k, i, level: Math.round(heard / DEMO.stepDb) * DEMO.stepDb };
      }),
    )
    .filter(({ level }) => level >= DEMO.sensitivityDbm);
  return measurementSet({
    name: 'scanner',
    positions: {
      kind: 'wgs84',
      latDeg: Float64Array.from(rows, ({ i }) => positions.latDeg[i]!),
      lonDeg: Float64Array.from(rows, ({ i }) => positions.lonDeg[i]!),
    },
    rsrpDbm: Float32Array.from(rows, ({ level }) => level),
    cell: Int32Array.from(rows, ({ k }) => k),
    cells: sectors.map(({ id }) => id),
  });
}

function byCell(grid: RasterGrid, level: (x: number, y: number) => number): Float64Array {
  return Float64Array.from({ length: cellCount(grid) }, (_, cell) => {
    const { x, y } = cellCentre(grid, cell);
    return level(x, y);
  });
}

/** Medians by cell of the rows that name a sector. */
function measured({ sectors, grid }: Demo, { set, x, y }: PlacedMeasurements): Maps {
  return sectors.map(({ id }) => {
    const own = set.cells.indexOf(id);
    const rows = [...Array(set.count).keys()].filter((i) => set.cell[i] === own);
    const of = (values: ArrayLike<number>) => rows.map((i) => values[i]!);
    return binByCell(grid, of(x), of(y), of(set.rsrpDbm)).medianDbm;
  });
}

async function solved(demo: Demo, engine: EngineName, changes: Partial<SolveSettings> = {}): Promise<Maps> {
  const maps: Float64Array[] = [];
  for (const sector of demo.sectors) {
    demo.log(`${engine}: ${sector.id}`);
    const map = await demo.engine.solve(engine, {
      ...requestOf(demo),
      sector,
      settings: { ...demo.settings, ...changes },
    });
    maps.push(rsrpMap(map.pathGain, map.validity, sector));
  }
  return maps;
}

function requestOf({ scene, grid, settings }: Demo) {
  return { scene, grid, settings, receiverZM: (scene.groundZM ?? 0) + RECEIVER_HEIGHT_M };
}

/** Each sector fitted to the rows that name it, as `boresight calibrate` does, and solved as found; one set of maps a run. */
async function calibrated(
  demo: Demo,
  measurements: PlacedMeasurements,
  runs: readonly (readonly [string, Partial<CalibrationOptions>])[],
): Promise<[string, Maps][]> {
  const { engine, scene, sectors, settings } = demo;
  const { receiverZM } = requestOf(demo);
  const options = runs.map(([, changes]) => ({ ...DEFAULT_CALIBRATION, ...changes }));
  const request = { scene, sectors, measurements, receiverZM, settings, materials: {}, runs: options };
  const { reports, refused } = await calibrate(engine, request, {
    onReport: ({ sectorId, options: { method } }) => demo.log(`${method}: ${sectorId}`),
  });
  if (refused.length > 0) throw new Error(refused.map(({ message }) => message).join('\n'));
  const found: [string, Maps][] = [];
  for (const [r, [name]] of runs.entries()) {
    const maps: ArrayLike<number>[] = [];
    // Reports come sector by sector, those of one in the order of the runs.
    for (const [k, sector] of sectors.entries())
      maps.push(await solvedAs(demo, sector, reports[k * runs.length + r]!.result));
    found.push([name, maps]);
  }
  return found;
}

/** A network trained to each sector's rows by itself, and asked for its maps. */
async function trained(
  demo: Demo,
  library: ModelLibrary,
  measurements: PlacedMeasurements,
  rows: string,
): Promise<Maps> {
  const { engine, scene, sectors, settings } = demo;
  const { receiverZM } = requestOf(demo);
  const options: CalibrationOptions = { ...DEFAULT_CALIBRATION, method: 'dl', model: TRAINED_MODEL };
  const request = { scene, sectors, measurements, receiverZM, settings, materials: {}, runs: [options] };
  const models: TunedModel[] = [];
  const { refused } = await calibrate(engine, request, {
    onTuned: (tuned) => models.push(tuned),
    onReport: ({ sectorId }) => demo.log(`dl, ${rows}: ${sectorId}`),
  });
  if (refused.length > 0) throw new Error(refused.map(({ message }) => message).join('\n'));
  const name = `trained to the ${rows}`;
  await library.addTuned(name, models);
  return solved(demo, `model:${name}`);
}

async function solvedAs(demo: Demo, sector: Sector, result: CalibratedSector): Promise<ArrayLike<number>> {
  const { engine, scene, grid } = demo;
  const asked = applyCalibration(scene, sector, result);
  const map = await engine.solve('sweep', { ...requestOf(demo), ...asked });
  const levelDbm = Float32Array.from(rsrpMap(map.pathGain, map.validity, asked.sector));
  if (!result.correction) return levelDbm;
  const { receiverZM } = requestOf(demo);
  const corrected = await correctedLevels({ scene, sector, receiverZM }, { grid, levelDbm }, result.correction, {
    fieldCells: Number.POSITIVE_INFINITY,
  });
  return corrected.levelDbm;
}

/** Mean absolute error over the outdoor cells of all sectors that both have [dB], and the share of these that the maps have. */
function maeOutdoors(maps: Maps, truth: Maps, roofs: Float32Array): { readonly mae: number; readonly covered: number } {
  const pairs = truth
    .flatMap((levels, k) => Array.from(levels, (level, cell) => [maps[k]![cell]!, level, roofs[cell]!] as const))
    .filter(([, level, roof]) => roof === 0 && !Number.isNaN(level));
  const { mae, coverage } = errorMetrics(
    pairs.map(([believed]) => believed),
    pairs.map(([, level]) => level),
    { policy: 'covered' },
  );
  return { mae, covered: coverage };
}

async function planned(
  { scene, sectors, grid, log }: Demo,
  believed: readonly [string, Maps][],
  errors: ReadonlyMap<string, ReturnType<typeof maeOutdoors>>,
  quick: boolean,
): Promise<BenchResult['rows']> {
  const maps: NamedGains[] = believed.map(([name, levels]) => ({
    name,
    gains: networkGains(
      sectors,
      new Map(
        sectors.map((sector, k) => {
          const sent = resourceElementDbm(sector);
          return [sector.id, { grid, pathGainDb: Float64Array.from(levels[k]!, (level) => level - sent) }] as const;
        }),
      ),
      'nearest',
    ),
  }));
  const { areaM, cellSizeM } = sharedArea(maps.map(({ gains }) => gains));
  const usersOf = drawnUsers(userDensity(areaM, cellSizeM, scene), areaM, DEFAULT_DEMAND);
  const common = { maps, truth: 0, usersOf, noiseFigureDb: NOISE_FIGURE_DB };
  log('power');
  const seeds = seedsOf(quick ? 2 : 10);
  const power = summarisePower(
    await powerSweep({ ...common, users: [100, 300, 500], seeds, association: 'search' }),
    TRUTH,
  );
  log('handover');
  const scenario = { ...DEFAULT_HANDOVER, slots: slots(quick), deciders: DECIDERS };
  const handover = summariseHandover(await handoverStudy({ ...common, seeds: seedsOf(draws(quick)), scenario }));
  return maps.map(({ name }) => ({
    maps: name,
    'MAE outdoors [dB]': rounded(errors.get(name)!.mae),
    'covered [%]': rounded(100 * errors.get(name)!.covered),
    ...powerCells(power.filter(({ map }) => map === name)),
    ...handoverCells(handover.filter(({ map }) => map === name)),
  }));
}

const seedsOf = (draws: number) => Array.from({ length: draws }, (_, i) => 42 + i);

function powerCells(summary: readonly PowerSummary[]): Record<string, string> {
  return Object.fromEntries(
    summary.flatMap(({ users, powerW, feasible, draws, unservedShare }) => [
      [`power, ${users} users [W]`, text(powerW)],
      [`served at ${users}`, `${feasible} of ${draws}`],
      [`unserved in truth at ${users} [%]`, text(unservedShare, 100)],
    ]),
  );
}

function handoverCells(summary: readonly HandoverSummary[]): Record<string, string> {
  const of = (value: (s: HandoverSummary) => string) =>
    DECIDERS.map((name) => value(summary.find(({ decider }) => decider === name)!)).join(' / ');
  const meta = summary.find(({ decider }) => decider === 'meta')!;
  return {
    [`handovers a slot, ${DECIDERS.join(' / ')}`]: of(({ handovers }) => handovers.mean.toFixed(0)),
    'meta believes [Mbit/s]': text(meta.believedMbps),
    'meta gets [Mbit/s]': text(meta.trueMbps ?? meta.believedMbps),
    [`objective in truth, ${DECIDERS.join(' / ')}`]: of(({ objective }) => objective.mean.toFixed(3)),
  };
}

function text({ count, mean, halfWidth }: MeanInterval, times = 1): string {
  if (count === 0) return '-';
  return Number.isNaN(halfWidth)
    ? `${rounded(times * mean)}`
    : `${rounded(times * mean)} ± ${rounded(times * halfWidth)}`;
}

/** Three digits that count. */
const rounded = (value: number) => Number(value.toPrecision(3));

function notesOf({ grid, sectors }: Demo, [phone, scanner]: readonly [number, number], quick: boolean): string[] {
  return [
    `${sectors.map(({ id }) => id).join(', ')} of the demo on ${grid.columns} x ${grid.rows} cells of ${grid.cellSizeM} m. The truth is that of the demo's drive test (scripts/demo): the sweep without transmission on building heights that are off by ${DEMO.heightErrorM} m, less foliage, with ${DEMO.shadowingDb} dB of shadowing. "Phone" is that drive test, ${phone} rows of the strongest of nine sectors; "scanner" has every sector along the same way, ${scanner} rows. Calibrations see these rows and nothing else; as maps they are medians by cell, and the nearest cell where there is none.`,
    `Users by land use outdoors, ${quick ? 2 : 10} draws for power and ${draws(quick)} of ${slots(quick)} slots with 1,000 users for handover; means ± 95 % intervals. The objective is ln rate a slot and user, less handovers.`,
  ];
}

const draws = (quick: boolean) => (quick ? 1 : 2);
const slots = (quick: boolean) => (quick ? 200 : 2000);

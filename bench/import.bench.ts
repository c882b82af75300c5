import Papa from 'papaparse';
import { readMeasurements } from '../src/io/measurements/read-measurements.ts';
import { binByCell } from '../src/measurements/bin-by-cell.ts';
import type { RasterGrid } from '../src/raster/raster-grid.ts';
import type { BenchContext, BenchResult } from './bench-case.ts';
import { DRIVE_LOG_COLUMNS, DRIVE_LOG_ORIGIN, driveLog } from './drive-log.ts';
import { openDuckDb } from './duckdb.ts';
import { timed } from './stopwatch.ts';

export const title = 'Import of a drive test from CSV: parsed and binned to medians by cell of 5 m [s]';

const SEED = 20260302;
const GRID: RasterGrid = { columns: 1024, rows: 1024, cellSizeM: 5, westM: -2560, northM: 2560 };
/** Metres of a degree at the origin, the same for all readers: projecting is not what is measured. */
const EAST_M = 75_200;
const NORTH_M = 111_200;

const LEAST_DBM = -156;
const MOST_DBM = -31;

/** What every reader must come to: rows with a position and a level, cells with one, and the sum of their medians [dBm]. */
interface Found {
  readonly rows: number;
  readonly cells: number;
  readonly sumDbm: number;
}

export async function run({ quick, log }: BenchContext): Promise<BenchResult> {
  const rows = quick ? 50_000 : 1_000_000;
  log(`writing ${rows} rows`);
  const bytes = driveLog(rows, SEED);
  const database = await openDuckDb();
  const readers: readonly (readonly [string, () => Promise<Found>])[] = [
    ['boresight', () => ours(bytes)],
    ['PapaParse, three columns', async () => papaParse(bytes)],
    ['DuckDB-WASM, three columns', async () => duckDb(database, bytes)],
  ];
  const runs = quick ? 1 : 5;
  const took = readers.map(() => ({ wallS: Number.POSITIVE_INFINITY, cpuS: Number.POSITIVE_INFINITY }));
  const found: Found[] = [];
  for (let turn = 0; turn < runs; turn++) {
    for (const [k, [reader, read]] of readers.entries()) {
      log(`${reader}, run ${turn + 1} of ${runs}`);
      const { value, wallS, cpuS } = await timed(read);
      found.push(value);
      took[k] = { wallS: Math.min(took[k]!.wallS, wallS), cpuS: Math.min(took[k]!.cpuS, cpuS) };
    }
  }
  mustAgree(found);
  return {
    rows: readers.map(([reader], k) => ({
      reader,
      'wall [s]': Number(took[k]!.wallS.toFixed(2)),
      'CPU [s]': Number(took[k]!.cpuS.toFixed(2)),
      'CPU of boresight': Number((took[k]!.cpuS / took[0]!.cpuS).toFixed(2)),
      'rows [1e6/s]': Number((rows / took[k]!.wallS / 1e6).toFixed(2)),
      'MB/s': Number((bytes.length / took[k]!.wallS / 1e6).toFixed(0)),
      // As text: the table rounds numbers.
      'rows used': String(found[k]!.rows),
      cells: String(found[k]!.cells),
    })),
    notes: [
      `${rows} rows, ${(bytes.length / 1e6).toFixed(0)} MB, ${DRIVE_LOG_COLUMNS.length} columns, generated from seed ${SEED}; least of ${runs} runs, the readers in turn, in one process.`,
      'boresight reads all that it can use (position, level, cell, phone, channel, time, accuracy), checks every row, counts what it leaves out by reason and finds repeated rows; the others read position and level alone.',
      'All start from the bytes in memory and end at medians by cell, which agree in every run; PapaParse calls back row by row, DuckDB runs one query in one thread.',
    ],
  };
}

function mustAgree(found: readonly Found[]): void {
  const [first, ...others] = found;
  for (const other of others) {
    if (other.rows !== first!.rows || other.cells !== first!.cells || Math.abs(other.sumDbm - first!.sumDbm) > 1)
      throw new Error(`the readers do not agree: ${JSON.stringify(found)}`);
  }
}

async function ours(bytes: Uint8Array): Promise<Found> {
  const { positions, rsrpDbm } = await readMeasurements('drive.csv', bytes);
  if (positions.kind !== 'wgs84') throw new Error('latitudes and longitudes were not told as such');
  return binned(positions.latDeg, positions.lonDeg, rsrpDbm);
}

function papaParse(bytes: Uint8Array): Found {
  const [latAt, lonAt, levelAt] = (['latitude', 'longitude', 'rsrp_dbm'] as const).map((name) =>
    DRIVE_LOG_COLUMNS.indexOf(name),
  ) as [number, number, number];
  const lat: number[] = [];
  const lon: number[] = [];
  const level: number[] = [];
  let isHeader = true;
  Papa.parse<string[]>(new TextDecoder().decode(bytes), {
    delimiter: ',',
    step: ({ data }) => {
      if (isHeader || data.length < DRIVE_LOG_COLUMNS.length) {
        isHeader = false;
        return;
      }
      const rsrp = Number(data[levelAt]);
      if (data[latAt] === '' || data[lonAt] === '' || !(rsrp >= LEAST_DBM && rsrp <= MOST_DBM)) return;
      lat.push(Number(data[latAt]));
      lon.push(Number(data[lonAt]));
      level.push(rsrp);
    },
  });
  return binned(lat, lon, level);
}

function binned(lat: ArrayLike<number>, lon: ArrayLike<number>, rsrpDbm: ArrayLike<number>): Found {
  const x = Float64Array.from(lon, (deg) => (deg - DRIVE_LOG_ORIGIN.lonDeg) * EAST_M);
  const y = Float64Array.from(lat, (deg) => (deg - DRIVE_LOG_ORIGIN.latDeg) * NORTH_M);
  const { medianDbm } = binByCell(GRID, x, y, rsrpDbm);
  let cells = 0;
  let sumDbm = 0;
  for (const level of medianDbm) {
    if (Number.isNaN(level)) continue;
    cells++;
    sumDbm += level;
  }
  return { rows: x.length, cells, sumDbm };
}

function duckDb(database: Awaited<ReturnType<typeof openDuckDb>>, bytes: Uint8Array): Found {
  database.registerFileBuffer('drive.csv', bytes.slice());
  const connection = database.connect();
  const result = connection.query(`
    WITH cells AS (
      SELECT median(rsrp_dbm) AS level, count(*) AS n
      FROM read_csv('drive.csv', header = true)
      WHERE latitude IS NOT NULL AND longitude IS NOT NULL AND rsrp_dbm BETWEEN ${LEAST_DBM} AND ${MOST_DBM}
      GROUP BY floor(((longitude - ${DRIVE_LOG_ORIGIN.lonDeg}) * ${EAST_M} - ${GRID.westM}) / ${GRID.cellSizeM}),
               floor((${GRID.northM} - (latitude - ${DRIVE_LOG_ORIGIN.latDeg}) * ${NORTH_M}) / ${GRID.cellSizeM})
    )
    SELECT sum(n)::DOUBLE AS n, count(*)::DOUBLE AS cells, sum(level) AS sum FROM cells`);
  const row = result.get(0)!.toJSON() as { readonly n: number; readonly cells: number; readonly sum: number };
  connection.close();
  database.dropFile('drive.csv');
  return { rows: row.n, cells: row.cells, sumDbm: row.sum };
}

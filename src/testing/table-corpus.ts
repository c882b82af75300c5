import { gzipSync, strToU8, unzipSync, zipSync } from 'fflate';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { readMeasurements } from '../io/measurements/read-measurements.ts';
import { parquetOf } from '../io/tables/parquet-sample.ts';
import { geoPackageOf, gpkgPointOf } from '../io/tables/sqlite-sample.ts';
import { openTables } from '../io/tables/table-formats.ts';
import { xlsxOf } from '../io/tables/xlsx-sample.ts';
import { UserError } from '../units/errors.ts';
import { Random } from '../units/random.ts';
import { mutateBytes } from './mutate-bytes.ts';

/** A sound file of one format, and how it is damaged. */
export interface CorpusFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The first and last byte between which a checksum guards what the rows say; null where none does. */
  readonly guarded: readonly [number, number] | null;
  readonly mutate: (random: Random) => Uint8Array;
}

const ROWS = Array.from({ length: 40 }, (_, i) => ({
  lat: 48 + i / 1000,
  lon: 11.5 - i / 900,
  rsrp: -80 - i / 4,
  cell: `c"${i % 3}`,
}));
const MOMENTS = ROWS.map((_, i) => new Date(Date.UTC(2026, 2, 31, 14, 43, i)).toISOString());

function file(id: string, name: string, bytes: Uint8Array, guarded: CorpusFile['guarded'] = null): CorpusFile {
  return { id, name, bytes, guarded, mutate: (random) => mutateBytes(bytes, random) };
}

/** Damage within the files of a zip, which is then packed soundly: else its checksums would catch nearly everything. */
function within(id: string, name: string, zip: Uint8Array): CorpusFile {
  const files = unzipSync(zip);
  const paths = Object.keys(files);
  const mutate = (random: Random) => {
    const path = paths[Math.floor(random.unit() * paths.length)]!;
    return zipSync({ ...files, [path]: mutateBytes(files[path]!, random) }, { level: 1 });
  };
  return { id, name, bytes: zip, guarded: null, mutate };
}

function csv(): Uint8Array {
  const rows = ROWS.map(
    ({ lat, lon, rsrp, cell }, i) => `${lat},${lon},${rsrp},"${cell.replace('"', '""')}",${MOMENTS[i]}`,
  );
  return strToU8(`# log\nlat,lon,rsrp,cell,time\n${rows.join('\r\n')}\n`);
}

function kml(): Uint8Array {
  const marks = ROWS.map(
    ({ lat, lon, rsrp }) =>
      `<Placemark><ExtendedData><Data name="RSRP"><value>${rsrp} dBm</value></Data></ExtendedData><Point><coordinates>${lon},${lat},0</coordinates></Point></Placemark>`,
  );
  return strToU8(
    `<?xml version="1.0"?><kml xmlns="http://earth.google.com/kml/2.1"><Folder>${marks.join('\n')}</Folder></kml>`,
  );
}

function geoJson(): Uint8Array {
  const features = ROWS.map(({ lat, lon, rsrp, cell }) => ({
    type: 'Feature',
    properties: { rsrp, cell },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  }));
  return strToU8(JSON.stringify({ type: 'FeatureCollection', features }));
}

function nemo(): Uint8Array {
  const events = ROWS.map(({ lat, lon, rsrp }, i) => {
    const clock = `14:43:${String(i).padStart(2, '0')}.000`;
    return `GPS,${clock},,${lon},${lat},91,0,1,6,0\r\nCELLMEAS,${clock},,7,0,1,10,0,70003,1300,318,-43.0,${rsrp},-5.0,,93.0,`;
  });
  return strToU8(`#AF,,,"Tool"\r\n#START,14:43:00.000,,"31.03.2026"\r\n${events.join('\r\n')}\r\n`);
}

function gpx(): Uint8Array {
  const points = ROWS.map(
    ({ lat, lon, rsrp }, i) =>
      `<trkpt lat="${lat}" lon="${lon}"><time>${MOMENTS[i]}</time><extensions><rsrp>${rsrp}</rsrp></extensions></trkpt>`,
  );
  return strToU8(`<?xml version="1.0"?><gpx version="1.1"><trk><trkseg>${points.join('\n')}</trkseg></trk></gpx>`);
}

const SHEET = xlsxOf(
  { walk: [['lat', 'lon', 'rsrp', 'cell'], ...ROWS.map(({ lat, lon, rsrp, cell }) => [lat, lon, rsrp, cell])] },
  { styles: '<cellXfs><xf numFmtId="0"/></cellXfs>' },
);
const PACKED = parquetOf({
  lat: ROWS.map(({ lat }) => lat),
  lon: ROWS.map(({ lon }) => lon),
  rsrp: ROWS.map(({ rsrp }) => rsrp),
});

const GZIP_ALONE = { GZIP: (bytes: Uint8Array) => gzipSync(bytes) };

/** Dictionaries, missing values and differences, as most writers pack them. */
function parquetWritten(options: Omit<Parameters<typeof parquetWriteBuffer>[0], 'columnData'>): Uint8Array {
  const columnData: ColumnSource[] = [
    { name: 'lat', data: ROWS.map(({ lat }) => lat), type: 'DOUBLE', encoding: 'BYTE_STREAM_SPLIT' },
    { name: 'lon', data: ROWS.map(({ lon }) => lon), type: 'FLOAT' },
    { name: 'rsrp', data: ROWS.map(({ rsrp }, i) => (i % 9 === 0 ? null : Math.round(rsrp))), type: 'INT32' },
    { name: 'cell', data: ROWS.map(({ cell }) => cell), type: 'STRING' },
    { name: 'count', data: ROWS.map((_, i) => i * i), type: 'INT32', encoding: 'DELTA_BINARY_PACKED' },
    { name: 'big', data: ROWS.map((_, i) => BigInt(i) ** 5n), type: 'INT64', encoding: 'DELTA_BINARY_PACKED' },
    { name: 'note', data: ROWS.map((_, i) => `n${i}`), type: 'STRING', encoding: 'DELTA_LENGTH_BYTE_ARRAY' },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, ...options }));
}

function geoParquet(): Uint8Array {
  const value = JSON.stringify({ primary_column: 'where', columns: { where: { encoding: 'WKB' } } });
  const columnData: ColumnSource[] = [
    { name: 'where', data: ROWS.map(({ lon, lat }) => gpkgPointOf(lon, lat).subarray(8)), type: 'BYTE_ARRAY' },
    { name: 'rsrp', data: ROWS.map(({ rsrp }) => rsrp), type: 'DOUBLE' },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata: [{ key: 'geo', value }] }));
}

/** A small file of every format that tables are read from. */
export function tableCorpus(): readonly CorpusFile[] {
  return [
    file('csv', 'm.csv', csv()),
    file('xlsx', 'm.xlsx', SHEET, [0, SHEET.length]),
    within('xlsx within', 'm.xlsx', SHEET),
    file('kml', 'm.kml', kml()),
    within('kmz within', 'm.kmz', zipSync({ 'doc.kml': kml() })),
    file('geojson', 'm.geojson', geoJson()),
    file(
      'gpkg',
      'm.gpkg',
      geoPackageOf(
        ['rsrp', 'cell'],
        ROWS.map(({ lat, lon, rsrp, cell }) => [gpkgPointOf(lon, lat), rsrp, cell.repeat(rsrp < -89 ? 300 : 1)]),
      ),
    ),
    // What follows the last page is not guarded: the footer has no checksum.
    file('parquet', 'm.parquet', PACKED, [0, 4 + 3 * (8 * ROWS.length + 30)]),
    file('parquet snappy', 'm.parquet', parquetWritten({ pageSize: 300 })),
    file('parquet gzip', 'm.parquet', parquetWritten({ codec: 'GZIP', compressors: GZIP_ALONE })),
    file('geoparquet', 'm.parquet', geoParquet()),
    file('nmf', 'm.nmf', nemo()),
    file('gpx', 'm.gpx', gpx()),
  ];
}

/** The file of the corpus, damaged as the seed says. */
export function mutantOf(source: CorpusFile, seed: number): Uint8Array {
  return source.mutate(new Random(seed));
}

/** True where the damage lies within what a checksum guards: a mutant of the same length that is unchanged outside of it. */
export function guardedAlone({ bytes, guarded }: CorpusFile, mutant: Uint8Array): boolean {
  if (guarded === null) return false;
  const [from, to] = guarded;
  if (from === 0 && to === bytes.length) return true;
  return mutant.length === bytes.length && bytes.every((byte, i) => (i >= from && i < to) || mutant[i] === byte);
}

/**
 * Reads a file as far as it can be: all rows of all tables, then as measurements. What is thrown beside a UserError is a bug.
 * @returns what all its rows say, as one number; null where it is refused
 */
export async function readWhole(name: string, bytes: Uint8Array): Promise<number | null> {
  try {
    let sum = 0;
    for (const { table } of await openTables(name, bytes)) {
      for (const column of table.columns) sum = hash(column, sum);
      table.forEachRow((fields) => {
        for (const field of fields) sum = hash(field, sum);
      });
    }
    await readMeasurements(name, bytes);
    return sum;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function hash(text: string, seed: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x01000193);
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h ^ text.length) >>> 0;
}

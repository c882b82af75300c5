import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readMeasurements } from '../measurements/read-measurements.ts';
import { parquetOf } from './parquet-sample.ts';
import { gpkgPointOf } from './sqlite-sample.ts';
import { openTables } from './table-formats.ts';
import { wholeTable } from './table-sample.ts';

const open = async (bytes: Uint8Array) => {
  const { table } = (await openTables('m.parquet', bytes))[0]!;
  return { ...wholeTable(table), codes: (table.issues ?? []).map(({ code, message }) => `${code}: ${message}`) };
};
type WriteOptions = Omit<Parameters<typeof parquetWriteBuffer>[0], 'columnData'>;
const written = (columnData: ColumnSource[], options: WriteOptions = {}) =>
  new Uint8Array(parquetWriteBuffer({ columnData, ...options }));
const GZIP_ALONE = { GZIP: (bytes: Uint8Array) => gzipSync(bytes) };
const DRIVE = { lat: [48.25, 48.5], lon: [11.5, 11.25], rsrp: [-80.5, -120] };

/** The file with some bytes replaced. */
const changed = (bytes: Uint8Array, at: number, ...values: number[]) => {
  const copy = Uint8Array.from(bytes);
  copy.set(values, at < 0 ? bytes.length + at : at);
  return copy;
};

describe('Parquet', () => {
  it('reads numbers, texts, truths and times, with nothing where there is none', async () => {
    const time = new Date('2026-03-31T14:43:00.250Z');
    const { columns, rows, at } = await open(
      written([
        { name: 'd', data: [1.5, null, -2], type: 'DOUBLE' },
        { name: 'f', data: [Math.fround(-80.3), 0.1, null], type: 'FLOAT' },
        { name: 'i', data: [1, 2, 3], type: 'INT32' },
        { name: 'l', data: [2n ** 62n, 0n, -1n], type: 'INT64' },
        { name: 's', data: [' A ', null, 'Zürich'], type: 'STRING' },
        { name: 'b', data: [true, false, null], type: 'BOOLEAN' },
        { name: 't', data: [time, null, time], type: 'TIMESTAMP' },
      ]),
    );
    expect(columns).toEqual(['d', 'f', 'i', 'l', 's', 'b', 't']);
    expect(rows).toEqual([
      ['1.5', '-80.3', '1', '4611686018427387904', 'A', 'true', '2026-03-31T14:43:00.250Z'],
      ['', '0.1', '2', '0', '', 'false', ''],
      ['-2', '', '3', '-1', 'Zürich', '', '2026-03-31T14:43:00.250Z'],
    ]);
    expect(at).toEqual([1, 2, 3]);
  });

  it('reads many groups and pages, dictionaries and other codecs', async () => {
    const levels = Array.from({ length: 20_000 }, (_, i) => -80 - (i % 40));
    const cells = levels.map((_, i) => `cell ${i % 7}`);
    const columns: ColumnSource[] = [
      { name: 'rsrp', data: levels, type: 'INT32' },
      { name: 'cell', data: cells, type: 'STRING' },
      { name: 'delta', data: levels, type: 'INT32', encoding: 'DELTA_BINARY_PACKED' },
      { name: 'split', data: levels, type: 'DOUBLE', encoding: 'BYTE_STREAM_SPLIT' },
    ];
    for (const options of [
      { rowGroupSize: 3000, pageSize: 2000 },
      { codec: 'UNCOMPRESSED' as const },
      { codec: 'GZIP' as const, compressors: GZIP_ALONE },
    ]) {
      const { rows } = await open(written(columns, options));
      expect(rows).toHaveLength(20_000);
      expect([rows[12_345], rows[19_999]]).toEqual([
        ['-105', 'cell 4', '-105', '-105'],
        ['-119', 'cell 0', '-119', '-119'],
      ]);
    }
  });

  it('is read as measurements, and tells that most files carry no checksum', async () => {
    const plain = await readMeasurements('m.parquet', parquetOf(DRIVE, { checksums: false }));
    expect([[...plain.rsrpDbm], plain.issues.map(({ code }) => code)]).toEqual([[-80.5, -120], ['unverified']]);
    const checked = await readMeasurements('m.parquet', parquetOf(DRIVE));
    expect([checked.count, checked.issues]).toEqual([2, []]);
  });

  it('leaves out nested columns and names them', async () => {
    const { columns, codes } = await open(nested());
    expect([columns, codes[0]]).toEqual([
      ['a'],
      expect.stringMatching(
        /^column-unsupported: m\.parquet: column "n" is unsupported \(it holds structures or lists\)/,
      ),
    ]);
  });

  it('takes the points of GeoParquet for positions, in WGS 84 alone', async () => {
    const points = [gpkgPointOf(11.5, 48.25).subarray(8), gpkgPointOf(1, 2, 30).subarray(8), null];
    const geo = (crs: unknown) => [
      {
        key: 'geo',
        value: JSON.stringify({
          version: '1.1.0',
          primary_column: 'where',
          columns: { where: { encoding: 'WKB', crs } },
        }),
      },
    ];
    const columns: ColumnSource[] = [
      { name: 'rsrp', data: [-80, -81, -82], type: 'INT32' },
      { name: 'where', data: points, type: 'BYTE_ARRAY' },
      { name: 'latitude', data: [1, 2, 3], type: 'INT32' },
    ];
    const read = await open(written(columns, { kvMetadata: geo(undefined) }));
    expect(read.columns).toEqual(['longitude', 'latitude', 'altitude', 'rsrp', 'latitude (data)']);
    expect(read.rows).toEqual([
      ['11.5', '48.25', '', '-80', '1'],
      ['1', '2', '30', '-81', '2'],
      ['', '', '', '-82', '3'],
    ]);
    const unknown = { id: { authority: 'EPSG', code: 31468 } };
    await expect(open(written(columns, { kvMetadata: geo(unknown) }))).rejects.toThrow(
      /its points are in the system 31468; .*EPSG:4326/,
    );
    const utm = await open(written(columns, { kvMetadata: geo({ id: { authority: 'EPSG', code: 32632 } }) }));
    // 11.5 m east and 48 m north of the zone's false origin.
    expect(Number(utm.rows[0]![0])).toBeCloseTo(4.511, 3);
    expect(Number(utm.rows[0]![1])).toBeCloseTo(0.000436, 5);
  });

  it('gives back any table that was written', async () => {
    const text = fc.option(
      fc.string({ unit: 'grapheme' }).filter((t) => t === t.trim() && !/\p{Cs}/u.test(t) && !t.startsWith('\ufeff')),
    );
    const row = fc.record({ d: fc.option(fc.double({ noNaN: true }).map((n) => n + 0)), s: text, i: fc.integer() });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 50 }), async (rows) => {
        const read = await open(
          written([
            { name: 'd', data: rows.map(({ d }) => d), type: 'DOUBLE' },
            { name: 's', data: rows.map(({ s }) => s), type: 'STRING' },
            { name: 'i', data: rows.map(({ i }) => i), type: 'INT32' },
          ]),
        );
        expect(read.rows).toEqual(rows.map(({ d, s, i }) => [d === null ? '' : String(d), s ?? '', String(i)]));
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  const file = parquetOf(DRIVE);
  it.each([
    ['bad magic', changed(file, 0, 0x50, 0x4b), /m\.parquet: not Parquet \(it begins with "PKR1", not "PAR1"\)/],
    ['encryption', changed(file, 3, 0x45), /the Parquet file is encrypted; write it without encryption/],
    ['a missing end', file.subarray(0, -3), /the Parquet file is truncated \(it does not end with "PAR1"\)/],
    [
      'a footer beyond the file',
      changed(file, -8, 0xff, 0xff, 0xff, 0x7f),
      /its footer of 2147483647 bytes is longer than the file \(\d+ bytes\): truncated/,
    ],
    [
      'more rows than it holds',
      parquetOf(DRIVE, { rows: 2 ** 52 }),
      /declares 4503599627370496 rows .* more than a file of \d+ bytes holds/,
    ],
    [
      'a few rows more than it holds',
      parquetOf(DRIVE, { rows: 3 }),
      /column "lat", group 1: declares 3 rows, its pages hold 2: more than the file holds/,
    ],
    [
      'a flipped value',
      changed(file, file.indexOf(0x40, 20), 0x41),
      /column "lat", group 1, byte 4: the checksum of a page does not match what it holds/,
    ],
    [
      'an unknown codec',
      parquetOf(DRIVE, { codec: 3 }),
      /its pages are packed with LZO, which is not read; write it again with Snappy/,
    ],
    ['no rows', parquetOf({ lat: [] }), /the Parquet file holds no rows \(0 rows\)/],
    [
      'a footer that is none',
      changed(file, file.length - 30, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
      /its footer is damaged/,
    ],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(open(bytes)).rejects.toThrow(message);
  });
});

/** A column of numbers beside one of structures. */
function nested(): Uint8Array {
  return written(
    [
      { name: 'a', data: [1, 2] },
      { name: 'n', data: [{ x: 1 }, { x: 2 }] },
    ],
    {
      schema: [
        { name: 'root', num_children: 2 },
        { name: 'a', type: 'INT32', repetition_type: 'REQUIRED' },
        { name: 'n', repetition_type: 'REQUIRED', num_children: 1 },
        { name: 'x', type: 'INT32', repetition_type: 'REQUIRED' },
      ],
    },
  );
}

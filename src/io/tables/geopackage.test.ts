import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMeasurements } from '../measurements/read-measurements.ts';
import { columnsOf } from './sqlite-columns.ts';
import { geoPackageOf, gpkgPointOf, sqliteOf } from './sqlite-sample.ts';
import { openTables } from './table-formats.ts';
import { wholeTable } from './table-sample.ts';

const open = async (bytes: Uint8Array) =>
  (await openTables('drive.gpkg', bytes)).map(({ name: label, table }) => ({ label, ...wholeTable(table) }));
const drive = (count: number) =>
  geoPackageOf(
    ['rsrp', 'note'],
    Array.from({ length: count }, (_, i) => [gpkgPointOf(11 + i / 1000, 48.5), -80 - (i % 40), `n${i}`]),
  );

describe('GeoPackage', () => {
  it('makes columns of a layer of points, over many pages', async () => {
    const [table, ...rest] = await open(drive(3000));
    expect(rest).toEqual([]);
    expect([table!.label, table!.columns]).toEqual([
      'drive.gpkg',
      ['longitude', 'latitude', 'altitude', 'rsrp', 'note'],
    ]);
    expect(table!.rows).toHaveLength(3000);
    expect([table!.rows[2999], table!.at[2999]]).toEqual([['13.999', '48.5', '', '-119', 'n2999'], 3000]);
    const set = await readMeasurements('drive.gpkg', drive(3000));
    expect([set.count, set.rows]).toEqual([3000, 3000]);
  });

  it('reads heights and several points of a row; one without a place is a row without a position', async () => {
    const two = new Uint8Array(8 + 9 + 2 * 21);
    two.set([0x47, 0x50, 0, 0, 0, 0, 16, 230, 0, 0, 0, 0, 4, 0, 0, 0, 2]);
    const view = new DataView(two.buffer);
    for (const [i, axis] of [1, 2, 3, 4].entries()) {
      const at = 17 + 21 * (i >> 1);
      view.setUint32(at + 1, 1);
      view.setFloat64(at + 5 + 8 * (i % 2), axis);
    }
    const [table] = await open(
      geoPackageOf(
        ['rsrp'],
        [
          [gpkgPointOf(1, 2, 30), -70],
          [two, -71],
          [null, -72],
          [gpkgPointOf(Number.NaN, Number.NaN), 1.5],
        ],
        { shape: 'GEOMETRY' },
      ),
    );
    expect(table!.rows).toEqual([
      ['1', '2', '30', '-70'],
      ['1', '2', '', '-71'],
      ['3', '4', '', '-71'],
      ['', '', '', '-72'],
      ['', '', '', '1.5'],
    ]);
    expect(table!.at).toEqual([1, 2, 2, 3, 4]);
  });

  it('reads every table of another database, rows beyond a page, and the numbers of rows', async () => {
    const long = 'x'.repeat(5000);
    const tables = await open(
      sqliteOf([
        {
          name: 'a',
          sql: 'CREATE TABLE a (id INTEGER PRIMARY KEY, lat REAL, "odd ""name" TEXT)',
          rows: [
            [null, -1.25, long],
            [null, 2 ** 40, 'y'],
            [null, -(2 ** 50)],
          ],
        },
        { name: 'none', sql: 'CREATE TABLE none (a)', rows: [] },
        { name: 'b', sql: 'CREATE TABLE b (a, b)', rows: [[-129, 0]] },
      ]),
    );
    expect(tables).toMatchObject([
      {
        label: 'drive.gpkg, a',
        columns: ['id', 'lat', 'odd "name'],
        rows: [
          ['1', '-1.25', long],
          ['2', '1099511627776', 'y'],
          ['3', '-1125899906842624', ''],
        ],
      },
      { label: 'drive.gpkg, b', rows: [['-129', '0']] },
    ]);
  });

  it('gives back any table that was written', async () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 700 })
      .filter((t) => t === t.trim() && !t.startsWith('\ufeff'));
    const number = fc.oneof(
      fc.maxSafeInteger(),
      fc.double({ noNaN: true }).map((n) => n + 0),
    );
    const row = fc.tuple(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.oneof(text, number),
      fc.oneof(text, number, fc.constant(null)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), async (rows) => {
        const [table] = await open(
          geoPackageOf(
            ['a', 'b'],
            rows.map(([lon, lat, ...rest]) => [gpkgPointOf(lon, lat), ...rest]),
          ),
        );
        expect(table!.rows).toEqual(
          rows.map(([lon, lat, a, b]) => [String(lon), String(lat), '', String(a), b === null ? '' : String(b)]),
        );
      }),
      { numRuns: 150, seed: 5 },
    );
  });

  it.each([
    [32632, 691_567.326, 5_334_734.331, 11.575, 48.137],
    [25832, 691_567.326, 5_334_734.331, 11.575, 48.137],
    [3857, 1_288_523.106, 6_129_677.092, 11.575, 48.137],
    [4258, 11.575, 48.137, 11.575, 48.137],
  ])('lays points of EPSG:%d onto degrees', async (srs, x, y, lon, lat) => {
    const bytes = geoPackageOf(['rsrp'], [[gpkgPointOf(x, y), -80]], { srs });
    const { positions } = await readMeasurements('drive.gpkg', bytes);
    if (positions.kind !== 'wgs84') throw new Error('degrees became metres');
    expect(positions.lonDeg[0]).toBeCloseTo(lon, 6);
    expect(positions.latDeg[0]).toBeCloseTo(lat, 6);
  });

  it('counts points that can be no place of their system', async () => {
    const rows = [gpkgPointOf(-5, 3), gpkgPointOf(691_607, 5_334_760)].map((point) => [point, -80]);
    const set = await readMeasurements('drive.gpkg', geoPackageOf(['rsrp'], rows, { srs: 32632 }));
    expect([set.count, set.rows, set.rejections.map(({ reason }) => reason)]).toEqual([1, 2, ['position-missing']]);
  });

  it.each([
    [
      'metres of a system that is not known',
      geoPackageOf(['rsrp'], [[gpkgPointOf(1, 2), 1]], { srs: 31468 }),
      /layer "drive" is in EPSG:31468; points are read in WGS 84 degrees .*UTM on WGS 84.*ogr2ogr -t_srs EPSG:4326/,
    ],
    [
      'outlines',
      geoPackageOf(['rsrp'], [[gpkgPointOf(1, 2), 1]], { shape: 'POLYGON' }),
      /no layer of points or table with rows in the database \(it holds: drive\)/,
    ],
    [
      'a geometry that is none',
      geoPackageOf(['rsrp'], [[Uint8Array.of(1, 2, 3), 1]]),
      /layer "drive", row 1: its geometry is damaged/,
    ],
    [
      'a file cut short',
      drive(100).subarray(0, 2048),
      /cut short: \d+ pages of 512 bytes are promised, the file has 2048 bytes/,
    ],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(open(bytes)).rejects.toThrow(message);
  });

  it('ends on trees and rows that bite their tail', async () => {
    const bytes = sqliteOf([{ name: 'b', sql: 'CREATE TABLE b (a, b)', rows: [[5, 'x'.repeat(1500)]] }]);
    const flow = bytes.length / 512;
    const circle = Uint8Array.from(bytes);
    // The first page that the row flows over to is made its own successor.
    const first = [...Array(flow).keys()].find((page) => page > 0 && bytes[page * 512] !== 13)!;
    new DataView(circle.buffer).setUint32(first * 512, first + 1);
    await expect(open(circle)).rejects.toThrow(/page \d+: the database is damaged: it is used twice/);
    const root = Uint8Array.from(bytes);
    root[100] = 5;
    new DataView(root.buffer).setUint32(108, 1);
    root[104] = 0;
    await expect(open(root)).rejects.toThrow(/page 1: the database is damaged: it is used twice/);
  });
});

describe('columns of CREATE TABLE', () => {
  it.each([
    [
      'CREATE TABLE t (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, [a b] TEXT DEFAULT (1, 2), `c``d` DECIMAL(10, 2))',
      ['fid*', 'a b', 'c`d'],
    ],
    ["CREATE TEMP TABLE 't' (a INT PRIMARY KEY, -- a, b\n b /* c, */, CHECK (a > 0), UNIQUE (a, b))", ['a', 'b']],
    ['CREATE TABLE t (a INTEGER, b, c GENERATED ALWAYS AS (a+b), d AS (a) STORED, PRIMARY KEY (a))', ['a*', 'b', 'd']],
    ['CREATE TABLE t (a PRIMARY KEY, b) WITHOUT ROWID', null],
    ['CREATE VIRTUAL TABLE t USING rtree', null],
  ])('%s', (sql, columns) => {
    expect(columnsOf(sql)?.map(({ name, isRowid }) => name + (isRowid ? '*' : '')) ?? null).toEqual(columns);
  });
});

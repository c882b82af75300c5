import { describe, expect, it } from 'vitest';
import { ColumnsUnknown } from '../measurements/columns-unknown.ts';
import { geoPackageOf, gpkgPointOf } from '../tables/sqlite-sample.ts';
import { xlsxOf } from '../tables/xlsx-sample.ts';
import { askColumns } from './ask-columns.ts';
import { type ImportOptions, importTables } from './import-tables.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (name: string, bytes: Uint8Array | string, options: ImportOptions = {}) =>
  importTables(name, typeof bytes === 'string' ? bytesOf(bytes) : bytes, options);
const MEANINGLESS = 'a,b,c\n48.137,11.575,-80\n48.138,11.576,far\n';
const SAID = {
  mapping: { position: { kind: 'wgs84', lat: 'a', lon: 'b' }, rsrp: 'c' } as const,
  header: ['a', 'b', 'c'],
};

describe('what tables hold', () => {
  it('is sectors in a workbook, a database and a text, whose rows are counted', async () => {
    const sectors = [
      ['id', 'lat', 'lon', 'azimuth'],
      ['A1', 48.1, 11.5, 30],
      ['A2', 48.1, 11.5, 'x'],
    ];
    const geoPackage = geoPackageOf(['id', 'azimuth'], [[gpkgPointOf(11.5, 48.1), 'A1', 30]]);
    for (const [name, bytes, counts] of [
      ['net.xlsx', xlsxOf({ net: sectors }), [1, 2]],
      ['net.gpkg', geoPackage, [1, 1]],
      ['net.csv', sectors.map((row) => row.join(',')).join('\n'), [1, 2]],
    ] as const) {
      const found = await read(name, bytes);
      if (found.kind !== 'sites') throw new Error(`${name} is ${found.kind}`);
      const { drafts, rows } = found.sites;
      expect([drafts.length, rows]).toEqual(counts);
      expect(drafts[0]).toMatchObject({ id: 'A1', azimuthDeg: 30, position: { latDeg: 48.1, lonDeg: 11.5 } });
    }
  });

  it('is measurements where a level stands among them, or a person said so', async () => {
    const book = xlsxOf({
      walk: [
        ['id', 'lat', 'lon', 'rsrp'],
        ['A1', 48.1, 11.5, -80],
      ],
    });
    expect((await read('walk.xlsx', book)).kind).toBe('measurements');
    const listed = { ...SAID, header: ['id', 'lat', 'lon'] };
    const mapping = { position: { kind: 'wgs84', lat: 'lat', lon: 'lon' }, rsrp: 'id' } as const;
    const found = await read('s.csv', 'id,lat,lon\n-80,48.1,11.5\n', { known: [{ ...listed, mapping }] });
    expect(found.kind === 'measurements' && [found.set.count, found.read[0]?.known?.mapping]).toEqual([1, mapping]);
  });

  it('is sectors with patterns that are read where somebody can', async () => {
    const text = 'id,lat,lon,pattern\nA1,48.1,11.5,panel.msi\n';
    const apart = await read('s.csv', text);
    expect(apart.kind === 'sites' && apart.sites.issues.map(({ code }) => code)).toEqual(['patterns-apart']);
    const wanted: string[] = [];
    const readPattern = (name: string) => {
      wanted.push(name);
      return {
        kind: 'table',
        name,
        peakGainDbi: 17,
        horizontalLossDb: new Float64Array(360),
        verticalLossDb: new Float64Array(360),
      } as const;
    };
    const found = await read('s.csv', text, { readPattern });
    expect(found.kind === 'sites' && found.sites.issues).toEqual([]);
    expect(wanted).toEqual(['panel.msi']);
  });

  it('is told, or asked, where it is neither', async () => {
    await expect(read('s.csv', 'lat,lon,azimuth,downtilt\n48.1,11.5,30,2\n')).rejects.toThrow(
      /s\.csv: a list of sectors by its columns, but without an id \(a column "id"\)/,
    );
    await expect(read('s.csv', 'id,lat,lat,lon\nA,48.1,48.1,11.5\n')).rejects.toThrow(/two columns are named "lat"/);
    await expect(read('m.csv', MEANINGLESS)).rejects.toThrow(ColumnsUnknown);
    const found = await read('m.csv', MEANINGLESS, { known: [SAID] });
    expect(found.kind === 'measurements' && [found.set.rows, found.set.count]).toEqual([2, 1]);
  });

  it('leaves out a sector with more fields than the header names', async () => {
    const found = await read('s.csv', 'id,lat,lon\nA,48.1,11.5\nB,48,1,11,5\n');
    expect(found.kind === 'sites' && found.sites.rejections.map(({ message }) => message)).toEqual([
      expect.stringMatching(/row 2 \(line 3\): 5 fields, the header names 3/),
    ]);
  });
});

describe('what is asked of columns', () => {
  it('is asked of a sheet whose columns nobody knows, in place of another', async () => {
    const book = xlsxOf({
      notes: [
        ['who', 'when'],
        ['me', 'now'],
      ],
      log: [
        ['a', 'b', 'c'],
        [48.1375, 11.5755, -80],
      ],
    });
    const question = await askColumns('log.xlsx', book, {});
    expect(question).toMatchObject({
      name: 'log.xlsx, log',
      counts: 'row',
      draft: { first: 'a', second: 'b', rsrp: 'c' },
    });
    const found = await read('log.xlsx', book, { known: [SAID] });
    expect(found.kind === 'measurements' && [found.set.count, found.set.issues.map(({ code }) => code)]).toEqual([
      1,
      ['no-measurements'],
    ]);
  });
});

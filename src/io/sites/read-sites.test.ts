import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openTables } from '../tables/table-formats.ts';
import { xlsxOf } from '../tables/xlsx-sample.ts';
import { readPlannedSites, readSiteTables } from './read-sites.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = async (text: string) => readSiteTables('s.csv', await openTables('s.csv', bytesOf(text)));
const readZip = async (files: Record<string, string>, options = {}) => {
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, bytesOf(text)])));
  return readSiteTables('net.zip', await openTables('net.zip', zip), options);
};

const CELLS =
  'LTE,311,480,9728,9903886,0,-122.39,37.78,1000,21,1,1458613761,1491242559,0\nLTE,311,480,9728,9903887,0,-122.38,37.78,1000,21,0,1458613761,1491242559,0\nGSM,311,480,12,7,0,0,0,1000,21,1,1458613761,1491242559,0\n';
const SITES = 'NAME\tLONGITUDE\tLATITUDE\tALTITUDE\nS1\t14.5\t46.05\t300\nS2\t14.6\t46.06\t310\n';
const TRANSMITTERS =
  'TX_ID\tSITE_NAME\tANTENNA_NAME\tAZIMUT\tHEIGHT\tTILT\tACTIVE\nT1\tS1\tA1\t120\t25\t3\t-1\nT2\tS2\tA9\t240\t30\t\t-1\nT3\tS9\tA1\t0\t30\t\t-1\n';
const CELL_TABLE =
  'CELL_ID\tTX_ID\tCARRIER\tPCI\tMAX_POWER\tACTIVE\nC1\tT1\tB3\t7\t46\t-1\nC2\tT1\tB20\t7\t43\t0\nC3\tT2\tB3\t8\t46\t-1\nC4\tT8\tB3\t8\t46\t-1\nC5\tT3\tB3\t8\t46\t-1\n';

describe('lists of sectors', () => {
  it('reads OpenCelliD cells with and without a header, and says that positions are estimates', async () => {
    const header = 'radio,mcc,net,area,cell,unit,lon,lat,range,samples,changeable,created,updated,averageSignal\n';
    for (const text of [CELLS, header + CELLS]) {
      const set = (await read(text))!;
      expect(set.layout).toBe('OpenCelliD cells');
      expect(set.drafts.map(({ id, siteId, position }) => [id, siteId, position])).toEqual([
        ['LTE-311-480-9728-9903886', '311-480-38687', { kind: 'wgs84', latDeg: 37.78, lonDeg: -122.39 }],
        ['LTE-311-480-9728-9903887', '311-480-38687', { kind: 'wgs84', latDeg: 37.78, lonDeg: -122.38 }],
      ]);
      expect([set.rows, set.rejections.map(({ reason }) => reason)]).toEqual([3, ['invalid-row']]);
      expect(set.rejections[0]!.message).toMatch(/s\.csv, row 3 \(line \d\): lat 0, lon 0 is no position/);
      expect(set.issues.find(({ code }) => code === 'estimated-position')).toMatchObject({ count: 1 });
      expect(set.issues.find(({ code }) => code === 'assumed-antenna')).toMatchObject({ count: 2 });
    }
  });

  it("joins Atoll's sites, transmitters and cells, and their antennas", async () => {
    const cut = Array.from({ length: 360 }, (_, degree) => `${degree} 1`).join(' ');
    const antennas = `Name\tGain (dBi)\tPattern\nA1\t17\t2 0 0 360 ${cut} 1 0 360 ${cut} 0\n`;
    const set = (await readZip({
      'sites.txt': SITES,
      'tx.txt': TRANSMITTERS,
      'cells.txt': CELL_TABLE,
      'antennas.txt': antennas,
    }))!;
    expect(set.drafts).toMatchObject([
      {
        id: 'C1',
        siteId: 'S1',
        position: { latDeg: 46.05, lonDeg: 14.5 },
        azimuthDeg: 120,
        heightAboveGroundM: 25,
        downtiltDeg: 3,
        powerDbm: 46,
        pattern: { name: 'A1', peakGainDbi: 17 },
      },
      { id: 'C3', siteId: 'S2', azimuthDeg: 240 },
    ]);
    expect(set.drafts[1]!.pattern).toBeUndefined();
    expect(set.rejections.map(({ reason, line, message }) => [reason, line, message])).toEqual([
      ['inactive', 3, 'net.zip, cells.txt, row 2 (line 3): ACTIVE is off'],
      ['no-site', 5, 'net.zip, cells.txt, row 4 (line 5): its transmitter is not in the table of transmitters'],
      ['no-site', 6, 'net.zip, cells.txt, row 5 (line 6): site "S9" is not in the table of sites'],
    ]);
    expect(set.issues.find(({ code }) => code === 'pattern-not-given')!.message).toMatch(
      /1 sectors name an antenna .*"A9"/,
    );
  });

  it("reads Atoll's transmitters where there are no cells, and refuses them without sites", async () => {
    const set = (await readZip({ 'sites.txt': SITES, 'tx.txt': TRANSMITTERS }))!;
    expect(set.drafts.map(({ id }) => id)).toEqual(['T1', 'T2']);
    await expect(readZip({ 'tx.txt': TRANSMITTERS, 'cells.txt': CELL_TABLE })).rejects.toThrow(
      /that of sites \(NAME, LONGITUDE, LATITUDE\) is missing; give sites, transmitters and cells in one zip/,
    );
  });

  it("places Atoll's sites in projected metres once their system is given", async () => {
    const metres = 'NAME\tLONGITUDE\tLATITUDE\nS1\t500000\t3318785.35\nS2\t500000\t3318785.35\n';
    const files = { 'sites.txt': metres, 'tx.txt': TRANSMITTERS };
    await expect(readZip(files)).rejects.toThrow(
      /500000, 3318785\.35 are metres of a projected system; give its EPSG code/,
    );
    const position = (await readZip(files, { epsg: 32648 }))!.drafts[0]!.position;
    if (position.kind !== 'wgs84') throw new Error('expected degrees');
    expect([position.latDeg.toFixed(6), position.lonDeg.toFixed(6)]).toEqual(['30.000000', '105.000000']);
  });

  it('reads a Nemo BTS file; cells that are numbered at every site bear its name', async () => {
    const set = (await read(
      'SYSTEM;SITE;LAT;LON;CELL;CELL_NAME;PCI;DIR;HEIGHT\nLTE;Hill;60.1;24.9;1;;7;120;30\nLTE;Hill;60.1;24.9;2;;8;x;30\nLTE;Dale;60.2;24.9;1;Dale A;7;240;30\n',
    ))!;
    expect(set.layout).toBe('Nemo BTS file');
    expect(set.drafts).toMatchObject([
      { id: 'Hill-1', siteId: 'Hill', azimuthDeg: 120, heightAboveGroundM: 30 },
      { id: 'Dale A', siteId: 'Dale', azimuthDeg: 240 },
    ]);
    expect(set.rejections[0]!.message).toMatch(/row 2 \(line 3\): azimuth "x" is not a number/);
  });

  it('takes three columns without names as id, latitude and longitude, and says so', async () => {
    const set = (await read('1,-1.23603,-78.61999\n2,-1.23284,-78.62212\n'))!;
    expect(set.drafts).toMatchObject([
      { id: '1', position: { latDeg: -1.23603, lonDeg: -78.61999 } },
      { id: '2', position: { latDeg: -1.23284, lonDeg: -78.62212 } },
    ]);
    expect(set.issues[0]!.message).toMatch(/2 rows without named columns are taken as id, latitude and longitude/);
    expect(await read('50.12345,10.12345,-80\n50.12345,10.12345,-81\n')).toBeNull();
  });

  it('reads any list with ids and positions, and leaves out the second of an id', async () => {
    const set = (await read('id,lat,lon,azimuth\nA,50,10,0\nA,51,10,0\nB,95,10,0\nC,52,10,90\n'))!;
    expect(set.drafts.map(({ id }) => id)).toEqual(['A', 'C']);
    expect([set.rows, set.rejections.map(({ reason }) => reason)]).toEqual([4, ['repeated-id', 'invalid-row']]);
    expect(set.issues[0]!.message).toMatch(
      /1 row left out, the id was used before \(s\.csv, row 2 \(line 3\): the id "A"/,
    );
    expect(await read('a,b\n1,2\n')).toBeNull();
  });

  it('reads a workbook of sectors, and leaves a text with named columns to a reader that leaves out nothing', async () => {
    const rows = [
      ['id', 'x', 'y', 'azimuth'],
      ['A', 10, 20, 30],
    ];
    const book = await readPlannedSites('net.xlsx', xlsxOf({ net: rows }));
    expect(book?.drafts).toMatchObject([{ id: 'A', azimuthDeg: 30, position: { kind: 'local', x: 10, y: 20 } }]);
    expect(await readPlannedSites('net.csv', bytesOf(rows.map((row) => row.join()).join('\n')))).toBeNull();
  });
});

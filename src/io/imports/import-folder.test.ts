import { expect, it } from 'vitest';
import { importFolder } from './import-folder.ts';
import { folderLedgerCsv } from './ledger.ts';

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });

const MONDAY = file('a/monday.csv', 'lat,lon,cell,rsrp\n48.1,11.5,A,-80\n48.2,11.5,A,\n');
const TUESDAY = file('b/tuesday.csv', 'Latitude;Longitude;RSRP;Cell\n48,3;11,5;-90;B\n');
const SITES = file('sites.csv', 'id,lat,lon,azimuth\nA,48.1,11.5,30\nB,48.1,11.5,x\n');

it('joins the measurements of all files, each with its own ledger', async () => {
  const { entries, measurements } = await importFolder('week', [TUESDAY, SITES, MONDAY], {});
  expect(entries.map((entry) => [entry.name, entry.kind === 'read' ? entry.imported.kind : entry.kind])).toEqual([
    ['a/monday.csv', 'measurements'],
    ['b/tuesday.csv', 'measurements'],
    ['sites.csv', 'sites'],
  ]);
  expect(measurements).toMatchObject({ name: 'week', rows: 3, count: 2, cells: ['A', 'B'] });
  expect(measurements?.issues.map(({ code }) => code)).toEqual(['rsrp-missing', 'decimal-comma', 'other-files']);
  const lines = new TextDecoder().decode(folderLedgerCsv(entries)).trim().split('\n');
  expect(lines.map((line) => line.split(',').slice(0, 3).join())).toEqual([
    'part,line,reason',
    'a/monday.csv,3,rsrp-missing',
    'sites.csv,3,invalid-row',
  ]);
});

it('reads a file once whose bytes are there under another name, and tells what it cannot read', async () => {
  const files = [
    MONDAY,
    { name: 'copy of monday.csv', bytes: MONDAY.bytes },
    file('readme.md', 'Drives of March, all by car\n\nThe level, the place and the time\n'),
    file('__MACOSX/monday.csv', 'x'),
    file('.DS_Store', 'x'),
  ];
  const { entries, measurements } = await importFolder('week', files, {});
  expect(entries.map(({ name, kind }) => [name, kind])).toEqual([
    ['a/monday.csv', 'read'],
    ['copy of monday.csv', 'copy'],
    ['readme.md', 'refused'],
  ]);
  expect(measurements?.issues.slice(1).map(({ code, message }) => [code, message.slice(0, 60)])).toEqual([
    ['copies', expect.stringContaining('week: files with the bytes of another')],
    ['no-measurements', expect.stringContaining('week: files that hold no measurements')],
  ]);
});

it('takes a table of no usable row for no measurements', async () => {
  const { entries, measurements } = await importFolder('week', [file('x.csv', 'lat,lon,rsrp\n48,11,far\n')], {});
  expect(measurements).toBeNull();
  expect(entries[0]).toMatchObject({
    kind: 'refused',
    reason: expect.stringMatching(/x\.csv: none of its 1 rows can be used \(.*RSRP is text/),
  });
});

it('finds the track that tells where the rows of a table were', async () => {
  const track = (name: string, day: string) =>
    file(
      name,
      `<gpx><trk><trkseg><trkpt lat="48" lon="11"><time>${day}T10:00:00Z</time></trkpt><trkpt lat="48" lon="11.001"><time>${day}T10:00:08Z</time></trkpt></trkseg></trk></gpx>`,
    );
  const table = file('walk.csv', 'time,rsrp\n2026-03-02T10:00:04Z,-80\n');
  const { entries, measurements } = await importFolder(
    'walk',
    [table, track('first.gpx', '2026-03-01'), track('second.gpx', '2026-03-02')],
    {},
  );
  expect(entries.map(({ name, kind }) => [name, kind])).toEqual([
    ['first.gpx', 'refused'],
    ['second.gpx', 'track'],
    ['walk.csv', 'read'],
  ]);
  expect(measurements?.positions.kind === 'wgs84' && measurements.positions.lonDeg[0]).toBeCloseTo(11.0005, 9);
});

it('refuses a folder without files', async () => {
  await expect(importFolder('empty', [file('.DS_Store', 'x')], {})).rejects.toThrow('empty: the folder holds no files');
});

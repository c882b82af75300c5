import { mkdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writeNpy } from '../io/formats/npy.ts';
import { runCommand } from '../testing/run-command.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const { at, file } = temporaryFolder();
const documentOf = async (...words: string[]) => {
  const run = await runCommand('import', ...words, '--json');
  expect(run).toMatchObject({ code: 0, error: '' });
  return JSON.parse(run.out);
};

const LOG =
  'lat,lon,rsrp,cell,time\n50,10,-80,A,2024-05-01T10:00:00Z\n50.1,10,-90,B,2024-05-01T10:00:01Z\n0,0,-90,B,\n50,10,x,"=HYPERLINK(1)",\n';

describe('boresight import', () => {
  it('tells measurements: columns, mapping, units, rows by reason, levels, time and extent', async () => {
    const document = await documentOf('--in', file('log.csv', LOG));
    expect(document).toMatchObject({
      file: 'log.csv',
      kind: 'measurements',
      format: 'CSV with commas',
      rows: 4,
      accepted: 2,
      rejected: { 'null-island': 1, 'rsrp-not-a-number': 1 },
      units: { position: 'deg', rsrp: 'dBm' },
      cells: 2,
      rsrp: { min: -90, median: -85, max: -80 },
      time: { first: '2024-05-01T10:00:00.000Z', last: '2024-05-01T10:00:01.000Z' },
      extent: { lat: [50, 50.1], lon: [10, 10] },
      ledger: null,
    });
    expect(document.parts).toMatchObject([
      {
        columns: ['lat', 'lon', 'rsrp', 'cell', 'time'],
        mapping: { position: { kind: 'wgs84', lat: 'lat', lon: 'lon' }, rsrp: 'rsrp', cell: ['cell'], time: 'time' },
        rows: 4,
        accepted: 2,
      },
    ]);
  });

  it('writes the ledger: every rejected row, and no formula', async () => {
    const ledger = at('ledger.csv');
    const named = file('=1+1.csv', LOG);
    expect((await documentOf('--in', named, '--ledger', ledger)).ledger).toBe(ledger);
    expect(readFileSync(ledger, 'utf8').split('\n')).toEqual([
      'part,line,reason,message',
      '\'=1+1.csv,4,null-island,"the position is 0, 0: a receiver without a fix"',
      "'=1+1.csv,5,rsrp-not-a-number,RSRP is text",
      '',
    ]);
  });

  it('reads with a mapping and with an EPSG code, and refuses without', async () => {
    const path = file('utm.csv', 'E,N,L\n500000,3318785.35,-80\n');
    expect(await runCommand('import', '--in', path, '--json')).toMatchObject({ code: 1, out: '' });
    const mapping = file('m.json', '{"position":{"kind":"projected","x":"E","y":"N","epsg":32648},"rsrp":"L"}');
    const document = await documentOf('--in', path, '--mapping', mapping);
    expect(document.extent.lat[0]).toBeCloseTo(30, 6);
    const contest = file('c.csv', 'Cell Index,Cell X,Cell Y,X,Y,RSRP\n1,1,1,500000,3318785.35,-80\n');
    expect((await runCommand('import', '--in', contest)).error).toMatch(/give its EPSG code: --epsg 32648/);
    expect((await documentOf('--in', contest, '--epsg', '32648')).extent.lon).toEqual([105, 105]);
    expect((await runCommand('import', '--in', contest, '--epsg', 'utm48')).error).toMatch(/--epsg utm48: must be/);
    const wrong = file('w.json', '{"position":{"kind":"wgs84","lat":"E"},"rsrp":"L"}');
    expect((await runCommand('import', '--in', path, '--mapping', wrong)).error).toMatch(
      /w\.json: position\.lon is missing/,
    );
  });

  it('tells sites, antennas and grids', async () => {
    const sites = await documentOf(
      '--in',
      file('s.csv', 'id,site,lat,lon,azimuth\nA,S,50,10,0\nB,S,50,10,120\nB,S,50,10,240\n'),
    );
    expect(sites).toMatchObject({
      kind: 'sites',
      rows: 3,
      accepted: 2,
      rejected: { 'repeated-id': 1 },
      sites: 1,
      sectors: 2,
    });
    const json = await documentOf('--in', file('s.json', '[{"id":"A","lat":50,"lon":10}]'));
    expect(json).toMatchObject({ kind: 'sites', format: 'JSON', accepted: 1 });
    const cut = (name: string) =>
      `${name} 360\n${Array.from({ length: 360 }, (_, d) => `${d} ${Math.min(d, 360 - d) / 10}`).join('\n')}\n`;
    const antenna = await documentOf(
      '--in',
      file('a.msi', `NAME p\nFREQUENCY 1800\nGAIN 15 dBi\n${cut('HORIZONTAL')}${cut('VERTICAL')}`),
    );
    expect(antenna).toMatchObject({
      kind: 'antennas',
      accepted: 1,
      antennas: [{ name: 'p', peak_gain: 15, frequency: 1.8e9, horizontal_beamwidth: 60, vertical_beamwidth: 60 }],
    });
    const map = writeNpy({ rows: 1, columns: 3, values: Float32Array.of(-80, Number.NaN, -90) });
    expect(await documentOf('--in', file('m.npy', map))).toMatchObject({
      kind: 'grid',
      rows: 3,
      accepted: 2,
      rejected: { 'no-data': 1 },
      grid: { columns: 3, rows: 1, min: -90, max: -80, place: null },
    });
  });

  it('refuses other files in words', async () => {
    const refused = async (name: string, content: string | Uint8Array) => {
      const run = await runCommand('import', '--in', file(name, content));
      expect([run.code, run.out]).toEqual([1, '']);
      return run.error;
    };
    expect(await refused('a.csv', 'region,cell,band\n1,2,3\n')).toMatch(
      /no column of position .*columns seen: region, cell, band/,
    );
    expect(await refused('empty.csv', '')).toMatch(/empty/);
    expect(await refused('p.json', '{"a": 1}')).toMatch(/p\.json: JSON that lists neither sectors nor points/);
    expect(await refused('d.json', '{"a": (1, 2)}')).toMatch(/d\.json is not valid JSON: \S/);
    const events =
      'Timestamp\tLongitude\tLatitude\tCellID\tNetworkTech\tLevel\tEventType\tEventDetails\n2025.01.02_03.04.05\t1\t2\t7\t4G\t-90\tX\tY\n';
    expect(await refused('e.txt', events)).toMatch(/the events of a G-NetTrack log/);
  });
});

it.each([
  ['scene.xml', '<scene version="2.1.0">\n<shape type="ply"/>\n</scene>'],
  ['town.osm', '<?xml version="1.0"?>\n<osm version="0.6">\n<node id="1"/>\n</osm>'],
  ['city.obj', '# made by hand\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n'],
  ['box.ply', 'ply\nformat ascii 1.0\nelement vertex 0\nend_header\n'],
])('calls %s the geometry that it is', async (name, text) => {
  const { code, error } = await runCommand('import', '--in', file(name, text));
  expect(code).toBe(1);
  expect(error).toContain(`${name}: geometry of a scene, in which nothing is measured; boresight scene --in opens it`);
});

describe('a folder', () => {
  it('tells every file, and all measurements together', async () => {
    mkdirSync(at('logs/day2'), { recursive: true });
    file('logs/one.csv', 'lat,lon,rsrp\n48,11,-80\n48,11.1,\n');
    file('logs/day2/two.csv', 'lat,lon,rsrp\n48,11.2,-85\n');
    file('logs/notes.txt', 'by car\n');
    const ledger = at('left-out.csv');
    const document = await documentOf('--in', at('logs'), '--ledger', ledger);
    expect(document).toMatchObject({ kind: 'folder', file: 'logs', ledger });
    expect(document.files.map(({ file, kind, rows, accepted }: never) => [file, kind, rows, accepted])).toEqual([
      ['day2/two.csv', 'measurements', 1, 1],
      ['notes.txt', null, undefined, undefined],
      ['one.csv', 'measurements', 2, 1],
    ]);
    expect(document.files[1].reason).toContain('notes.txt');
    expect(document.measurements).toMatchObject({ files: 2, rows: 3, accepted: 2, rejected: { 'rsrp-missing': 1 } });
    expect(readFileSync(ledger, 'utf8')).toBe('part,line,reason,message\none.csv,3,rsrp-missing,no RSRP\n');
  });

  it('of nothing that can be read is refused with the first reason', async () => {
    mkdirSync(at('prose'));
    file('prose/notes.txt', 'by car\n');
    const { code, error } = await runCommand('import', '--in', at('prose'));
    expect(code).toBe(1);
    expect(error).toMatch(/prose: none of its 1 files holds measurements \(notes\.txt/);
  });
});

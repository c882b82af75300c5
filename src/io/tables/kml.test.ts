import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openTables } from './table-formats.ts';
import { wholeTable } from './table-sample.ts';

const placemark = (data: Readonly<Record<string, string>>, rest = '') =>
  `<Placemark><name> 4G 12-3</name><ExtendedData>${Object.entries(data)
    .map(([key, value]) => `<Data name="${key}"><displayName>x</displayName><value>${value}</value></Data>`)
    .join(
      '',
    )}</ExtendedData><Style><IconStyle><Icon><href>dot.png</href></Icon></IconStyle></Style>${rest}</Placemark>`;
const document = (body: string) =>
  strToU8(
    `<?xml version="1.0"?>\n<kml xmlns="http://earth.google.com/kml/2.1"><Folder><name>log</name>${body}</Folder></kml>`,
  );
const point = (text: string) => `<Point><coordinates>${text}</coordinates></Point>`;
const open = async (bytes: Uint8Array, name = 'log.kml') =>
  (await openTables(name, bytes)).map(({ name: label, table }) => ({ label, ...wholeTable(table) }));

describe('KML', () => {
  it('makes columns of the data of placemarks, and rows of their points', async () => {
    const bytes = document(
      placemark({ RSRP: '-72 dBm', ALTITUDE: '228m' }, point('29.5, 40.75,12')) +
        placemark(
          { SPEED: '3 km/h', RSRP: '-80 dBm' },
          `<TimeStamp><when>2026-03-31T14:43:00Z</when></TimeStamp>${point('29.6,40.8')}`,
        ) +
        placemark({}, '<LineString><coordinates>1,2 3,4</coordinates></LineString>') +
        placemark({ RSRP: '-90' }, `<MultiGeometry>${point('1,2')}${point('3,4')}</MultiGeometry>`),
    );
    const [table] = await open(bytes, 'whatever.txt');
    expect(table).toEqual({
      label: 'whatever.txt',
      columns: ['longitude', 'latitude', 'altitude', 'name', 'when', 'RSRP', 'ALTITUDE (data)', 'SPEED'],
      rows: [
        ['29.5', '40.75', '12', '4G 12-3', '', '-72 dBm', '228m', ''],
        ['29.6', '40.8', '', '4G 12-3', '2026-03-31T14:43:00Z', '-80 dBm', '', '3 km/h'],
        ['', '', '', '4G 12-3', '', '', '', ''],
        ['1', '2', '', '4G 12-3', '', '-90', '', ''],
        ['3', '4', '', '4G 12-3', '', '-90', '', ''],
      ],
      at: [1, 2, 3, 4, 4],
    });
  });

  it('reads data of a schema, under any prefix', async () => {
    const [table] = await open(
      strToU8(
        '<k:kml xmlns:k="x"><k:Placemark><k:ExtendedData><k:SchemaData><k:SimpleData name="rsrp">-70</k:SimpleData></k:SchemaData></k:ExtendedData><k:Point><k:coordinates>1,2,0</k:coordinates></k:Point></k:Placemark></k:kml>',
      ),
    );
    expect(table!.rows).toEqual([['1', '2', '0', '', '', '-70']]);
  });

  it('opens KMZ without its pictures', async () => {
    const kml = document(placemark({ RSRP: '-72' }, point('1,2')));
    const kmz = zipSync({ 'doc.kml': kml, 'files/dot.png': Uint8Array.of(0x89, 0x50, 0, 0) });
    const [table] = await open(kmz, 'log.kmz');
    expect([table!.label, table!.rows]).toEqual(['log.kmz', [['1', '2', '', '4G 12-3', '', '-72']]]);
  });

  it('passes over a document of KMZ that names others alone', async () => {
    const layer = document(placemark({ RSRP: '-72' }, point('1,2')));
    const links = document('<NetworkLink/>');
    const tables = await open(zipSync({ 'doc.kml': links, 'layers/a.kml': layer, 'layers/b.kml': layer }), 'log.kmz');
    expect(tables.map(({ label, rows }) => [label, rows.length])).toEqual([
      ['log.kmz, layers/a.kml', 1],
      ['log.kmz, layers/b.kml', 1],
    ]);
    await expect(open(zipSync({ 'doc.kml': links, 'a.kml': links }))).rejects.toThrow(/none of its 2 KML files/);
  });

  it('refuses what holds no placemarks, and damaged XML with its place', async () => {
    await expect(open(document(''))).rejects.toThrow(/log\.kml: the KML holds no placemarks \(0 rows\)/);
    await expect(open(document('<Placemark>'))).rejects.toThrow(/log\.kml is not well-formed XML: 2:\d+/);
    await expect(open(strToU8('<!DOCTYPE kml><kml></kml>'))).rejects.toThrow(/line 1: it has a DOCTYPE/);
  });
});

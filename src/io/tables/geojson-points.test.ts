import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { isTableFile, openTables } from './table-formats.ts';
import { wholeTable } from './table-sample.ts';

const point = (coordinates: unknown, properties: unknown = {}, type = 'Point') => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
const file = (features: readonly unknown[], rest = {}) =>
  strToU8(JSON.stringify({ type: 'FeatureCollection', ...rest, features }));
const open = async (bytes: Uint8Array) => wholeTable((await openTables('p.geojson', bytes))[0]!.table);

describe('GeoJSON points', () => {
  it('makes columns of properties, and rows of points', async () => {
    const bytes = file([
      point([11.5, 48.25, 3], { rsrp: -80.5, cell: ' A ', seen: true }),
      point(
        [
          [1, 2],
          [3, 4],
        ],
        { rsrp: -81, more: { a: 1 } },
        'MultiPoint',
      ),
      { type: 'Feature', properties: { rsrp: null }, geometry: null },
      null,
    ]);
    expect(await open(bytes)).toEqual({
      columns: ['longitude', 'latitude', 'altitude', 'rsrp', 'cell', 'seen', 'more'],
      rows: [
        ['11.5', '48.25', '3', '-80.5', 'A', 'true', ''],
        ['1', '2', '', '-81', '', '', '{"a":1}'],
        ['3', '4', '', '-81', '', '', '{"a":1}'],
        ['', '', '', '', '', '', ''],
        ['', '', '', '', '', '', ''],
      ],
      at: [1, 2, 2, 3, 4],
    });
  });

  it('takes a property named __proto__ as any other', async () => {
    const bytes = strToU8(
      '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"__proto__":5}}]}',
    );
    expect(await open(bytes)).toMatchObject({
      columns: ['longitude', 'latitude', 'altitude', 'column proto'],
      rows: [['1', '2', '', '5']],
    });
  });

  it('leaves outlines, lines and other JSON to their readers', () => {
    const ring = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ];
    expect(isTableFile('a', file([point([1, 2])]))).toBe(true);
    expect(isTableFile('a', file([point([1, 2]), point([ring], {}, 'Polygon')]))).toBe(false);
    expect(isTableFile('a', file([point(ring, {}, 'LineString')]))).toBe(false);
    expect(isTableFile('a', file([]))).toBe(false);
    expect(isTableFile('a', strToU8('{"type":"Topology","objects":{"type":"Point"}}'))).toBe(false);
  });

  it.each([
    [
      'another system',
      file([point([1, 2])], { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32632' } } }),
      /its coordinate system is urn:ogc:def:crs:EPSG::32632/,
    ],
    [
      'NaN',
      strToU8('{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[NaN,2]}}]}'),
      /byte 83: NaN is not JSON/,
    ],
    [
      'a broken end',
      strToU8('{"type":"FeatureCollection","features":[{"geometry":{"type":"Point"'),
      /p\.geojson is not valid JSON/,
    ],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(open(bytes)).rejects.toThrow(message);
  });
});

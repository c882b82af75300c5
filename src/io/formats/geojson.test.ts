import { describe, expect, it } from 'vitest';
import { sceneFromFootprints } from '../../scene/build-scene.ts';
import { signedArea } from '../../scene/ring.ts';
import { readGeoJson } from './geojson.ts';
import { writeGeoJson } from './write-geojson.ts';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
// About 111.2 m to the north and 71.5 m to the east at 50 degrees north.
const SQUARE = [
  [8, 50],
  [8.001, 50],
  [8.001, 50.001],
  [8, 50.001],
  [8, 50],
];
const feature = (properties: object, coordinates: unknown = [SQUARE], type = 'Polygon') => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
const read = (...features: unknown[]) => readGeoJson('c.geojson', bytes({ type: 'FeatureCollection', features }));

describe('readGeoJson', () => {
  it('lays footprints into a frame centred on them', () => {
    const draft = read(feature({ height: 12 }));
    const [building] = draft.buildings;
    // WGS 84 at 50 degrees north: 111.229 m a milli-degree of latitude, 71.696 m of longitude (ellipsoidal radii).
    expect(signedArea(building!.outer)).toBeCloseTo(111.229 * 71.696, -0.5);
    expect(building!.outer[0]).toBeCloseTo(-35.85, 1);
    expect(building!.outer[1]).toBeCloseTo(-55.61, 1);
    expect(draft.frame!.centralMeridianDeg).toBeCloseTo(8.0005, 9);
    expect(draft.issues).toEqual([]);
  });

  it.each([
    [{ height: 12 }, 12],
    [{ height: '12.5 m' }, 12.5],
    [{ height: '12,5' }, 12.5],
    [{ 'building:height': '40 ft' }, 12.192],
    [{ height: '12\'6"' }, 3.81],
    [{ levels: 4 }, 12],
    [{ 'building:levels': '5' }, 15],
    [{ height: null, levels: 2 }, 6],
    [{}, 6],
  ])('takes the height of %j as %d m', (properties, heightM) => {
    expect(read(feature(properties)).buildings[0]!.heightM).toBeCloseTo(heightM, 9);
  });

  it.each([[{ height: -5 }], [{ height: 1e9 }], [{ height: 'tall' }], [{ levels: 'three' }], [{ height: 0 }]])(
    'rejects the height of %j and counts it',
    (properties) => {
      const { buildings, issues } = read(feature(properties), feature({ height: 3 }));
      expect(buildings).toHaveLength(1);
      expect(issues).toMatchObject([{ kind: 'rejected', code: 'height-unreadable', count: 1 }]);
      expect(issues[0]!.message).toContain('feature 0');
    },
  );

  it('takes materials from properties and doubts unknown ones', () => {
    const { buildings, issues } = read(
      feature({ height: 3, 'building:material': 'brick', 'roof:material': 'steel' }),
      feature({ height: 3, material: 'jade' }),
    );
    expect(buildings.map((b) => [b.wallMaterial, b.roofMaterial])).toEqual([
      ['brick', 'metal'],
      ['concrete', 'concrete'],
    ]);
    expect(issues).toMatchObject([{ kind: 'warning', code: 'material-unknown', count: 1 }]);
  });

  it('reads MultiPolygon with courtyards', () => {
    const hole = [
      [8.0002, 50.0002],
      [8.0002, 50.0004],
      [8.0004, 50.0004],
      [8.0002, 50.0002],
    ];
    const other = SQUARE.map(([x, y]) => [x! + 0.01, y!]);
    const { buildings } = read(feature({ height: 9, id: 7 }, [[SQUARE, hole], [other]], 'MultiPolygon'));
    expect(buildings.map((b) => [b.id, b.holes.length])).toEqual([
      ['7', 1],
      ['7#2', 0],
    ]);
  });

  it('closes open rings and counts what it leaves out', () => {
    const { buildings, issues } = read(
      feature({ height: 3 }, [SQUARE.slice(0, 4)]),
      { type: 'Feature', properties: {}, geometry: null },
      feature({}, [8, 50], 'Point'),
      feature({ height: 3 }, [
        [
          [8, 50],
          [8.1, 50],
          [8, 50],
        ],
      ]),
      feature({ height: 3 }, [
        [
          [8, 50],
          ['x', 50],
          [8, 51],
        ],
      ]),
      feature({ height: 3 }, [
        [
          [450_000, 5_500_000],
          [450_010, 5_500_000],
          [450_010, 5_500_010],
          [450_000, 5_500_000],
        ],
      ]),
      feature({ height: 3 }, [
        [
          [8, 89.5],
          [9, 89.5],
          [9, 89.6],
          [8, 89.5],
        ],
      ]),
    );
    expect(buildings).toHaveLength(1);
    expect(Object.fromEntries(issues.map((i) => [i.code, `${i.count} ${i.kind}`]))).toEqual({
      'ring-closed': '1 repaired',
      'no-geometry': '1 rejected',
      'not-a-footprint': '1 rejected',
      'ring-too-short': '1 rejected',
      'ring-damaged': '1 rejected',
      'not-on-earth': '1 rejected',
      'at-the-pole': '1 rejected',
    });
  });

  it('lays a footprint across the antimeridian out on one side', () => {
    const { buildings, issues } = read(
      feature({ height: 3 }, [
        [
          [179.9995, 10],
          [-179.9995, 10],
          [-179.9995, 10.001],
          [179.9995, 10.001],
          [179.9995, 10],
        ],
      ]),
    );
    expect(signedArea(buildings[0]!.outer)).toBeGreaterThan(11_000);
    expect(signedArea(buildings[0]!.outer)).toBeLessThan(13_000);
    expect(issues.map((i) => i.code)).toEqual(['antimeridian']);
  });

  it('ignores a property called __proto__', () => {
    const text = JSON.stringify({ type: 'FeatureCollection', features: [feature({ height: 3 })] });
    const { buildings } = readGeoJson('c.geojson', bytes(text.replace('"height":3', '"__proto__":{"height":99}')));
    expect(buildings[0]!.heightM).toBe(6);
  });

  it.each([
    ['an empty file', '', /c.geojson is empty \(0 bytes\)/],
    ['NaN', '{"type":"FeatureCollection","features":[NaN]}', /byte 40: NaN is not JSON/],
    ['overflow', '{"type":"Polygon","coordinates":[[[1e999,0]]]}', /overflows/],
    ['depth', '['.repeat(200_000), /byte 64: nested over 64 deep/],
    ['cut text', '{"type":"FeatureCollection","features":[', /not valid JSON/],
    ['no GeoJSON', '{"type":"Topology"}', /type "Topology" is no GeoJSON/],
    [
      'another frame',
      JSON.stringify({
        type: 'FeatureCollection',
        crs: { properties: { name: 'urn:ogc:def:crs:EPSG::25832' } },
        features: [],
      }),
      /EPSG::25832; GeoJSON is read in WGS 84/,
    ],
    [
      'strays',
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          feature({}),
          feature({}, [
            [
              [0, 0],
              [0.1, 0],
              [0, 0.1],
              [0, 0],
            ],
          ]),
        ],
      }),
      /spread over .* km/,
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => readGeoJson('c.geojson', bytes(text))).toThrow(message);
  });
});

describe('writeGeoJson', () => {
  it('comes back to a tenth of a millimetre, with and without a place', () => {
    const scene = sceneFromFootprints('c', read(feature({ height: 7.25, material: 'brick' })));
    for (const given of [scene, { ...scene, frame: null }]) {
      const text = writeGeoJson(given);
      const back = readGeoJson('d', bytes(text));
      expect(back.frame === null).toBe(given.frame === null);
      expect(text.includes('local metres')).toBe(given.frame === null);
      expect(back.buildings).toMatchObject([{ heightM: 7.25, wallMaterial: 'brick' }]);
      for (const [i, v] of given.buildings[0]!.outer.entries()) expect(back.buildings[0]!.outer[i]).toBeCloseTo(v, 3);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { sceneFromMesh } from '../../scene/build-scene.ts';
import { signedArea } from '../../scene/ring.ts';
import { readCityJson } from './cityjson.ts';

/** Two boxes of 10 x 10 m, 6 and 9 m tall, in centimetres from an offset. */
function city(change: object = {}) {
  const vertices: number[][] = [];
  const CityObjects: Record<string, object> = { tree: { type: 'SolitaryVegetationObject' } };
  for (const [name, x, h] of [
    ['a', 0, 6],
    ['b', 50, 9],
  ] as const) {
    const first = vertices.length;
    for (const z of [0, h])
      for (const [dx, dy] of [
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
      ] as const)
        vertices.push([(x + dx) * 100, dy * 100, z * 100]);
    const face = (...v: number[]) => [v.map((i) => first + i)];
    const shell = [
      face(3, 2, 1, 0),
      face(4, 5, 6, 7),
      face(0, 1, 5, 4),
      face(1, 2, 6, 5),
      face(2, 3, 7, 6),
      face(3, 0, 4, 7),
    ];
    CityObjects[name] = {
      type: 'Building',
      geometry: [
        { type: 'Solid', lod: '1.2', boundaries: [shell] },
        { type: 'MultiSurface', lod: '0', boundaries: [face(0, 1, 2, 3)] },
      ],
    };
  }
  const root = {
    type: 'CityJSON',
    version: '2.0',
    transform: { scale: [0.01, 0.01, 0.01], translate: [500_000, 5_500_000, 2] },
    metadata: { referenceSystem: 'https://www.opengis.net/def/crs/EPSG/0/25832' },
    CityObjects,
    vertices,
    ...change,
  };
  return new TextEncoder().encode(JSON.stringify(root));
}

describe('readCityJson', () => {
  it('reads solids as buildings at their place', () => {
    const draft = readCityJson('c', city());
    expect(draft.frame).toMatchObject({ centralMeridianDeg: 9, originEastingM: 500_000, originNorthingM: 5_500_000 });
    const scene = sceneFromMesh('c', draft);
    expect(scene.groundZM).toBeCloseTo(2, 9);
    expect(scene.extruded).toBe(true);
    expect(
      scene.buildings.map((b) => [b.id, Math.round(b.heightM * 1e6) / 1e6, Math.round(signedArea(b.outer))]),
    ).toEqual([
      ['a', 6, 100],
      ['b', 9, 100],
    ]);
    expect(draft.issues).toMatchObject([{ kind: 'rejected', code: 'not-a-building', count: 1 }]);
  });

  it('says that a foreign coordinate system has no place here', () => {
    const draft = readCityJson(
      'c',
      city({ metadata: { referenceSystem: 'https://www.opengis.net/def/crs/EPSG/0/7415' } }),
    );
    expect(draft.frame).toBeNull();
    expect(draft.issues.find((i) => i.code === 'frame-unknown')!.message).toContain('EPSG:7415');
  });

  it('refuses surfaces without vertices', () => {
    expect(() => readCityJson('c', city({ vertices: [[0, 0, 0]] }))).toThrow(/c: a points at vertex \d of 1/);
    expect(() => readCityJson('c', city({ vertices: [[0, 0]] }))).toThrow(/vertex 0 is not three numbers/);
  });
});

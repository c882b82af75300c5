import { describe, expect, it } from 'vitest';
import { signedArea } from '../../scene/ring.ts';
import { readScene } from './scene-formats.ts';
import { writeMitsuba } from './write-mitsuba.ts';

const file = (name: string, text: string) => new Map([[name, new TextEncoder().encode(text)]]);
const ROUGH = { coefficient: 0.4, crossPolarisation: 0.25 };
const GEOJSON = JSON.stringify({
  type: 'FeatureCollection',
  features: [0, 0.002].map((lon, i) => ({
    type: 'Feature',
    properties: { height: 10 + i, material: i ? 'brick' : 'glass', roof_material: 'metal' },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [lon, 50],
          [lon + 0.001, 50],
          [lon + 0.001, 50.001],
          [lon, 50.001],
          [lon, 50],
        ],
        [
          [lon + 0.0002, 50.0002],
          [lon + 0.0002, 50.0005],
          [lon + 0.0005, 50.0005],
          [lon + 0.0002, 50.0002],
        ],
      ],
    },
  })),
});

describe('readScene', () => {
  it('reads its own Mitsuba files back to the same prisms', async () => {
    const scene = await readScene(file('c.json', GEOJSON), 'c');
    const files = writeMitsuba({ ...scene, thicknessM: { brick: 0.3 }, scattering: { brick: ROUGH } });
    expect([...files.keys()].at(-1)).toBe('scene.xml');
    const back = await readScene(files, 'c');
    expect(back.extruded).toBe(true);
    expect(back.thicknessM).toMatchObject({ brick: 0.3, metal: 0.1 });
    expect(back.scattering).toEqual({ brick: ROUGH });
    expect(back.groundMaterial).toBe(scene.groundMaterial);
    expect(back.buildings).toHaveLength(2);
    for (const [i, b] of back.buildings.entries()) {
      const given = scene.buildings[i]!;
      expect([b.wallMaterial, b.roofMaterial]).toEqual([given.wallMaterial, given.roofMaterial]);
      expect(b.heightM).toBeCloseTo(given.heightM, 5);
      expect(signedArea(b.outer)).toBeCloseTo(signedArea(given.outer), 1);
      expect(signedArea(b.holes[0]!)).toBeCloseTo(signedArea(given.holes[0]!), 1);
    }
  });

  it('D10: writes a PLY and a shape a building, by materials called as Sionna RT calls them, and the ground', async () => {
    const unknown = GEOJSON.replace('"material":"brick"', '"material":"jade"').replaceAll(
      '"roof_material":"metal",',
      '',
    );
    const scene = await readScene(file('c.json', unknown.replaceAll(',"roof_material":"metal"', '')), 'c');
    // What is no material of ITU-R P.2040 becomes concrete, counted.
    expect(scene.buildings.map((b) => b.wallMaterial)).toEqual(['glass', 'concrete']);
    expect(scene.issues).toMatchObject([{ code: 'material-unknown', count: 1 }]);
    const files = writeMitsuba(scene);
    const xml = new TextDecoder().decode(files.get('scene.xml'));
    const shapes = [...xml.matchAll(/value="(meshes\/[^"]+\.ply)"\/>[\s\S]*?<ref id="([^"]+)"/g)];
    expect(shapes.map(([, , material]) => material)).toEqual([
      'mat-itu_glass',
      'mat-itu_concrete',
      `mat-itu_${scene.groundMaterial}`,
    ]);
    for (const [, mesh] of shapes) expect(files.has(mesh!), mesh).toBe(true);
    expect(xml).toContain('<bsdf type="itu-radio-material" id="mat-itu_glass">');
  });

  it('recognises formats by content, not by name', async () => {
    expect((await readScene(file('scene.xml', GEOJSON), 'c')).source).toBe('footprints');
    const obj = 'o a\nv 0 0 0\nv 9 0 0\nv 0 9 0\nf 1 2 3\n';
    expect((await readScene(file('a.txt', obj), 'c')).source).toBe('mesh');
  });

  it.each([
    ['an empty file', '', /a.xml is empty \(0 bytes\)/],
    ['a web page', '<!DOCTYPE html><html></html>', /a.xml is a web page \(HTML\), not a scene/],
    [
      'something else',
      'lat,lon,rsrp\n1,2,-90\n',
      /holds no scene that is understood \(1 files: a.xml\). Scenes: Mitsuba XML/,
    ],
    ['a packed archive', 'PK\u0003\u0004', /another archive, a.xml, which is not opened/],
    ['a mesh without triangles', '<scene></scene>', /has no triangles/],
  ])('refuses %s', async (_, text, message) => {
    await expect(readScene(file('a.xml', text), 'input')).rejects.toThrow(message);
  });

  it('asks which scene is meant where there are two', async () => {
    const two = new Map([...file('a/a.xml', '<scene/>'), ...file('b/b.xml', '<scene/>')]);
    await expect(readScene(two, 'folder')).rejects.toThrow(/holds 2 scenes \(a\/a.xml, b\/b.xml\)/);
  });

  it('refuses a mesh in millimetres with its extent and the cure', async () => {
    const cube =
      'shape type="cube"><ref id="itu_brick"/><transform name="to_world"><scale x="5000" y="4000" z="3000"/></transform></shape>';
    await expect(readScene(file('a.xml', `<scene><${cube}</scene>`), 'house')).rejects.toThrow(
      /house is 10000 x 8000 x 6000 m .*millimetres: scale it by 0.001/,
    );
  });
});

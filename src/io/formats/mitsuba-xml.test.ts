import { describe, expect, it } from 'vitest';
import { readMitsuba } from './mitsuba-xml.ts';
import { writePly } from './write-ply.ts';

const TRIANGLE = writePly({ positions: Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0), indices: Uint32Array.of(0, 1, 2) });
const read = (xml: string, meshes: Record<string, Uint8Array> = { 'city/meshes/a.ply': TRIANGLE }) =>
  readMitsuba(new Map([...Object.entries(meshes), ['city/s.xml', new TextEncoder().encode(xml)]]), 'city/s.xml');
const scene = (body: string) => `<scene version="2.1.0">\n${body}\n</scene>`;
const ply = (inner: string, id = 'mesh-a') =>
  `<shape type="ply" id="${id}"><string name="filename" value="meshes/a.ply"/>${inner}</shape>`;

describe('readMitsuba', () => {
  it('reads materials by bsdf id, by radio type and nested, with thickness', () => {
    const draft = read(
      scene(`<bsdf type="twosided" id="mat-itu_brick"><bsdf type="diffuse"/></bsdf>
        <bsdf type="itu-radio-material" id="walls"><string name="type" value="glass"/><float name="thickness" value="0.02"/></bsdf>
        ${ply('<ref id="mat-itu_brick" name="bsdf"/>')}
        ${ply('<ref id="walls" name="bsdf"/>', 'b')}
        ${ply('<bsdf type="itu-radio-material"><string name="type" value="wood"/></bsdf>', 'c')}`),
    );
    expect(draft.parts.map((part) => [part.object, part.material])).toEqual([
      ['a', 'brick'],
      ['b', 'glass'],
      ['c', 'wood'],
    ]);
    expect(draft.thicknessM).toEqual({ glass: 0.02 });
    expect(draft.scattering).toEqual({});
  });

  it('reads how materials scatter, and refuses a share that is none', () => {
    const rough = (s: string) =>
      `<bsdf type="itu-radio-material" id="a"><string name="type" value="brick"/><float name="scattering_coefficient" value="${s}"/><float name="xpd_coefficient" value="0.1"/></bsdf>`;
    const draft = read(scene(`${rough('0.35')}${ply('<ref id="a" name="bsdf"/>')}`));
    expect(draft.scattering).toEqual({ brick: { coefficient: 0.35, crossPolarisation: 0.1 } });
    expect(() => read(scene(`${rough('1.2')}${ply('<ref id="a" name="bsdf"/>')}`))).toThrow(
      /line 2: scattering_coefficient "1\.2" of material a must be from 0 to 1/,
    );
  });

  it('applies to_world steps in the order they stand', () => {
    const steps = '<scale value="2"/><rotate z="1" angle="90"/><translate x="10" y="1" z="3"/>';
    const [part] = read(scene(ply(`<ref id="itu_metal"/><transform name="to_world">${steps}</transform>`))).parts;
    const expected = [10, 1, 3, 10, 3, 3, 8, 1, 3];
    for (const [i, v] of expected.entries()) expect(part!.positions[i]).toBeCloseTo(v, 12);
  });

  it('sets one mesh wherever its shapes put it, by matrices too', () => {
    const shape = (steps: string) => ply(`<ref id="itu_metal"/><transform name="to_world">${steps}</transform>`);
    // A quarter turn about x, then 5 m east, by rows; the same by steps, about an axis that is no unit; nine numbers, mirrored in y.
    const { parts } = read(
      scene(
        shape('<matrix value="1 0 0 5  0 0 -1 0  0 1 0 0  0 0 0 1"/>') +
          shape('<rotate x="3" angle="90"/><translate value="5, 0, 0"/>') +
          shape('<matrix value="1 0 0 0 -1 0 0 0 1"/><scale x="2"/>'),
      ),
    );
    const [own] = read(scene(ply('<ref id="itu_metal"/>'))).parts;
    const placed = (place: (x: number, y: number, z: number) => number[]) =>
      Array.from({ length: own!.positions.length / 3 }, (_, i) => place(...xyz(own!.positions, i))).flat();
    const expected = [
      placed((x, y, z) => [x + 5, -z, y]),
      placed((x, y, z) => [x + 5, -z, y]),
      placed((x, y, z) => [2 * x, -y, z]),
    ];
    expect(parts).toHaveLength(3);
    parts.forEach((part, k) => {
      part.positions.forEach((value, i) => {
        expect(value).toBeCloseTo(expected[k]![i]!, 12);
      });
    });
  });

  it('reads rectangles and cubes, the cube closed and outward', () => {
    const [rectangle, cube] = read(
      scene('<shape type="rectangle"><ref id="itu_metal"/></shape><shape type="cube"><ref id="itu_wood"/></shape>'),
    ).parts;
    expect([...rectangle!.positions]).toEqual([-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0]);
    let volume = 0;
    const p = cube!.positions;
    for (let i = 0; i < cube!.indices.length; i += 3) {
      const [a, b, c] = [0, 1, 2].map((k) => p.subarray(3 * cube!.indices[i + k]!, 3 * cube!.indices[i + k]! + 3));
      volume +=
        (a![0]! * (b![1]! * c![2]! - b![2]! * c![1]!) -
          a![1]! * (b![0]! * c![2]! - b![2]! * c![0]!) +
          a![2]! * (b![0]! * c![1]! - b![1]! * c![0]!)) /
        6;
    }
    expect(volume).toBeCloseTo(8, 12);
  });

  it('counts shapes that it leaves out', () => {
    const { issues } = read(scene('<shape type="sphere"/><shape type="sphere"/>'));
    expect(issues).toMatchObject([{ kind: 'rejected', code: 'shape-type', count: 2 }]);
  });

  it.each([
    [
      'an unknown material',
      scene(ply('<ref id="mat-unobtainium" name="bsdf"/>')),
      /line 2: shape "mesh-a": material "mat-unobtainium" is not a known radio material. Known: .*concrete/,
    ],
    ['no material', scene(ply('')), /shape "mesh-a" has no material/],
    [
      'a flattened shape',
      scene(ply('<ref id="itu_wood"/><transform name="to_world"><scale x="1" y="0" z="1"/></transform>')),
      /mesh-a.*flattens the shape/,
    ],
    [
      'a missing mesh',
      scene('<shape type="ply"><string name="filename" value="meshes/no.ply"/></shape>'),
      /line 2: the mesh meshes\/no.ply is missing/,
    ],
    ['a DOCTYPE', `<!DOCTYPE scene [<!ENTITY a "b">]>${scene('')}`, /DOCTYPE/],
    ['a web page', '<!DOCTYPE html><html><body>404</body></html>', /web page \(HTML\)/],
    ['a web page without DOCTYPE', '<html><body>404</body></html>', /web page \(HTML\)/],
    ['depth', '<a>'.repeat(300), /nested over 64 deep/],
    ['an open element', '<scene><shape>', /not well-formed/],
    ['another document', '<kml/>', /outermost element is <kml>/],
  ])('refuses %s', (_, xml, message) => {
    expect(() => read(xml)).toThrow(message);
  });
});

function xyz(positions: Float64Array, vertex: number): [number, number, number] {
  return [positions[3 * vertex]!, positions[3 * vertex + 1]!, positions[3 * vertex + 2]!];
}

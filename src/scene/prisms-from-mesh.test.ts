import { describe, expect, it } from 'vitest';
import type { ScenePart } from './mesh-parts.ts';
import { joinParts } from './mesh-parts.ts';
import { block, cityParts } from './mesh-sample.ts';
import { prismsFromMesh } from './prisms-from-mesh.ts';
import { signedArea } from './ring.ts';
import type { Building } from './scene.ts';

const read = (parts: readonly ScenePart[]) => prismsFromMesh(joinParts(parts).mesh);
const codes = (reading: ReturnType<typeof read>) => reading.issues.map((issue) => issue.code);
const COURT: Building = {
  ...block('court', -60, -60, -20, -20, 21.5),
  holes: [Float64Array.of(-50, -50, -50, -30, -30, -30, -30, -50)],
};
/** Four walls and a ridge roof over 10 x 20 m, eaves at 6 m, ridge at 9 m. */
const GABLE: ScenePart = {
  object: 'gable',
  material: 'brick',
  positions: Float64Array.of(
    ...[0, 0, 0, 10, 0, 0, 10, 20, 0, 0, 20, 0],
    ...[0, 0, 6, 10, 0, 6, 10, 20, 6, 0, 20, 6, 5, 0, 9, 5, 20, 9],
  ),
  indices: Uint32Array.of(
    ...[0, 1, 5, 0, 5, 4, 1, 2, 6, 1, 6, 5, 2, 3, 7, 2, 7, 6, 3, 0, 4, 3, 4, 7],
    ...[4, 5, 8, 6, 7, 9, 5, 6, 9, 5, 9, 8, 7, 4, 8, 7, 8, 9],
  ),
};

describe('prismsFromMesh', () => {
  it('gives back the prisms that a city was made of, courtyards included', () => {
    const city = [COURT, block('a', 0, 0, 12, 30, 8.25), block('b', 20, 5, 40, 15, 40)];
    const reading = read(cityParts(city, -0.5, 100));
    expect(reading.extruded).toBe(true);
    expect(reading.groundZM).toBe(-0.5);
    expect(reading.groundMaterial).toBe('wet_ground');
    expect(reading.groundBoundsM).toEqual({ minX: -100, minY: -100, maxX: 100, maxY: 100 });
    expect(reading.fidelity).toMatchObject({ otherShare: 0, otherAreaShare: 0 });
    expect(reading.issues).toEqual([]);
    expect(reading.buildings.map((b) => [b.id, b.heightM, signedArea(b.outer), b.holes.map(signedArea)])).toEqual([
      ['court', 21.5, 1600, [-400]],
      ['a', 8.25, 360, []],
      ['b', 40, 200, []],
    ]);
  });

  it('joins walls and roof that come as shapes of their own', () => {
    const parts = cityParts([{ ...block('hall', 0, 0, 20, 10, 12), roofMaterial: 'metal' }], 0, 50);
    expect(parts.map((part) => part.object)).toEqual(['hall-itu_concrete', 'hall-itu_metal', 'ground']);
    const reading = read(parts);
    expect(reading.buildings).toMatchObject([
      { id: 'hall', heightM: 12, wallMaterial: 'concrete', roofMaterial: 'metal' },
    ]);
    expect(reading.extruded).toBe(true);
  });

  it('splits one shape that holds many buildings', () => {
    const [a, b, ground] = cityParts([block('a', 0, 0, 10, 10, 5), block('b', 20, 0, 30, 10, 7)], 0, 50) as [
      ScenePart,
      ScenePart,
      ScenePart,
    ];
    const merged: ScenePart = {
      ...a,
      object: 'all',
      positions: Float64Array.from([...a.positions, ...b.positions]),
      indices: Uint32Array.from([...a.indices, ...b.indices.map((v) => v + a.positions.length / 3)]),
    };
    expect(read([merged, ground]).buildings.map((x) => [x.id, x.heightM])).toEqual([
      ['all', 5],
      ['all#2', 7],
    ]);
  });

  it('reads faces that share no vertices', () => {
    const [a, ground] = cityParts([block('a', 0, 0, 10, 10, 5)], 0, 50) as [ScenePart, ScenePart];
    const soup: ScenePart = {
      ...a,
      positions: Float64Array.from([...a.indices].flatMap((v) => [...a.positions.subarray(3 * v, 3 * v + 3)])),
      indices: a.indices.map((_, i) => i),
    };
    const reading = read([soup, ground]);
    expect(reading.buildings.map((x) => [x.heightM, signedArea(x.outer)])).toEqual([[5, 100]]);
    expect(reading.extruded).toBe(true);
  });

  it('gives every level of a stepped building its own prism', () => {
    // A podium of 20 x 20 m at 6 m with a tower over its western half at 18 m, as one closed surface.
    const west = [0, 0, 10, 0, 10, 20, 0, 20];
    const p: number[] = [];
    for (const z of [0, 6, 18]) for (let i = 0; i < 8; i += 2) p.push(west[i]!, west[i + 1]!, z);
    p.push(20, 0, 0, 20, 20, 0, 20, 0, 6, 20, 20, 6);
    const quads = [
      ...[
        [0, 3, 2, 1],
        [1, 2, 13, 12],
        [0, 1, 5, 4],
        [1, 12, 14, 5],
        [12, 13, 15, 14],
        [13, 2, 6, 15],
        [2, 3, 7, 6],
        [3, 0, 4, 7],
      ],
      ...[
        [4, 5, 9, 8],
        [5, 6, 10, 9],
        [6, 7, 11, 10],
        [7, 4, 8, 11],
        [8, 9, 10, 11],
        [5, 14, 15, 6],
      ],
    ];
    const step: ScenePart = {
      object: 'step',
      material: 'concrete',
      positions: Float64Array.from(p),
      indices: Uint32Array.from(quads.flatMap(([a, b, c, d]) => [a!, b!, c!, a!, c!, d!])),
    };
    const reading = read([step, ...cityParts([], 0, 50)]);
    expect(reading.buildings.map((b) => [b.heightM, signedArea(b.outer)]).sort((a, b) => a[0]! - b[0]!)).toEqual([
      [6, 200],
      [18, 200],
    ]);
  });

  it('gives a pitched roof its mean height and counts it', () => {
    const reading = read([GABLE, ...cityParts([], 0, 50)]);
    expect(reading.buildings).toHaveLength(1);
    expect(reading.buildings[0]!.heightM).toBeCloseTo(7.5, 12);
    expect(signedArea(reading.buildings[0]!.outer)).toBe(200);
    expect(reading.extruded).toBe(false);
    expect(reading.fidelity).toMatchObject({ triangles: 16, explained: 12, otherShare: 0.25 });
    const slopes = 2 * 20 * Math.hypot(5, 3);
    expect(reading.fidelity.otherAreaShare).toBeCloseTo(slopes / (slopes + 60 * 6 + 30 + 10_000), 9);
    expect(codes(reading)).toEqual(['sloped-roofs']);
  });

  it('keeps sheets and things in the air in the mesh alone', () => {
    const sheet: ScenePart = {
      object: 'sheet',
      material: 'metal',
      positions: Float64Array.of(30, 0, 0, 30, 9, 0, 30, 9, 4, 30, 0, 4),
      indices: Uint32Array.of(0, 1, 2, 0, 2, 3),
    };
    const [bridge] = cityParts([block('bridge', 0, 30, 40, 34, 3)], 10, 1) as [ScenePart];
    const reading = read([sheet, bridge, ...cityParts([block('a', 0, 0, 10, 10, 5)], 0, 50)]);
    expect(reading.buildings.map((b) => b.id)).toEqual(['a']);
    expect(codes(reading).sort()).toEqual(['mesh-only-objects', 'raised-objects']);
    expect(reading.extruded).toBe(false);
  });

  it('lets a tower that stands on a roof reach down to the ground', () => {
    const [tower] = cityParts([block('tower', 2, 2, 6, 6, 10)], 5, 1) as [ScenePart];
    const reading = read([tower, ...cityParts([block('a', 0, 0, 10, 10, 5)], 0, 50)]);
    expect(reading.buildings.map((b) => [b.id, b.heightM])).toEqual([
      ['a', 5],
      ['tower', 15],
    ]);
    expect(codes(reading)).toEqual(['stacked-objects']);
    expect(reading.extruded).toBe(false);
  });

  it('takes neither a lone box nor a lone reflector for a city', () => {
    const [box] = cityParts([block('box', -5, -5, 5, 5, 5)], 0, 1) as [ScenePart];
    const reflector: ScenePart = {
      object: 'reflector',
      material: 'metal',
      positions: Float64Array.of(-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0),
      indices: Uint32Array.of(0, 1, 2, 0, 2, 3),
    };
    for (const parts of [[box], [reflector]]) {
      expect(read(parts)).toMatchObject({ buildings: [], groundZM: null, groundBoundsM: null, extruded: false });
    }
  });

  it('assumes ground where two buildings stand on one level, and says so', () => {
    const parts = cityParts([block('a', 0, 0, 10, 10, 5), block('b', 20, 0, 30, 10, 7)], 3, 50).slice(0, 2);
    const reading = read(parts);
    expect(reading).toMatchObject({ groundZM: 3, groundBoundsM: null, groundMaterial: null, extruded: true });
    expect(reading.buildings.map((b) => b.heightM)).toEqual([5, 7]);
    expect(codes(reading)).toEqual(['ground-assumed']);
  });

  it('measures buildings on a slope from their own foot', () => {
    const parts = [0, 4, 9, 13].flatMap((z, i) =>
      cityParts([block(`b${i}`, 20 * i, 0, 20 * i + 9, 9, 6 + i)], z, 1).slice(0, 1),
    );
    const reading = read(parts);
    expect(reading.buildings.map((b) => b.heightM)).toEqual([6, 7, 8, 9]);
    expect(codes(reading)).toContain('uneven-ground');
    expect(reading.extruded).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { gridCentredOn } from '../raster/raster-grid.ts';
import { meshGround } from './mesh-ground.ts';
import type { TriangleMesh } from './scene.ts';

const grid = gridCentredOn(0, 0, 4, 4, 10);

/** Two triangles over -50..50 with z by place, and a roof over its middle. */
function hill(name: string, height: (x: number, y: number) => number): TriangleMesh {
  const corner = (x: number, y: number) => [x, y, height(x, y)];
  const roof = (x: number, y: number) => [x, y, 80];
  return {
    positions: Float64Array.from([
      ...[corner(-50, -50), corner(50, -50), corner(50, 50), corner(-50, 50)].flat(),
      ...[roof(-12, -12), roof(12, -12), roof(12, 12), roof(-12, 12)].flat(),
    ]),
    indices: Uint32Array.of(0, 1, 2, 0, 2, 3, 4, 5, 6, 4, 6, 7),
    material: new Uint16Array(4),
    materials: ['concrete'],
    object: Uint32Array.of(0, 0, 1, 1),
    objects: [name, 'building_7'],
  };
}

describe('meshGround', () => {
  it('finds the slope under a roof by its name', () => {
    const ground = meshGround(
      hill('terrain', (x, y) => 10 + 0.1 * x - 0.2 * y),
      grid,
      false,
    )!;
    expect(ground).toHaveLength(25);
    // Corner 0 lies at (-20, 20), corner 12 in the middle, corner 24 at (20, -20).
    expect([ground[0], ground[12], ground[24]].map((z) => z!.toFixed(9))).toEqual([
      '4.000000000',
      '10.000000000',
      '16.000000000',
    ]);
  });

  it('knows one without a name in a city by what it covers, and else not', () => {
    const mesh = hill('mesh_3', (x) => 0.1 * x);
    expect(meshGround(mesh, grid, true)![10]).toBeCloseTo(-2, 9);
    expect(meshGround(mesh, grid, false)).toBeNull();
  });

  it('gives none for level ground, and no height where none lies', () => {
    expect(
      meshGround(
        hill('terrain', () => 3),
        grid,
        true,
      ),
    ).toBeNull();
    const far = meshGround(
      hill('terrain', (x) => 0.1 * x),
      gridCentredOn(60, 0, 4, 4, 10),
      true,
    )!;
    expect(far[0]).toBeCloseTo(4, 9);
    expect(far[4]).toBeNaN();
  });
});

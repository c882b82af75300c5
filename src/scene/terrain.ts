import { heightAt } from '../raster/corner-heights.ts';
import type { RasterGrid } from '../raster/raster-grid.ts';
import { buildingAt } from './building-at.ts';
import type { ScenePart } from './mesh-parts.ts';
import type { Building, Ring, Scene } from './scene.ts';

/** Ground that is not level: z [m, scene frame] at the corners of a grid's cells (raster/corner-heights). */
export interface Terrain {
  readonly grid: RasterGrid;
  readonly cornerZM: Float64Array;
  /** The file it was read from. */
  readonly name: string;
}

/** How far walls reach below the lowest ground at their foot [m], so that no ray slips under them. */
const BURIED_M = 0.5;
/** Name of the ground among the objects of a mesh. */
export const GROUND_OBJECT = 'ground';

/** z of the ground at (x, y) [m, scene frame]; 0 where the scene has none. */
export function groundZ({ terrain, groundZM }: Pick<Scene, 'terrain' | 'groundZM'>, x: number, y: number): number {
  return terrain ? heightAt(terrain.cornerZM, terrain.grid, x, y) : (groundZM ?? 0);
}

/** z that heights at (x, y) count from [m]: the foot of the building that stands there, else the ground. */
export function baseZ(scene: Pick<Scene, 'terrain' | 'groundZM' | 'buildings'>, x: number, y: number): number {
  const building = scene.terrain ? buildingAt(scene, x, y) : null;
  return building ? footOf(building, scene).footZ : groundZ(scene, x, y);
}

/** Where a building stands: z of its foot, which its height counts from, and of the lower end of its walls [m]. */
export function footOf(
  building: Building,
  scene: Pick<Scene, 'terrain' | 'groundZM'>,
): { footZ: number; bottomZ: number } {
  const { terrain } = scene;
  const level = scene.groundZM ?? 0;
  if (!terrain) return { footZ: level, bottomZ: level };
  let sum = 0;
  let count = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (const ring of [building.outer, ...building.holes]) {
    alongRing(ring, terrain.grid.cellSizeM / 2, (x, y) => {
      const z = groundZ(scene, x, y);
      sum += z;
      count++;
      lowest = Math.min(lowest, z);
    });
  }
  return { footZ: sum / count, bottomZ: lowest - BURIED_M };
}

/** Visits a ring at its corners and in between, at most so many metres apart, evenly along each side. */
function alongRing(ring: Ring, mostM: number, visit: (x: number, y: number) => void): void {
  const size = ring.length / 2;
  for (let i = 0; i < size; i++) {
    const [ax, ay] = [ring[2 * i]!, ring[2 * i + 1]!];
    const [bx, by] = [ring[(2 * i + 2) % ring.length]!, ring[(2 * i + 3) % ring.length]!];
    const steps = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / mostM));
    for (let s = 0; s < steps; s++) visit(ax + ((bx - ax) * s) / steps, ay + ((by - ay) * s) / steps);
  }
}

/** The ground as triangles, facing up. */
export function terrainPart({ grid, cornerZM }: Terrain, material: string): ScenePart {
  const { columns, rows, cellSizeM, westM, northM } = grid;
  const across = columns + 1;
  const positions = new Float64Array(3 * cornerZM.length);
  cornerZM.forEach((z, i) => {
    positions[3 * i] = westM + (i % across) * cellSizeM;
    positions[3 * i + 1] = northM - Math.floor(i / across) * cellSizeM;
    positions[3 * i + 2] = z;
  });
  const indices = new Uint32Array(6 * columns * rows);
  for (let cell = 0; cell < columns * rows; cell++) {
    const nw = Math.floor(cell / columns) * across + (cell % columns);
    indices.set([nw, nw + across, nw + across + 1, nw, nw + across + 1, nw + 1], 6 * cell);
  }
  return { object: GROUND_OBJECT, material, positions, indices };
}

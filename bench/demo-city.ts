import type { SolveRequest, SolveSettings } from '../src/propagation/solve-request.ts';
import { DEFAULT_SETTINGS } from '../src/propagation/solve-request.ts';
import { gridCentredOn, type RasterGrid } from '../src/raster/raster-grid.ts';
import type { Scene } from '../src/scene/scene.ts';
import { synthesiseCity } from '../src/scene/synthetic/synthesise-city.ts';
import { placeSites } from '../src/sites/place-sites.ts';
import type { Sector } from '../src/sites/sector.ts';

/** The city and sites of the demo; all benchmarks ask about its first sector. */
const SEED = 7;
const RECEIVER_HEIGHT_M = 1.5;

/** The city of the demo, about 1,400 buildings on 2 km by 2 km. */
export function demoCity(): Scene {
  return synthesiseCity(SEED);
}

/** A square map of `cells` x `cells` over the whole scene. */
export function mapOver(scene: Scene, cells: number): RasterGrid {
  const { minX, minY, maxX, maxY } = scene.boundsM;
  const sideM = Math.max(maxX - minX, maxY - minY);
  return gridCentredOn((minX + maxX) / 2, (minY + maxY) / 2, cells, cells, sideM / cells);
}

/** The first sector of the first site: a TR 38.901 panel at 2.14 GHz, 5 m above its roof. */
export function demoSector(scene: Scene): Sector {
  return placeSites(scene, SEED)[0]!.sectors[0]!;
}

/** What the first sector's map is asked with, receivers at 1.5 m. */
export function firstSectorRequest(scene: Scene, grid: RasterGrid, settings: Partial<SolveSettings>): SolveRequest {
  return {
    scene,
    sector: demoSector(scene),
    grid,
    receiverZM: (scene.groundZM ?? 0) + RECEIVER_HEIGHT_M,
    settings: { ...DEFAULT_SETTINGS, ...settings },
  };
}

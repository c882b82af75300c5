import type { BoundsM, RasterGrid } from '../../raster/raster-grid.ts';
import { gridOfBounds } from '../../raster/raster-grid.ts';
import type { EngineName } from '../../worker/engine-protocol.ts';
import { heededBy, heededSettings } from '../engines/engine-choice.ts';
import type { ProjectDocument, SectorSettings } from '../store/project-document.ts';

export type Quality = 'coarse' | 'refined';

/** What a sector's map depends on; power, losses and bandwidth only shift it, and a coarse look goes on to no error. */
export function solveKey(
  sceneId: string,
  engine: EngineName,
  sector: SectorSettings,
  { settings, materials }: Pick<ProjectDocument, 'settings' | 'materials'>,
  quality: Quality,
): string {
  const { x, y, heightM, azimuthDeg, downtiltDeg, pattern, polarisation, frequencyHz } = sector;
  return JSON.stringify([
    sceneId,
    engine,
    quality,
    [x, y, heightM, azimuthDeg, downtiltDeg, pattern, polarisation, frequencyHz],
    heededSettings(settings, engine),
    heededBy(engine).materials ? materials : null,
    ...(quality === 'refined' && heededBy(engine).targetError && settings.targetErrorDb
      ? [settings.targetErrorDb]
      : []),
  ]);
}

/** True for the key of a map by the engine. */
export function isOfEngine(key: string, engine: EngineName): boolean {
  return (JSON.parse(key) as readonly unknown[])[1] === engine;
}

/** Most cells along a side of the map on the screen. */
const MOST_CELLS = 512;

/** The smallest round cell size [m] with which the bounds have at most 512 cells a side. */
export function defaultCellSizeM(bounds: BoundsM): number {
  const side = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
  const sizes = [0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 4, 5, 8, 10, 20, 25, 50, 100];
  return sizes.find((size) => side / size <= MOST_CELLS) ?? side / MOST_CELLS;
}

/** Cells along a side that a coarse map makes do with. */
const COARSE_CELLS = 128;

/** The grid of the map on the screen; a coarse one has the same south-west corner and cells some whole times larger. */
export function mapGrid(bounds: BoundsM, cellSizeM: number, quality: Quality): RasterGrid {
  const fine = gridOfBounds(bounds, cellSizeM);
  if (quality === 'refined') return fine;
  return gridOfBounds(bounds, cellSizeM * Math.ceil(Math.max(fine.columns, fine.rows) / COARSE_CELLS));
}

import type { LevelRaster } from '../calibration/tuned/level-features.ts';
import { resourceElementDbm } from '../radio/link-budget.ts';
import type { Scene } from '../scene/scene.ts';
import type { Sector } from '../sites/sector.ts';
import { layerOf, mapIn, readMapFolder } from './map-folder.ts';

/**
 * Maps of another source for the sectors of a comparison, as levels [dBm] in the scene's frame. A sector may be without one: its rows are
 * then missing.
 * @throws UserError('bad-input') for a folder without maps, and a map of another layer or without a place
 */
export async function readGivenMaps(
  folder: string,
  scene: Scene,
  sectors: readonly Sector[],
): Promise<ReadonlyMap<string, LevelRaster>> {
  const { maps } = await readMapFolder(folder, 'compare');
  return new Map(
    sectors.flatMap((sector) => {
      const file = maps.get(sector.id);
      if (!file) return [];
      // A map that does not say where on the Earth it lies is taken to be of this scene.
      const frame = file.map.frame === null ? null : scene.frame;
      const { grid, values } = mapIn(frame, file, 'compare', 'the scene');
      const level = layerOf(file, 'compare') === 'path-gain' ? resourceElementDbm(sector) : 0;
      return [[sector.id, { grid, levelDbm: values.map((value) => value + level) }] as const];
    }),
  );
}

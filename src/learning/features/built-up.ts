import type { FeatureMaps } from './feature-maps.ts';

/** Share of cells with a building, and the mean height of these [m], 0 where there is none. */
export function builtUp({ planes }: Pick<FeatureMaps, 'planes'>): {
  buildingDensity: number;
  meanBuildingHeightM: number;
} {
  let count = 0;
  let sum = 0;
  for (const height of planes['building-height']) {
    if (height === 0) continue;
    count++;
    sum += height;
  }
  return {
    buildingDensity: count / planes['building-height'].length,
    meanBuildingHeightM: count > 0 ? sum / count : 0,
  };
}

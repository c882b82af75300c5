import { wgs84FromLocal } from '../../raster/geo-frame.ts';
import type { LonLatBox } from '../../raster/lonlat-box.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';

/** The box of a scene's buildings and sites; null where the scene has no place on Earth. */
export function sceneExtent(scene: SceneView | null): LonLatBox | null {
  if (!scene?.frame) return null;
  const { frame, boundsM: b } = scene;
  const corners = [b.minX, b.maxX].flatMap((x) => [b.minY, b.maxY].map((y) => wgs84FromLocal(frame, x, y)));
  const lons = corners.map(({ lonDeg }) => lonDeg);
  const lats = corners.map(({ latDeg }) => latDeg);
  return { west: Math.min(...lons), east: Math.max(...lons), south: Math.min(...lats), north: Math.max(...lats) };
}

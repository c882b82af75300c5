import { type GeoFrame, localFrame, localFromWgs84, wgs84FromLocal } from '../../raster/geo-frame.ts';
import { type BoundsM, gridBounds, type RasterGrid } from '../../raster/raster-grid.ts';

export type LngLat = [number, number];

/** Where local metres lie on the map. A scene without a place is drawn about 0 N 0 E, where a map has no distortion. */
export interface ScenePlacement {
  lngLat(x: number, y: number): LngLat;
  local(lng: number, lat: number): { x: number; y: number };
}

export function placeScene(frame: GeoFrame | null): ScenePlacement {
  const known = frame ?? localFrame({ latDeg: 0, lonDeg: 0 });
  return {
    lngLat: (x, y) => {
      const { latDeg, lonDeg } = wgs84FromLocal(known, x, y);
      return [lonDeg, latDeg];
    },
    local: (lonDeg, latDeg) => localFromWgs84(known, { latDeg, lonDeg }),
  };
}

/** North-west, north-east, south-east, south-west: the order of an image source's corners. */
export function cornersOf(placement: ScenePlacement, b: BoundsM): [LngLat, LngLat, LngLat, LngLat] {
  return [
    placement.lngLat(b.minX, b.maxY),
    placement.lngLat(b.maxX, b.maxY),
    placement.lngLat(b.maxX, b.minY),
    placement.lngLat(b.minX, b.minY),
  ];
}

export function gridCorners(placement: ScenePlacement, grid: RasterGrid): [LngLat, LngLat, LngLat, LngLat] {
  return cornersOf(placement, gridBounds(grid));
}

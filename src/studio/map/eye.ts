import type { Viewport } from '@deck.gl/core';
import type { BoundsM } from '../../raster/raster-grid.ts';
import type { ScenePlacement } from './scene-placement.ts';

/** Where a local point [m] is seen, before the division by w: the point of the window is (x / w, y / w) [px], in front of the eye where w > 0. */
export type Eye = (x: number, y: number, heightM: number) => readonly [x: number, y: number, w: number];

/**
 * The eye of a viewport, for many points at one camera. Within the bounds of a city, local metres and those of the map are an affine
 * change apart, which three corners tell: to go by way of degrees for every corner of every house would take a tenth of a second.
 */
export function eyeOf(viewport: Viewport, placement: ScenePlacement, bounds: BoundsM): Eye {
  const { width, height, viewProjectionMatrix: m } = viewport;
  const { minX, minY, maxX, maxY } = bounds;
  const onMap = (x: number, y: number, heightM: number) =>
    viewport.projectPosition([...placement.lngLat(x, y), heightM]) as [number, number, number];
  const inWindow = ([a, b, c]: readonly [number, number, number], d: number) => {
    const row = (r: number) => m[r]! * a + m[4 + r]! * b + m[8 + r]! * c + m[12 + r]! * d;
    const w = row(3);
    return [(width / 2) * (w + row(0)), (height / 2) * (w - row(1)), w] as const;
  };
  const from = onMap(minX, minY, 0);
  const along = (end: [number, number, number], by: number) =>
    inWindow([(end[0] - from[0]) / by, (end[1] - from[1]) / by, (end[2] - from[2]) / by], 0);
  const [ox, oy, ow] = inWindow(from, 1);
  const [ex, ey, ew] = along(onMap(maxX, minY, 0), maxX - minX);
  const [nx, ny, nw] = along(onMap(minX, maxY, 0), maxY - minY);
  const [ux, uy, uw] = along(onMap(minX, minY, 1), 1);
  return (x, y, heightM) => {
    const [e, n] = [x - minX, y - minY];
    return [
      ox + e * ex + n * nx + heightM * ux,
      oy + e * ey + n * ny + heightM * uy,
      ow + e * ew + n * nw + heightM * uw,
    ];
  };
}

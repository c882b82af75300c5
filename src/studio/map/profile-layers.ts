import type { Layer } from '@deck.gl/core';
import { PathLayer, ScatterplotLayer } from '@deck.gl/layers';
import type { PlanPoint } from '../store/profile-state.ts';
import type { BasemapColours } from './basemap-colours.ts';
import type { MapPicture } from './map-picture.ts';
import type { ScenePlacement } from './scene-placement.ts';

type Point = [number, number, number];

/** The line of the profile on the ground, its points, and the place that is pointed at. */
export function profileLayers(
  { profile }: Pick<MapPicture, 'profile'>,
  placement: ScenePlacement,
  colours: BasemapColours,
): Layer[] {
  const { points, atM } = profile;
  if (points.length === 0) return [];
  const place = ({ x, y }: PlanPoint): Point => [...placement.lngLat(x, y), 0.5];
  const over = { depthCompare: 'always', depthWriteEnabled: false } as const;
  const line = (id: string, colour: readonly [number, number, number], width: number) =>
    new PathLayer<Point[]>({
      id,
      data: points.length > 1 ? [points.map(place)] : [],
      getPath: (d) => d,
      getColor: [...colour, 255],
      widthUnits: 'pixels',
      getWidth: width,
      jointRounded: true,
      capRounded: true,
      parameters: over,
    });
  const at = atM === null ? null : alongLine(points, atM);
  return [
    line('profile-rim', colours.pathRim, 4),
    line('profile-line', colours.accent, 2.25),
    new ScatterplotLayer<{ readonly point: PlanPoint; readonly big: boolean }>({
      id: 'profile-points',
      data: [...points.map((point) => ({ point, big: false })), ...(at ? [{ point: at, big: true }] : [])],
      getPosition: (d) => place(d.point),
      getFillColor: [...colours.accent, 255],
      getLineColor: [...colours.pathRim, 255],
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1.5,
      radiusUnits: 'pixels',
      getRadius: (d) => (d.big ? 6 : 3.5),
      billboard: true,
      parameters: over,
    }),
  ];
}

function alongLine(points: readonly PlanPoint[], atM: number): PlanPoint | null {
  let left = atM;
  for (let i = 0; i + 1 < points.length; i++) {
    const [a, b] = [points[i]!, points[i + 1]!];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (left <= length && length > 0) {
      const share = left / length;
      return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
    }
    left -= length;
  }
  return points.at(-1) ?? null;
}

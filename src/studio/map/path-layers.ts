import type { Layer } from '@deck.gl/core';
import { PathLayer, ScatterplotLayer } from '@deck.gl/layers';
import type { ExplainedPath } from '../../propagation/explain/explained-path.ts';
import { baseZ } from '../../scene/terrain.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import type { ExplainedPlace } from '../store/explain-state.ts';
import type { BasemapColours } from './basemap-colours.ts';
import { mechanismColour } from './colour-scales.ts';
import type { MapPicture } from './map-picture.ts';
import type { ScenePlacement } from './scene-placement.ts';

type Rgba = [number, number, number, number];
type Point = [number, number, number];

interface DrawnPath {
  readonly points: Point[];
  readonly mechanism: number;
  readonly chosen: boolean;
  /** Power over that of the strongest, in dB. */
  readonly belowDb: number;
}

/**
 * Paths in space, coloured by mechanism; the strongest are the widest. What buildings hide is drawn faintly through them. The path that
 * is looked at stands out, and the others stand back.
 */
export function pathLayers(
  { scene, explained: { found, path, place } }: Pick<MapPicture, 'scene' | 'explained'>,
  placement: ScenePlacement,
  colours: BasemapColours,
): Layer[] {
  if (!place || !scene) return [];
  const cell = cellOutline(place, placement, colours);
  if (!found || found.explanation.paths.length === 0) return [cell];
  const strongest = found.explanation.paths[0]!.gainDb;
  const drawn = found.explanation.paths.map(
    (p, i): DrawnPath => ({
      points: pointsOf(p, scene, placement),
      mechanism: p.mechanism,
      chosen: path === i,
      belowDb: strongest - p.gainDb,
    }),
  );
  // The chosen and the strong are drawn last, over the others.
  const data = drawn.reverse().sort((a, b) => Number(a.chosen) - Number(b.chosen));
  const opacity = (d: DrawnPath, share: number) =>
    Math.round(255 * share * (path === null || d.chosen ? 1 : 0.25) * Math.max(0.35, 1 - d.belowDb / 50));
  const width = (d: DrawnPath) => (d.chosen ? 4.5 : Math.max(1.5, 3.75 - d.belowDb / 12));
  const update = { getColor: [path], getWidth: [path] };
  const line = (id: string, extra: number, colour: (d: DrawnPath) => Rgba, hidden: boolean) =>
    new PathLayer<DrawnPath>({
      id,
      data,
      getPath: (d) => d.points,
      getColor: colour,
      getWidth: (d) => width(d) + extra,
      widthUnits: 'pixels',
      billboard: true,
      jointRounded: true,
      capRounded: true,
      updateTriggers: update,
      parameters: hidden ? { depthCompare: 'always', depthWriteEnabled: false } : { depthWriteEnabled: false },
    });
  const ofMechanism = (share: number) => (d: DrawnPath) => [...mechanismColour(d.mechanism), opacity(d, share)] as Rgba;
  return [
    cell,
    line('path-hidden', 0, ofMechanism(0.45), true),
    line('path-rim', 2.5, (d) => [...colours.pathRim, opacity(d, 0.8)], false),
    line('path-line', 0, ofMechanism(1), false),
    turns(
      data.filter((d) => d.chosen),
      colours,
    ),
  ];
}

/** Ground and buildings are drawn on a plane, so over a terrain heights are those above what lies below. */
function pointsOf({ pointsM }: ExplainedPath, scene: SceneView, placement: ScenePlacement): Point[] {
  return Array.from({ length: pointsM.length / 3 }, (_, i) => {
    const [x, y, z] = [pointsM[3 * i]!, pointsM[3 * i + 1]!, pointsM[3 * i + 2]!];
    return [...placement.lngLat(x, y), z - baseZ(scene, x, y)];
  });
}

/** Where the chosen path is turned or goes through something. */
function turns(chosen: readonly DrawnPath[], colours: BasemapColours): Layer {
  return new ScatterplotLayer<{ readonly at: Point; readonly mechanism: number }>({
    id: 'path-turns',
    data: chosen.flatMap(({ points, mechanism }) => points.slice(1).map((at) => ({ at, mechanism }))),
    getPosition: (d) => d.at,
    getFillColor: (d) => [...mechanismColour(d.mechanism), 255],
    getLineColor: [...colours.pathRim, 255],
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineWidth: 1.25,
    radiusUnits: 'pixels',
    getRadius: 4,
    billboard: true,
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
  });
}

function cellOutline(place: ExplainedPlace, placement: ScenePlacement, colours: BasemapColours): Layer {
  const half = place.cellSizeM / 2;
  const corners = [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
    [-half, -half],
  ] as const;
  return new PathLayer<Point[]>({
    id: 'explained-cell',
    data: [corners.map(([dx, dy]): Point => [...placement.lngLat(place.x + dx, place.y + dy), 0.3])],
    getPath: (d) => d,
    getColor: [...colours.accent, 255],
    widthUnits: 'pixels',
    getWidth: 2.5,
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
  });
}

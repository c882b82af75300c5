import type { Layer } from '@deck.gl/core';
import { LineLayer, ScatterplotLayer } from '@deck.gl/layers';
import type { WalkerFrame } from '../planning/walk-record.ts';
import type { BasemapColours } from './basemap-colours.ts';
import { classColours, type Rgb, seriesColour } from './colour-scales.ts';
import type { MapPicture } from './map-picture.ts';
import type { ScenePlacement } from './scene-placement.ts';

type Point = [number, number, number];

/** Users stand this high above the ground on the map [m]. */
const USER_M = 1.5;

/** Users of a handover run with lines to the sectors that serve them; who has just been handed over has a ring that fades. */
export function walkerLayers(
  { sectors, theme }: Pick<MapPicture, 'sectors' | 'theme'>,
  frame: WalkerFrame,
  placement: ScenePlacement,
  colours: BasemapColours,
): Layer[] {
  const { users, x, y, serving, flash, profile, colourBy, lines } = frame;
  const places = Array.from({ length: users }, (_, i): Point => [...placement.lngLat(x[i]!, y[i]!), USER_M]);
  // The colours that the sectors have in the layer of best servers.
  const most = Math.max(...frame.sectors.map(({ colour }) => colour)) + 1;
  const ofSector = classColours('best-server', most, theme);
  const planned = frame.sectors.map(({ id, colour }) => {
    const sector = sectors.find((one) => one.id === id);
    const top = sector && ([...placement.lngLat(sector.x, sector.y), sector.heightM] as Point);
    return { top: top ?? null, colour: ofSector[colour] ?? colours.quiet };
  });
  const colourOf = (i: number): Rgb =>
    colourBy === 'server' ? (planned[serving[i]!]?.colour ?? colours.quiet) : seriesColour(profile[i]!, theme);
  const all = Array.from({ length: users }, (_, i) => i);
  const over = { depthCompare: 'always', depthWriteEnabled: false } as const;
  const lined = lines ? all.filter((i) => planned[serving[i]!]?.top) : [];
  return [
    new LineLayer<number>({
      id: 'walker-lines',
      data: lined,
      getSourcePosition: (i) => places[i]!,
      getTargetPosition: (i) => planned[serving[i]!]!.top!,
      getColor: (i) => [...(planned[serving[i]!]?.colour ?? colours.quiet), flash[i]! > 0 ? 200 : 46],
      widthUnits: 'pixels',
      getWidth: 1,
      parameters: { depthWriteEnabled: false },
    }),
    new ScatterplotLayer<number>({
      id: 'walkers',
      data: all,
      getPosition: (i) => places[i]!,
      getFillColor: (i) => [...colourOf(i), 255],
      getLineColor: [...colours.pathRim, 255],
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1,
      radiusUnits: 'pixels',
      getRadius: 3.25,
      billboard: true,
      parameters: over,
    }),
    new ScatterplotLayer<number>({
      id: 'walker-handovers',
      data: all.filter((i) => flash[i]! > 0),
      getPosition: (i) => places[i]!,
      filled: false,
      stroked: true,
      getLineColor: (i) => [...colours.accent, Math.round(255 * flash[i]!)],
      lineWidthUnits: 'pixels',
      getLineWidth: 2,
      radiusUnits: 'pixels',
      getRadius: 7.5,
      billboard: true,
      parameters: over,
    }),
  ];
}

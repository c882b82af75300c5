import type { Layer } from '@deck.gl/core';
import { LineLayer, ScatterplotLayer } from '@deck.gl/layers';
import type { MapMark } from '../store/editing-state.ts';
import type { BasemapColours } from './basemap-colours.ts';
import type { ScenePlacement } from './scene-placement.ts';

/** Places that a panel tells of: a mast with a ring at its top, filled where it is the one in hand. */
export function markLayers(
  marks: readonly MapMark[],
  placement: ScenePlacement,
  colours: Pick<BasemapColours, 'accent' | 'pointRim' | 'pathRim'>,
): Layer[] {
  if (marks.length === 0) return [];
  const at = ({ x, y }: MapMark, z: number): [number, number, number] => [...placement.lngLat(x, y), z];
  const over = { depthCompare: 'always', depthWriteEnabled: false } as const;
  return [
    new LineLayer<MapMark>({
      id: 'mark-masts',
      data: marks,
      getSourcePosition: (mark) => at(mark, 0),
      getTargetPosition: (mark) => at(mark, mark.heightM),
      getColor: [...colours.accent, 255],
      widthUnits: 'pixels',
      getWidth: 2,
      parameters: over,
    }),
    new ScatterplotLayer<MapMark>({
      id: 'marks',
      data: marks,
      getPosition: (mark) => at(mark, mark.heightM),
      getFillColor: ({ strong }) => (strong ? [...colours.accent, 255] : colours.pointRim),
      getLineColor: ({ strong }) => [...(strong ? colours.pathRim : colours.accent), 255],
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 2.5,
      radiusUnits: 'pixels',
      getRadius: ({ strong }) => (strong ? 9 : 6),
      billboard: true,
      parameters: over,
    }),
  ];
}

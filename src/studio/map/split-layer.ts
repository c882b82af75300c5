import type { Layer } from '@deck.gl/core';
import { ScatterplotLayer } from '@deck.gl/layers';
import type { SplitView } from '../../worker/calibration-protocol.ts';
import type { ThemeName } from '../app/theme.ts';
import type { BasemapColours } from './basemap-colours.ts';
import { SPLIT_COLOURS } from './colour-scales.ts';
import type { ScenePlacement } from './scene-placement.ts';

/** Measured cells by their role in a calibration, as binary attributes. */
interface SplitCells {
  readonly length: number;
  readonly positions: Float64Array;
  readonly colours: Uint8Array;
}

export function splitCells(split: readonly SplitView[], placement: ScenePlacement, theme: ThemeName): SplitCells {
  const length = split.reduce((sum, { role }) => sum + role.length, 0);
  const positions = new Float64Array(3 * length);
  const colours = new Uint8Array(3 * length);
  let at = 0;
  for (const { x, y, role } of split)
    for (let i = 0; i < role.length; i++, at++) {
      positions.set([...placement.lngLat(x[i]!, y[i]!), 1.5], 3 * at);
      colours.set(SPLIT_COLOURS[theme][role[i]!] ?? [0, 0, 0], 3 * at);
    }
  return { length, positions, colours };
}

export function splitLayer(cells: SplitCells, colours: BasemapColours): Layer {
  return new ScatterplotLayer({
    id: 'split',
    data: {
      length: cells.length,
      attributes: {
        getPosition: { value: cells.positions, size: 3 },
        getFillColor: { value: cells.colours, size: 3, normalized: true },
      },
    },
    radiusUnits: 'meters',
    getRadius: 5,
    radiusMinPixels: 3,
    radiusMaxPixels: 6,
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineWidth: 0.8,
    getLineColor: [...colours.pointRim],
    billboard: true,
    // Cells in narrow streets would hide behind houses, and a split be judged by its half.
    parameters: { depthCompare: 'always' },
  });
}

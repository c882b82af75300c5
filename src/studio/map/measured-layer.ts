import type { Layer } from '@deck.gl/core';
import { ScatterplotLayer } from '@deck.gl/layers';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import type { BasemapColours } from './basemap-colours.ts';
import { measuredColour } from './colour-scales.ts';
import type { ScenePlacement } from './scene-placement.ts';

/** Binary attributes of the measured points, made once for a set of measurements. */
export interface MeasuredPoints {
  readonly length: number;
  readonly positions: Float64Array;
  readonly colours: Uint8Array;
}

export function measuredPoints(measurements: MeasurementsView, placement: ScenePlacement): MeasuredPoints {
  const length = measurements.rsrpDbm.length;
  const positions = new Float64Array(3 * length);
  const colours = new Uint8Array(3 * length);
  for (let i = 0; i < length; i++) {
    const [lng, lat] = placement.lngLat(measurements.x[i]!, measurements.y[i]!);
    positions.set([lng, lat, 1.5], 3 * i);
    colours.set(measuredColour(measurements.rsrpDbm[i]!), 3 * i);
  }
  return { length, positions, colours };
}

export function measuredLayer(points: MeasuredPoints, colours: BasemapColours): Layer {
  return new ScatterplotLayer({
    id: 'measured',
    data: {
      length: points.length,
      attributes: {
        getPosition: { value: points.positions, size: 3 },
        getFillColor: { value: points.colours, size: 3, normalized: true },
      },
    },
    radiusUnits: 'meters',
    getRadius: 4,
    radiusMinPixels: 1.4,
    radiusMaxPixels: 5,
    stroked: true,
    lineWidthUnits: 'meters',
    getLineWidth: 1,
    lineWidthMinPixels: 0.4,
    lineWidthMaxPixels: 1.2,
    getLineColor: [...colours.pointRim],
    billboard: true,
  });
}

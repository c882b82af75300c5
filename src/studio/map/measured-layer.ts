import type { Layer } from '@deck.gl/core';
import { ScatterplotLayer } from '@deck.gl/layers';
import { cellAt } from '../../raster/raster-grid.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import { BASEMAP_COLOURS, type BasemapColours } from './basemap-colours.ts';
import type { MapPicture } from './map-picture.ts';
import type { ScenePlacement } from './scene-placement.ts';
import { type Painter, valuePainter } from './value-colours.ts';

/** Binary attributes of the measured points, made anew when their colours are. */
export interface MeasuredPoints {
  readonly length: number;
  readonly positions: Float64Array;
  readonly colours: Uint8Array;
}

/** Points in the colours of their levels, or of the residuals of their cells; null where none are to be shown. */
export function measuredPoints(picture: MapPicture, placement: ScenePlacement): MeasuredPoints | null {
  const { measurements, theme } = picture;
  if (!measurements) return null;
  const length = measurements.rsrpDbm.length;
  const positions = new Float64Array(3 * length);
  const colours = new Uint8Array(3 * length);
  const without = BASEMAP_COLOURS[theme].quiet;
  const { painter, valueAt } = pointColours(picture, measurements);
  for (let i = 0; i < length; i++) {
    const [lng, lat] = placement.lngLat(measurements.x[i]!, measurements.y[i]!);
    positions.set([lng, lat, 1.5], 3 * i);
    colours.set(painter.colours[painter.indexOf(valueAt(i))] ?? without, 3 * i);
  }
  return { length, positions, colours };
}

function pointColours(
  { residuals, scale, levels, theme }: MapPicture,
  { x, y, rsrpDbm }: MeasurementsView,
): { readonly painter: Painter; readonly valueAt: (point: number) => number } {
  if (!residuals || !scale)
    return { painter: valuePainter('rsrp', levels, theme), valueAt: (point) => rsrpDbm[point]! };
  const { grid, values } = residuals;
  return {
    painter: valuePainter('residual', scale, theme),
    valueAt: (point) => values[cellAt(grid, x[point]!, y[point]!)] ?? Number.NaN,
  };
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

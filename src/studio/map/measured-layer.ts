import type { Layer } from '@deck.gl/core';
import { ScatterplotLayer, type ScatterplotLayerProps } from '@deck.gl/layers';
import { cellAt } from '../../raster/raster-grid.ts';
import type { MeasurementsView } from '../../worker/engine-protocol.ts';
import { BASEMAP_COLOURS, type BasemapColours } from './basemap-colours.ts';
import type { MapPicture } from './map-picture.ts';
import type { ScenePlacement } from './scene-placement.ts';
import { type Painter, valuePainter } from './value-colours.ts';

/** The measured points, made anew when their colours or their marks are. */
export interface MeasuredPoints {
  /** Where some are marked, the others. */
  readonly plain: PointAttributes;
  /** Null while none are marked. */
  readonly marked: PointAttributes | null;
}

/** Binary attributes. */
interface PointAttributes {
  readonly length: number;
  readonly positions: Float64Array;
  readonly colours: Uint8Array;
}

/** Points in the colours of their levels, or of the residuals of their cells; null where none are to be shown. */
export function measuredPoints(picture: MapPicture, placement: ScenePlacement): MeasuredPoints | null {
  const { measurements, marked } = picture;
  if (!measurements) return null;
  const { x, y } = measurements;
  const all = Int32Array.from(x, (_, point) => point);
  const attributes = (points: Int32Array) => pointAttributes(points, picture, measurements, placement);
  if (!marked) return { plain: attributes(all), marked: null };
  const isMarked = (point: number) => marked.marks[cellAt(marked.grid, x[point]!, y[point]!)] === 1;
  return {
    plain: attributes(all.filter((point) => !isMarked(point))),
    marked: attributes(all.filter(isMarked)),
  };
}

function pointAttributes(
  points: Int32Array,
  picture: MapPicture,
  measurements: MeasurementsView,
  placement: ScenePlacement,
): PointAttributes {
  const positions = new Float64Array(3 * points.length);
  const colours = new Uint8Array(3 * points.length);
  const without = BASEMAP_COLOURS[picture.theme].quiet;
  const { painter, valueAt } = pointColours(picture, measurements);
  points.forEach((point, i) => {
    const [lng, lat] = placement.lngLat(measurements.x[point]!, measurements.y[point]!);
    positions.set([lng, lat, 1.5], 3 * i);
    colours.set(painter.colours[painter.indexOf(valueAt(point))] ?? without, 3 * i);
  });
  return { length: points.length, positions, colours };
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

/** Where some points are marked, the others are faint beneath them. */
export function measuredLayers({ plain, marked }: MeasuredPoints, colours: BasemapColours): Layer[] {
  if (!marked) return [pointLayer('measured', plain, { getLineColor: [...colours.pointRim] })];
  return [
    pointLayer('measured', plain, { stroked: false, opacity: 0.22 }),
    pointLayer('measured-marked', marked, {
      radiusMinPixels: 2.2,
      radiusMaxPixels: 6.5,
      lineWidthMinPixels: 1,
      lineWidthMaxPixels: 1.5,
      getLineColor: [...colours.mast],
    }),
  ];
}

function pointLayer(id: string, points: PointAttributes, look: Partial<ScatterplotLayerProps>): Layer {
  return new ScatterplotLayer({
    id,
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
    billboard: true,
    ...look,
  });
}

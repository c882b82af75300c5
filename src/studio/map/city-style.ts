import type { FeatureCollection } from 'geojson';
import type { DataDrivenPropertyValueSpecification, ExpressionSpecification, StyleSpecification } from 'maplibre-gl';
import { HEIGHT_SOURCES } from '../../scene/height-rules.ts';
import type { ThemeName } from '../app/theme.ts';
import { BASEMAP_COLOURS, type BasemapColours } from './basemap-colours.ts';
import { css, heightSourceColours } from './colour-scales.ts';

export const RADIO_LAYER = 'radio';
export const LAND_USE_LAYER = 'land-use';
export const BUILDING_LAYER = 'buildings';
/** Over the radio map, under the buildings. */
export const CONTOUR_LAYER = 'contours';
/** Sources whose data is the city's. */
export const CITY_SOURCES = ['ground', 'water', 'roads', 'contours', 'buildings'] as const;

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** A style without any address: sources are filled from memory, text is never drawn by the map. */
export function cityStyle(colours: BasemapColours): StyleSpecification {
  const source = () => ({
    type: 'geojson' as const,
    data: EMPTY,
    maxzoom: 15,
    tolerance: 0.05,
    buffer: 16,
    promoteId: 'id',
  });
  return {
    version: 8,
    light: { anchor: 'map', position: [1.4, 205, 38], color: '#ffffff', intensity: 0.34 },
    sources: Object.fromEntries(CITY_SOURCES.map((name) => [name, source()])),
    layers: [
      { id: 'background', type: 'background', paint: { 'background-color': colours.background } },
      { id: 'ground', type: 'fill', source: 'ground', paint: { 'fill-color': colours.ground } },
      {
        id: 'ground-edge',
        type: 'line',
        source: 'ground',
        paint: { 'line-color': colours.groundEdge, 'line-width': 1 },
      },
      { id: 'water', type: 'fill', source: 'water', paint: { 'fill-color': colours.water } },
      {
        id: 'roads',
        type: 'line',
        source: 'roads',
        layout: { 'line-cap': 'round', 'line-join': 'round' },
        paint: { 'line-color': colours.road, 'line-width': metres('width') },
      },
      {
        id: CONTOUR_LAYER,
        type: 'line',
        source: 'contours',
        paint: { 'line-color': colours.contour, 'line-width': 1, 'line-opacity': 0.55 },
      },
      {
        id: BUILDING_LAYER,
        type: 'fill-extrusion',
        source: 'buildings',
        paint: {
          'fill-extrusion-color': buildingColour(colours),
          'fill-extrusion-height': ['get', 'height'],
          'fill-extrusion-vertical-gradient': true,
        },
      },
    ],
  };
}

function buildingTint({ buildings: [low, high] }: BasemapColours): ExpressionSpecification {
  return ['interpolate', ['linear'], ['get', 'tint'], 0, low, 1, high];
}

/** The accent for what is selected, and for others their tint. */
function buildingColour(colours: BasemapColours, tint = buildingTint(colours)): ExpressionSpecification {
  return ['case', ['boolean', ['feature-state', 'selected'], false], ['rgb', ...colours.accent], tint];
}

/** A width in metres as pixels: doubles with every zoom level. Near the latitude of 45 degrees; good to a third elsewhere. */
function metres(property: string): DataDrivenPropertyValueSpecification<number> {
  const pixelsPerMetre = (zoom: number) => (512 * 2 ** zoom) / (40_075_017 * Math.SQRT1_2);
  const stop = (zoom: number): ExpressionSpecification => ['*', ['get', property], pixelsPerMetre(zoom)];
  return ['interpolate', ['exponential', 2], ['zoom'], 10, stop(10), 22, stop(22)];
}

/** Buildings by where their heights come from; those that do not tell stay as they are. */
function sourceTint(theme: ThemeName): ExpressionSpecification {
  const colours = heightSourceColours(theme);
  const stops = HEIGHT_SOURCES.flatMap((source) => [source, css(colours[source])] as const);
  const plain = buildingTint(BASEMAP_COLOURS[theme]);
  return ['match', ['get', 'source'], ...stops, plain] as unknown as ExpressionSpecification;
}

/** Paint that follows the theme: applied without touching sources. */
export function themePaint(
  theme: ThemeName,
  heightSourcesShown: boolean,
): readonly (readonly [string, string, string | ExpressionSpecification])[] {
  const colours = BASEMAP_COLOURS[theme];
  return [
    ['background', 'background-color', colours.background],
    ['ground', 'fill-color', colours.ground],
    ['ground-edge', 'line-color', colours.groundEdge],
    ['water', 'fill-color', colours.water],
    ['roads', 'line-color', colours.road],
    [CONTOUR_LAYER, 'line-color', colours.contour],
    [
      BUILDING_LAYER,
      'fill-extrusion-color',
      buildingColour(colours, heightSourcesShown ? sourceTint(theme) : undefined),
    ],
  ];
}

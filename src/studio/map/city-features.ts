import type { Feature, FeatureCollection, LineString, Polygon } from 'geojson';
import type { Ring } from '../../scene/scene.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import { cornersOf, type LngLat, type ScenePlacement } from './scene-placement.ts';

/** The city as GeoJSON, layer by layer. */
export interface CityFeatures {
  readonly ground: FeatureCollection<Polygon>;
  readonly water: FeatureCollection<Polygon>;
  readonly roads: FeatureCollection<LineString>;
  readonly buildings: FeatureCollection<Polygon>;
}

export function cityFeatures(scene: SceneView, placement: ScenePlacement): CityFeatures {
  const polygon = (rings: readonly Ring[], properties: Record<string, number | string> = {}): Feature<Polygon> => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Polygon', coordinates: rings.map((ring) => closedRing(ring, placement)) },
  });
  const corners = cornersOf(placement, scene.groundBoundsM);
  const ground: Feature<Polygon> = {
    type: 'Feature',
    properties: {},
    geometry: { type: 'Polygon', coordinates: [[...corners, corners[0]]] },
  };
  return {
    ground: collection([ground]),
    water: collection(scene.water.map((ring) => polygon([ring]))),
    roads: collection(
      scene.roads.map((road) => ({
        type: 'Feature',
        properties: { width: road.widthM },
        geometry: { type: 'LineString', coordinates: points(road.line, placement) },
      })),
    ),
    buildings: collection(
      scene.buildings.map((building) =>
        polygon([building.outer, ...building.holes], {
          id: building.id,
          height: building.heightM,
          tint: tintOf(building.id),
          source: building.heightSource ?? '',
        }),
      ),
    ),
  };
}

/** A share of its own for every building [0..1], always the same. */
function tintOf(id: string): number {
  let hash = 7;
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) >>> 0;
  return (Math.imul(hash, 0x9e3779b1) >>> 16) / 0xffff;
}

function collection<G extends Polygon | LineString>(features: Feature<G>[]): FeatureCollection<G> {
  return { type: 'FeatureCollection', features };
}

function points(line: Float64Array, placement: ScenePlacement): LngLat[] {
  return Array.from({ length: line.length / 2 }, (_, i) => placement.lngLat(line[2 * i]!, line[2 * i + 1]!));
}

function closedRing(ring: Ring, placement: ScenePlacement): LngLat[] {
  const open = points(ring, placement);
  return open[0] ? [...open, open[0]] : open;
}

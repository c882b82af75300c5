import type { Feature, FeatureCollection, LineString, MultiLineString, Polygon } from 'geojson';
import { contourLines } from '../../scene/contour-lines.ts';
import type { Building, Ring } from '../../scene/scene.ts';
import type { SceneView } from '../../worker/engine-protocol.ts';
import { cornersOf, type LngLat, type ScenePlacement } from './scene-placement.ts';

/** The city as GeoJSON, layer by layer. */
export interface CityFeatures {
  readonly ground: FeatureCollection<Polygon>;
  readonly water: FeatureCollection<Polygon>;
  readonly roads: FeatureCollection<LineString>;
  /** Lines of equal height over a terrain. */
  readonly contours: FeatureCollection<MultiLineString>;
  readonly buildings: FeatureCollection<Polygon>;
}

export function cityFeatures(scene: SceneView, placement: ScenePlacement): CityFeatures {
  const corners = cornersOf(placement, scene.groundBoundsM);
  const ground: Feature<Polygon> = {
    type: 'Feature',
    properties: {},
    geometry: { type: 'Polygon', coordinates: [[...corners, corners[0]]] },
  };
  return {
    ground: collection([ground]),
    water: collection(scene.water.map((ring) => polygon([ring], {}, placement))),
    roads: collection(
      scene.roads.map((road) => ({
        type: 'Feature',
        properties: { width: road.widthM },
        geometry: { type: 'LineString', coordinates: points(road.line, placement) },
      })),
    ),
    contours: contourFeatures(scene, placement),
    buildings: collection(scene.buildings.map((building) => buildingFeature(building, placement))),
  };
}

export function contourFeatures(
  { terrain }: Pick<SceneView, 'terrain'>,
  placement: ScenePlacement,
): FeatureCollection<MultiLineString> {
  if (!terrain) return collection([]);
  const { pieces } = contourLines(terrain);
  const coordinates = Array.from({ length: pieces.length / 4 }, (_, i) => [
    placement.lngLat(pieces[4 * i]!, pieces[4 * i + 1]!),
    placement.lngLat(pieces[4 * i + 2]!, pieces[4 * i + 3]!),
  ]);
  return collection([{ type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates } }]);
}

/** What sets the buildings of one scene apart from another's. */
export interface BuildingChanges {
  /** Ids of those that are gone or drawn anew. */
  readonly remove: string[];
  readonly add: Feature<Polygon>[];
}

/** The changes from the buildings that are drawn to others; null where ids do not tell them apart. */
export function buildingChanges(
  drawn: readonly Building[],
  wanted: readonly Building[],
  placement: ScenePlacement,
): BuildingChanges | null {
  const before = new Map(drawn.map((building) => [building.id, building]));
  const after = new Map(wanted.map((building) => [building.id, building]));
  if (before.size < drawn.length || after.size < wanted.length) return null;
  const fresh = wanted.filter((building) => before.get(building.id) !== building);
  return {
    remove: drawn.filter((building) => after.get(building.id) !== building).map(({ id }) => id),
    add: fresh.map((building) => buildingFeature(building, placement)),
  };
}

function buildingFeature(building: Building, placement: ScenePlacement): Feature<Polygon> {
  const { id, heightM, heightSource } = building;
  const properties = { id, height: heightM, tint: tintOf(id), source: heightSource ?? '' };
  return polygon([building.outer, ...building.holes], properties, placement);
}

function polygon(
  rings: readonly Ring[],
  properties: Record<string, number | string>,
  placement: ScenePlacement,
): Feature<Polygon> {
  return {
    type: 'Feature',
    properties,
    geometry: { type: 'Polygon', coordinates: rings.map((ring) => closedRing(ring, placement)) },
  };
}

/** A share of its own for every building [0..1], always the same. */
function tintOf(id: string): number {
  let hash = 7;
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) >>> 0;
  return (Math.imul(hash, 0x9e3779b1) >>> 16) / 0xffff;
}

function collection<G extends Polygon | LineString | MultiLineString>(features: Feature<G>[]): FeatureCollection<G> {
  return { type: 'FeatureCollection', features };
}

function points(line: Float64Array, placement: ScenePlacement): LngLat[] {
  return Array.from({ length: line.length / 2 }, (_, i) => placement.lngLat(line[2 * i]!, line[2 * i + 1]!));
}

function closedRing(ring: Ring, placement: ScenePlacement): LngLat[] {
  const open = points(ring, placement);
  return open[0] ? [...open, open[0]] : open;
}

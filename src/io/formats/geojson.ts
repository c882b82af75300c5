import type { FootprintDraft } from '../../scene/build-scene.ts';
import { badInput } from '../../units/errors.ts';
import { IssueLedger } from '../../units/issue-ledger.ts';
import type { Json, JsonObject } from './json-document.ts';
import { isJsonArray, isJsonObject, parseJson } from './json-document.ts';
import type { Footprint, Position } from './lonlat-footprints.ts';
import { cleanRing, footprintDraft } from './lonlat-footprints.ts';

/** Top-level member that marks coordinates as local metres instead of degrees (see write-geojson). */
export const LOCAL_METRES_MEMBER = 'boresight:coordinates';
export const LOCAL_METRES = 'local metres';

/**
 * Reads building footprints from GeoJSON (RFC 7946, WGS 84): Polygon and MultiPolygon features, heights and materials from their
 * properties (see building-tags). The scene frame is centred on the data. Every feature left out or mended is counted.
 * @throws UserError when it is no GeoJSON or not in degrees
 */
export function readGeoJson(name: string, bytes: Uint8Array): FootprintDraft {
  const root = parseJson(name, bytes);
  if (!isJsonObject(root)) throw badInput(`${name} is JSON but not GeoJSON: a FeatureCollection is expected.`);
  assertWgs84(name, root);
  const ledger = new IssueLedger(name);
  const local = root[LOCAL_METRES_MEMBER] === LOCAL_METRES;
  const footprints = featuresOf(name, root).flatMap((feature, i) => footprintsOf(feature, i, ledger, local));
  return footprintDraft(name, footprints, ledger, local);
}

function featuresOf(name: string, root: JsonObject): readonly Json[] {
  if (root.type === 'FeatureCollection' && isJsonArray(root.features)) return root.features;
  if (root.type === 'Feature') return [root];
  if (root.type === 'Polygon' || root.type === 'MultiPolygon') return [{ geometry: root }];
  throw badInput(
    `${name}: type ${JSON.stringify(root.type ?? null)} is no GeoJSON with footprints (FeatureCollection, Feature, Polygon, MultiPolygon).`,
  );
}

/** The `crs` member of the old draft: anything but WGS 84 would be misplaced by degrees. */
export function assertWgs84(name: string, root: JsonObject): void {
  const crs = isJsonObject(root.crs) && isJsonObject(root.crs.properties) ? root.crs.properties.name : undefined;
  if (typeof crs === 'string' && !/CRS84|4326/.test(crs)) {
    throw badInput(
      `${name}: its coordinate system is ${crs}; GeoJSON is read in WGS 84 degrees only. Convert it (ogr2ogr -t_srs EPSG:4326).`,
    );
  }
}

function footprintsOf(feature: Json, index: number, ledger: IssueLedger, local: boolean): Footprint[] {
  const where = `feature ${index}`;
  if (!isJsonObject(feature) || !isJsonObject(feature.geometry)) {
    ledger.note('rejected', 'no-geometry', 'features have no geometry', where);
    return [];
  }
  const { type, coordinates } = feature.geometry;
  if ((type !== 'Polygon' && type !== 'MultiPolygon') || !isJsonArray(coordinates)) {
    const example = `${where}: ${JSON.stringify(type ?? null)}`;
    ledger.note('rejected', 'not-a-footprint', 'features are no Polygon or MultiPolygon', example);
    return [];
  }
  const tags = isJsonObject(feature.properties) ? feature.properties : {};
  const given = feature.id ?? tags.id ?? tags['@id'];
  const id = typeof given === 'string' || typeof given === 'number' ? String(given) : where;
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  return polygons.flatMap((polygon, p) => {
    const [outer, ...holes] = (isJsonArray(polygon) ? polygon : []).map((ring) => ringOf(ring, where, ledger, local));
    if (!outer) return [];
    return [{ id: p === 0 ? id : `${id}#${p + 1}`, rings: [outer, ...holes.filter((hole) => hole !== null)], tags }];
  });
}

function ringOf(ring: Json, where: string, ledger: IssueLedger, local: boolean): readonly Position[] | null {
  const points: Position[] = [];
  for (const position of isJsonArray(ring) ? ring : [null]) {
    const [x, y] = isJsonArray(position) ? position : [];
    if (typeof x !== 'number' || typeof y !== 'number') {
      ledger.note('rejected', 'ring-damaged', 'rings hold positions that are not [longitude, latitude]', where);
      return null;
    }
    points.push([x, y]);
  }
  return cleanRing(points, where, ledger, local);
}

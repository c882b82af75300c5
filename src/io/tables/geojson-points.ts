import { badInput } from '../../units/errors.ts';
import { assertWgs84 } from '../formats/geojson.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject, parseJson } from '../formats/json-document.ts';
import { ownAndData } from './row-source.ts';
import type { RowVisit, Table, TableFormat } from './table.ts';

const HEAD_BYTES = 262_144;
const OWN = ['longitude', 'latitude', 'altitude'] as const;
const MOST_COLUMNS = 4096;

/** GeoJSON (RFC 7946) of points: every one is a row, its properties are columns. Files with outlines or lines are maps, not tables. */
export const geoJsonPoints: TableFormat = {
  id: 'geojson',
  recognises: (bytes) => {
    const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES)).replace(/^ï»¿/, '').trimStart();
    return (
      head.startsWith('{') &&
      /"type"\s*:\s*"FeatureCollection"/.test(head) &&
      /"type"\s*:\s*"(Multi)?Point"/.test(head) &&
      !/"type"\s*:\s*"(Multi)?(Polygon|LineString)"/.test(head)
    );
  },
  open: (bytes, name) => [openPoints(bytes, name)],
};

function openPoints(bytes: Uint8Array, name: string): Table {
  const root = parseJson(name, bytes);
  if (!isJsonObject(root) || !isJsonArray(root.features))
    throw badInput(`${name}: a FeatureCollection without an array of features; export it as GeoJSON again`);
  assertWgs84(name, root);
  const { features } = root;
  if (features.length === 0) throw badInput(`${name}: the collection holds no features (0 rows)`);
  const columns = new Map<string, number>();
  for (const feature of features) {
    for (const key of Object.keys(propertiesOf(feature)))
      if (!columns.has(key)) columns.set(key, OWN.length + columns.size);
    if (columns.size > MOST_COLUMNS)
      throw badInput(`${name}: its features have over ${MOST_COLUMNS} different properties; is this a log?`);
  }
  return {
    title: 'GeoJSON points',
    ...ownAndData(OWN, columns.keys(), name),
    hasHeader: true,
    delimiter: '',
    counts: 'feature',
    forEachRow: (visit) => rowsOf(features, columns, visit),
  };
}

function rowsOf(features: readonly Json[], columns: ReadonlyMap<string, number>, visit: RowVisit): void {
  const fields: string[] = [];
  for (const [i, feature] of features.entries()) {
    fields.length = 0;
    for (let n = OWN.length + columns.size; n > 0; n--) fields.push('');
    for (const [key, value] of Object.entries(propertiesOf(feature))) fields[columns.get(key)!] = fieldOf(value);
    for (const point of pointsOf(feature)) {
      for (let axis = 0; axis < OWN.length; axis++) fields[axis] = fieldOf(point[axis] ?? null);
      if (visit(fields, i + 1) === false) return;
    }
  }
}

function propertiesOf(feature: Json): JsonObject {
  return isJsonObject(feature) && isJsonObject(feature.properties) ? feature.properties : {};
}

/** Positions of a feature; one without any where it is no point, so that it is counted. */
function pointsOf(feature: Json): readonly (readonly Json[])[] {
  const geometry = isJsonObject(feature) && isJsonObject(feature.geometry) ? feature.geometry : {};
  const { type, coordinates } = geometry as { readonly type?: Json; readonly coordinates?: Json };
  if (type === 'Point' && isJsonArray(coordinates)) return [coordinates];
  const many = type === 'MultiPoint' && isJsonArray(coordinates) ? coordinates.filter(isJsonArray) : [];
  return many.length > 0 ? many : [[]];
}

function fieldOf(value: Json): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
}

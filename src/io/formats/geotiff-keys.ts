import type { GeoFrame } from '../../raster/geo-frame.ts';

/** Keys of the GeoTIFF 1.1 standard (OGC 19-008r4) that a transverse Mercator map needs. */
const KEY = {
  modelType: 1024,
  rasterType: 1025,
  citation: 1026,
  geographicType: 2048,
  angularUnits: 2054,
  projectedType: 3072,
  projectedCitation: 3073,
  projection: 3074,
  transform: 3075,
  linearUnits: 3076,
  naturalOriginLon: 3080,
  naturalOriginLat: 3081,
  falseEasting: 3082,
  falseNorthing: 3083,
  scaleAtOrigin: 3092,
} as const;

const USER_DEFINED = 32767;
const PIXEL_IS_AREA = 1;
const WGS84 = 4326;
const TRANSVERSE_MERCATOR = 1;
const METRE = 9001;
const DEGREE = 9102;

export interface GeoKeyFields {
  /** GeoKeyDirectoryTag (34735). */
  readonly directory: readonly number[];
  /** GeoDoubleParamsTag (34736). */
  readonly doubles: readonly number[];
  /** GeoAsciiParamsTag (34737). */
  readonly ascii: string;
}

/** The keys of a frame: its EPSG code where it has one, else a user-defined transverse Mercator, else plain local metres. */
export function geoKeysOf(frame: GeoFrame | null): GeoKeyFields {
  const keys: [number, number | { double: number } | { text: string }][] = [[KEY.rasterType, PIXEL_IS_AREA]];
  if (frame === null) {
    keys.push(
      [KEY.modelType, USER_DEFINED],
      [KEY.citation, { text: 'local metres, x east, y north' }],
      [KEY.linearUnits, METRE],
    );
  } else if (frame.epsg !== null) {
    keys.push([KEY.modelType, 1], [KEY.projectedType, frame.epsg], [KEY.linearUnits, METRE]);
  } else {
    keys.push(
      [KEY.modelType, 1],
      [KEY.geographicType, WGS84],
      [KEY.angularUnits, DEGREE],
      [KEY.projectedType, USER_DEFINED],
      [KEY.projectedCitation, { text: 'transverse Mercator centred on the scene' }],
      [KEY.projection, USER_DEFINED],
      [KEY.transform, TRANSVERSE_MERCATOR],
      [KEY.linearUnits, METRE],
      [KEY.naturalOriginLon, { double: frame.centralMeridianDeg }],
      [KEY.naturalOriginLat, { double: 0 }],
      [KEY.falseEasting, { double: frame.falseEastingM }],
      [KEY.falseNorthing, { double: frame.falseNorthingM }],
      [KEY.scaleAtOrigin, { double: frame.scaleFactor }],
    );
  }
  keys.sort((a, b) => a[0] - b[0]);
  const doubles: number[] = [];
  let ascii = '';
  const entries = keys.flatMap(([key, value]) => {
    if (typeof value === 'number') return [key, 0, 1, value];
    if ('double' in value) return [key, 34736, 1, doubles.push(value.double) - 1];
    const offset = ascii.length;
    ascii += `${value.text}|`;
    return [key, 34737, value.text.length + 1, offset];
  });
  return { directory: [1, 1, 0, keys.length, ...entries], doubles, ascii };
}

/** The keys that `frameOfGeoKeys` reads, by the names geotiff.js gives them. */
export interface ReadGeoKeys {
  readonly ProjectedCSTypeGeoKey?: unknown;
  readonly ProjCoordTransGeoKey?: unknown;
  readonly ProjNatOriginLongGeoKey?: unknown;
  readonly ProjNatOriginLatGeoKey?: unknown;
  readonly ProjFalseEastingGeoKey?: unknown;
  readonly ProjFalseNorthingGeoKey?: unknown;
  readonly ProjScaleAtNatOriginGeoKey?: unknown;
}

/** The frame (local = easting, northing) of a UTM zone on WGS 84 or of a transverse Mercator from the equator; null for others. */
export function frameOfGeoKeys(keys: ReadGeoKeys): GeoFrame | null {
  const epsg = keys.ProjectedCSTypeGeoKey;
  const origin = { originEastingM: 0, originNorthingM: 0 };
  if (typeof epsg === 'number' && epsg !== USER_DEFINED) {
    const zone = epsg % 100;
    const north = Math.floor(epsg / 100) === 326;
    if ((!north && Math.floor(epsg / 100) !== 327) || zone < 1 || zone > 60) return null;
    return {
      centralMeridianDeg: zone * 6 - 183,
      scaleFactor: 0.9996,
      falseEastingM: 500_000,
      falseNorthingM: north ? 0 : 10_000_000,
      ...origin,
      epsg,
    };
  }
  if (keys.ProjCoordTransGeoKey !== TRANSVERSE_MERCATOR) return null;
  const number = (value: unknown, fallback: number) => (typeof value === 'number' ? value : fallback);
  if (number(keys.ProjNatOriginLatGeoKey, 0) !== 0) return null;
  return {
    centralMeridianDeg: number(keys.ProjNatOriginLongGeoKey, 0),
    scaleFactor: number(keys.ProjScaleAtNatOriginGeoKey, 1),
    falseEastingM: number(keys.ProjFalseEastingGeoKey, 0),
    falseNorthingM: number(keys.ProjFalseNorthingGeoKey, 0),
    ...origin,
    epsg: null,
  };
}

/** Longitude, latitude and altitude; NaN where there is none. */
export type GpkgPoint = readonly [number, number, number];

const ENVELOPE_BYTES = [0, 32, 48, 48, 64];
const POINT = 1;
const MULTI_POINT = 4;

/**
 * The points of a geometry as GeoPackage stores it (OGC 12-128r18, 2.1.3): a header, then well-known binary.
 * @returns none for an empty geometry or one of another kind; null for bytes that are no geometry
 */
export function gpkgPoints(blob: Uint8Array): readonly GpkgPoint[] | null {
  const flags = blob[3];
  if (flags === undefined || blob[0] !== 0x47 || blob[1] !== 0x50) return null;
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 7];
  if (envelope === undefined) return null;
  return wkbPoints(blob.subarray(8 + envelope));
}

/** The points of well-known binary (OGC 06-103r4, 8.2), as gpkgPoints. */
export function wkbPoints(blob: Uint8Array): readonly GpkgPoint[] | null {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.length);
  const head = headAt(view, 0);
  if (head === null) return null;
  if (head.kind === POINT) return pointAt(view, 0);
  if (head.kind !== MULTI_POINT || 9 > view.byteLength) return [];
  const count = view.getUint32(5, head.little);
  const points: GpkgPoint[] = [];
  let at = 9;
  for (let i = 0; i < count; i++) {
    const point = pointAt(view, at);
    if (point === null) return null;
    points.push(...point);
    at += 5 + 8 * (headAt(view, at)?.axes ?? 0);
  }
  return points;
}

function headAt(view: DataView, at: number) {
  if (at + 5 > view.byteLength) return null;
  const little = view.getUint8(at) === 1;
  const code = view.getUint32(at + 1, little);
  const dimensions = Math.floor(code / 1000);
  if (dimensions > 3) return null;
  return { little, kind: code % 1000, axes: [2, 3, 3, 4][dimensions]!, hasZ: dimensions === 1 || dimensions === 3 };
}

function pointAt(view: DataView, at: number): readonly GpkgPoint[] | null {
  const head = headAt(view, at);
  if (head === null || head.kind !== POINT || at + 5 + 8 * head.axes > view.byteLength) return null;
  const axis = (i: number) => view.getFloat64(at + 5 + 8 * i, head.little);
  const [lon, lat] = [axis(0), axis(1)];
  return Number.isNaN(lon) && Number.isNaN(lat) ? [] : [[lon, lat, head.hasZ ? axis(2) : Number.NaN]];
}

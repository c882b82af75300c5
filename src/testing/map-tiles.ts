import { gzipSync } from 'fflate';
import { PbfWriter } from 'pbf';
import { zxyToTileId } from 'pmtiles';
import { clipLine, clipRing } from '../io/map-source/tile-clip.ts';
import { mercatorOf } from '../raster/web-mercator.ts';

type LonLat = readonly [lon: number, lat: number];

/** One feature of a drawn map, in degrees. Rings run as they like. */
export interface DrawnFeature {
  readonly layer: string;
  readonly kind: 'line' | 'polygon';
  readonly id?: number;
  readonly tags: Readonly<Record<string, string | number | boolean>>;
  readonly lines: readonly (readonly LonLat[])[];
}

/** Margin of a tile [units], as map makers leave one. */
const MARGIN = 64;
const UNITS = 4096;

interface TileFeature {
  readonly id?: number | undefined;
  readonly kind: 'line' | 'polygon';
  readonly tags: DrawnFeature['tags'];
  readonly lines: readonly Float64Array[];
}

/** A rectangle as a ring, counter-clockwise from its south-west corner. */
export function rectangle(west: number, south: number, east: number, north: number): LonLat[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
}

/** A PMTiles archive of a drawn map, with all its tiles at one zoom level. */
export function pmtilesOf(
  features: readonly DrawnFeature[],
  options: { readonly zoom: number; readonly metadata?: Readonly<Record<string, unknown>> },
): Uint8Array<ArrayBuffer> {
  const { zoom } = options;
  const tiles = new Map<string, Map<string, TileFeature[]>>();
  for (const feature of features) layFeature(feature, zoom, tiles);
  const packed = [...tiles].map(([key, layers]) => {
    const [column, row] = key.split('/').map(Number) as [number, number];
    return { id: zxyToTileId(zoom, column, row), bytes: gzipSync(mvtOf(layers)) };
  });
  packed.sort((a, b) => a.id - b.id);
  const names = [...new Set(features.map(({ layer }) => layer))];
  const metadata = { vector_layers: names.map((id) => ({ id, fields: {} })), ...options.metadata };
  const points = features.flatMap(({ lines }) => lines.flat());
  return archiveOf(packed, zoom, metadata, points);
}

function layFeature(feature: DrawnFeature, zoom: number, tiles: Map<string, Map<string, TileFeature[]>>): void {
  const n = 2 ** zoom;
  const lines = feature.lines.map((line) =>
    Float64Array.from(
      line.flatMap(([lon, lat]) => {
        const { x, y } = mercatorOf(lon, lat);
        return [x * n * UNITS, y * n * UNITS];
      }),
    ),
  );
  const xs = lines.flatMap((line) => [...line].filter((_, i) => i % 2 === 0));
  const ys = lines.flatMap((line) => [...line].filter((_, i) => i % 2 === 1));
  const span = (of: number[]) => [Math.min(...of) - MARGIN, Math.max(...of) + MARGIN].map((v) => Math.floor(v / UNITS));
  const [west, east] = span(xs) as [number, number];
  const [north, south] = span(ys) as [number, number];
  const bounds = { minX: -MARGIN, minY: -MARGIN, maxX: UNITS + MARGIN, maxY: UNITS + MARGIN };
  for (let row = north; row <= south; row++) {
    for (let column = west; column <= east; column++) {
      const local = lines.map((line) => line.map((v, i) => Math.round(v - UNITS * (i % 2 === 0 ? column : row))));
      const clipped =
        feature.kind === 'line'
          ? local.flatMap((line) => clipLine(line, bounds)).map((line) => line.map(Math.round))
          : local.map((ring) => clipRing(ring, bounds)).filter((ring) => ring.length >= 6);
      if (clipped.length === 0) continue;
      const key = `${column}/${row}`;
      const layers = tiles.get(key) ?? new Map<string, TileFeature[]>();
      tiles.set(key, layers);
      const { id, kind, tags } = feature;
      layers.set(feature.layer, [...(layers.get(feature.layer) ?? []), { id, kind, tags, lines: clipped }]);
    }
  }
}

/** A vector tile (MVT 2.1) of features by layer, in units of the tile. */
export function mvtOf(layers: ReadonlyMap<string, readonly TileFeature[]>, extent = UNITS): Uint8Array<ArrayBuffer> {
  const tile = new PbfWriter();
  for (const [name, features] of layers) {
    const keys: string[] = [];
    const values: (string | number | boolean)[] = [];
    const indexIn = <T>(list: T[], of: T) => {
      const at = list.indexOf(of);
      return at >= 0 ? at : list.push(of) - 1;
    };
    tile.writeMessage(
      3,
      (_, layer) => {
        layer.writeVarintField(15, 2);
        layer.writeStringField(1, name);
        for (const feature of features) layer.writeMessage(2, writeFeature, { feature, tagIndex: indexesOf(feature) });
        for (const key of keys) layer.writeStringField(3, key);
        for (const value of values) layer.writeMessage(4, writeValue, value);
        layer.writeVarintField(5, extent);
      },
      null,
    );
    function indexesOf({ tags }: TileFeature): number[] {
      return Object.entries(tags).flatMap(([key, value]) => [indexIn(keys, key), indexIn(values, value)]);
    }
  }
  return new Uint8Array(tile.finish());
}

function writeFeature(
  { feature, tagIndex }: { readonly feature: TileFeature; readonly tagIndex: number[] },
  pbf: PbfWriter,
): void {
  if (feature.id !== undefined) pbf.writeVarintField(1, feature.id);
  pbf.writePackedVarint(2, tagIndex);
  pbf.writeVarintField(3, feature.kind === 'line' ? 2 : 3);
  pbf.writePackedVarint(4, geometryOf(feature));
}

function writeValue(value: string | number | boolean, pbf: PbfWriter): void {
  if (typeof value === 'string') pbf.writeStringField(1, value);
  else if (typeof value === 'boolean') pbf.writeBooleanField(7, value);
  else pbf.writeDoubleField(3, value);
}

/** Commands of MVT: MoveTo 1, LineTo 2, ClosePath 7; the first ring clockwise on the screen (y down), others the other way. */
function geometryOf({ kind, lines }: TileFeature): number[] {
  const out: number[] = [];
  let [x, y] = [0, 0];
  const zigzag = (v: number) => (v < 0 ? -2 * v - 1 : 2 * v);
  for (const [r, given] of lines.entries()) {
    const clockwise = shoelace(given) > 0;
    const line = kind === 'polygon' && clockwise !== (r === 0) ? turned(given) : given;
    for (let i = 0; i < line.length; i += 2) {
      if (i === 0) out.push(9);
      if (i === 2) out.push(((line.length / 2 - 1) << 3) | 2);
      out.push(zigzag(line[i]! - x), zigzag(line[i + 1]! - y));
      [x, y] = [line[i]!, line[i + 1]!];
    }
    if (kind === 'polygon') out.push(15);
  }
  return out;
}

function shoelace(ring: Float64Array): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    sum += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!;
  return sum;
}

function turned(ring: Float64Array): Float64Array {
  return Float64Array.from({ length: ring.length }, (_, k) => ring[ring.length - 2 - (k - (k % 2)) + (k % 2)]!);
}

function archiveOf(
  tiles: readonly { readonly id: number; readonly bytes: Uint8Array }[],
  zoom: number,
  metadata: object,
  points: readonly LonLat[],
): Uint8Array<ArrayBuffer> {
  const data = joinBytes(tiles.map(({ bytes }) => bytes));
  const directory = gzipSync(directoryOf(tiles));
  const about = gzipSync(new TextEncoder().encode(JSON.stringify(metadata)));
  const header = new Uint8Array(127);
  const view = new DataView(header.buffer);
  header.set(new TextEncoder().encode('PMTiles'));
  header[7] = 3;
  const offsets = [127, 127 + directory.length, 127 + directory.length + about.length];
  const parts = [offsets[0], directory.length, offsets[1], about.length, offsets[2], 0, offsets[2], data.length];
  for (const [i, value] of [...parts, tiles.length, tiles.length, tiles.length].entries())
    view.setBigUint64(8 + 8 * i, BigInt(value!), true);
  // Clustered; gzip within and for tiles; MVT; one zoom level.
  header.set([1, 2, 2, 1, zoom, zoom], 96);
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const bounds = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  for (const [i, degrees] of bounds.entries()) view.setInt32(102 + 4 * i, Math.round(degrees * 1e7), true);
  return joinBytes([header, directory, about, data]);
}

/** Number of entries, then ids as differences, run lengths, lengths and offsets (0 = right behind the one before). */
function directoryOf(tiles: readonly { readonly id: number; readonly bytes: Uint8Array }[]): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeVarint(tiles.length);
  for (const [i, { id }] of tiles.entries()) pbf.writeVarint(id - (tiles[i - 1]?.id ?? 0));
  for (const _ of tiles) pbf.writeVarint(1);
  for (const { bytes } of tiles) pbf.writeVarint(bytes.length);
  for (const [i] of tiles.entries()) pbf.writeVarint(i === 0 ? 1 : 0);
  return pbf.finish();
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

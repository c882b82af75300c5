import { bytesToHeader, Compression, type Header, PMTiles, ResolvedValueCache, type Source, TileType } from 'pmtiles';
import { badInput, UserError } from '../../units/errors.ts';
import { isJsonArray, isJsonObject, type Json, parseJson } from '../formats/json-document.ts';
import { isPmtiles } from './map-file-kind.ts';

const HEADER_BYTES = 127;
/** The header and the first directory lie within so many bytes (section 3 of the format). */
const ROOT_LIMIT = 16_384;
/** Most bytes of one read: a tile, a directory or the metadata. */
const READ_LIMIT = 32 << 20;
/** Most bytes that one of these may unpack to. */
const UNPACKED_LIMIT = 128 << 20;

/** A PMTiles file that is open: read in ranges, never as a whole. */
export interface TileArchive {
  readonly header: Header;
  /** Ids of the vector layers that the metadata list; null where they do not. */
  readonly layers: readonly string[] | null;
  readonly attribution: string | null;
  /** The unpacked tile, or null where the archive has none. @throws UserError('bad-input') with the tile when it is damaged */
  tile(zoom: number, column: number, row: number): Promise<Uint8Array | null>;
}

/**
 * Opens a PMTiles archive of vector tiles (version 3 of the format).
 * @throws UserError('bad-input') when it is none, is cut short, or packs its tiles in a way that browsers do not unpack
 */
export async function openTileArchive(name: string, file: Blob): Promise<TileArchive> {
  const head = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
  if (!isPmtiles(head)) throw badInput(`${name} is no PMTiles file: it does not begin with "PMTiles".`);
  if (head.length < HEADER_BYTES) {
    throw badInput(
      `${name} is cut short: ${head.length} bytes, and the header alone has ${HEADER_BYTES}. Download it again.`,
    );
  }
  if (head[7] !== 3) {
    throw badInput(`${name} is of version ${head[7]} of PMTiles; version 3 is read. Convert it ("pmtiles convert").`);
  }
  const header = bytesToHeader(head.buffer);
  checkHeader(name, header, file.size);
  const ranges = rangesOf(name, file);
  const part = async (offset: number, length: number) =>
    new Uint8Array(await unpack((await ranges.getBytes(offset, length)).data, header.internalCompression));
  return wrapped(name, async () => {
    checkDirectory(
      name,
      header.rootDirectoryOffset,
      await part(header.rootDirectoryOffset, header.rootDirectoryLength),
    );
    const metadata = parseJson(
      `The metadata of ${name}`,
      await part(header.jsonMetadataOffset, header.jsonMetadataLength),
    );
    const archive = new PMTiles(ranges, guardedCache(name, part), unpack);
    return {
      header,
      ...described(metadata),
      tile: (zoom, column, row) =>
        wrapped(`${name}, tile ${zoom}/${column}/${row}`, async () => {
          const found = await archive.getZxy(zoom, column, row);
          return found ? new Uint8Array(found.data) : null;
        }),
    };
  });
}

/** What the library throws is told with the place; what is told already stays as it is. */
async function wrapped<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw badInput(`${where} is damaged (${cause instanceof Error ? cause.message : cause}). Download the file again.`);
  }
}

/** Reads of a file that may not reach beyond it, nor take more than a tile can need. */
function rangesOf(name: string, file: Blob): Source {
  return {
    getKey: () => name,
    getBytes: async (offset, length) => {
      if (!(length <= READ_LIMIT)) {
        throw badInput(
          `${name}, byte ${offset}: a part of ${Math.round(length / (1 << 20))} MiB is announced; parts have up to ${READ_LIMIT >> 20} MiB. The file is damaged.`,
        );
      }
      // The first read asks for more than a small file has.
      if (offset > 0 && offset + length > file.size) throw cutShort(name, offset + length, file.size);
      return { data: await file.slice(offset, offset + length).arrayBuffer() };
    },
  };
}

function cutShort(name: string, needed: number, size: number): UserError {
  return badInput(
    `${name} is cut short: it has ${size} bytes, and its parts reach to byte ${needed}. Download it again.`,
  );
}

/** Directories are looked at before the library reads them: it would count to whatever number of entries they announce. */
function guardedCache(name: string, part: (offset: number, length: number) => Promise<Uint8Array>): Cache {
  const cache = new ResolvedValueCache(64, false, unpack);
  const sound = new Set<number>();
  return {
    getHeader: (source) => cache.getHeader(source),
    invalidate: (source) => cache.invalidate(source),
    getDirectory: async (source, offset, length, header) => {
      if (!sound.has(offset)) checkDirectory(name, offset, await part(offset, length));
      sound.add(offset);
      return cache.getDirectory(source, offset, length, header);
    },
  };
}

type Cache = NonNullable<ConstructorParameters<typeof PMTiles>[1]>;

function checkDirectory(name: string, offset: number, bytes: Uint8Array): void {
  let entries = 0;
  let scale = 1;
  for (const byte of bytes.subarray(0, 8)) {
    entries += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 0x80) break;
  }
  // Four numbers an entry, of a byte at least.
  if (entries * 4 > bytes.length) {
    throw badInput(
      `${name}, byte ${offset}: a directory announces ${entries} entries and has ${bytes.length} bytes. The file is damaged.`,
    );
  }
}

const UNPACKERS: Partial<Record<Compression, CompressionFormat>> = { [Compression.Gzip]: 'gzip' };

async function unpack(packed: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  if (compression === Compression.None || compression === Compression.Unknown) return packed;
  const format = UNPACKERS[compression];
  if (!format) throw badInput(`Tiles packed with ${Compression[compression]} are not read.`);
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > UNPACKED_LIMIT) {
      await reader.cancel();
      throw badInput(`A part unpacks to over ${UNPACKED_LIMIT >> 20} MiB; no map tile does. The file is damaged.`);
    }
    parts.push(part.value as Uint8Array<ArrayBuffer>);
  }
  return new Blob(parts).arrayBuffer();
}

function checkHeader(name: string, h: Header, size: number): void {
  if (h.tileType !== TileType.Mvt) {
    const kind = TileType[h.tileType] ?? h.tileType;
    throw badInput(
      `${name} holds tiles of type ${kind}, not vector tiles (MVT): pictures of a map have no footprints.`,
    );
  }
  for (const compression of [h.internalCompression, h.tileCompression]) {
    if (compression <= Compression.None || UNPACKERS[compression]) continue;
    throw badInput(
      `${name} packs its tiles with ${Compression[compression] ?? compression}, which browsers do not unpack: convert it to gzip.`,
    );
  }
  if (h.rootDirectoryOffset + h.rootDirectoryLength > ROOT_LIMIT) {
    throw badInput(
      `${name}: its first directory reaches to byte ${h.rootDirectoryOffset + h.rootDirectoryLength}, and must lie within the first ${ROOT_LIMIT}. The header is damaged.`,
    );
  }
  const needed = Math.max(
    h.rootDirectoryOffset + h.rootDirectoryLength,
    h.jsonMetadataOffset + h.jsonMetadataLength,
    h.leafDirectoryOffset + (h.leafDirectoryLength ?? 0),
    h.tileDataOffset + (h.tileDataLength ?? 0),
  );
  if (needed > size) throw cutShort(name, needed, size);
  const sound =
    h.minLon >= -180 &&
    h.maxLon <= 180 &&
    h.minLon < h.maxLon &&
    h.minLat >= -90 &&
    h.maxLat <= 90 &&
    h.minLat < h.maxLat;
  if (!sound) {
    throw badInput(
      `${name}: its bounds are none (longitude ${h.minLon} to ${h.maxLon}, latitude ${h.minLat} to ${h.maxLat}). The header is damaged.`,
    );
  }
  if (h.maxZoom > 22 || h.minZoom > h.maxZoom) {
    throw badInput(
      `${name}: zoom levels ${h.minZoom} to ${h.maxZoom} are none (0 to 22, in order). The header is damaged.`,
    );
  }
}

function described(metadata: Json): Pick<TileArchive, 'layers' | 'attribution'> {
  const root = isJsonObject(metadata) ? metadata : {};
  const layers = isJsonArray(root.vector_layers)
    ? root.vector_layers.flatMap((layer) => (isJsonObject(layer) && typeof layer.id === 'string' ? layer.id : []))
    : null;
  // Attributions are written as HTML; here they are text.
  const text = typeof root.attribution === 'string' ? root.attribution.replace(/<[^>]*>/g, '').trim() : '';
  return { layers, attribution: text.slice(0, 300) || null };
}
